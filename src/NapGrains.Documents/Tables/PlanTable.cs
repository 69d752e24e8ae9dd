using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NapGrains.Documents.Tables;

/// <summary>
/// Plans as one table that a spreadsheet opens, a row a thing: the column <c>row</c> says what it is (<c>plan</c>, <c>measure</c>,
/// <c>executor</c>, …), <c>plan</c> which plan it is of, and the other columns what it says. Rows may stand in any order, and of
/// several plans. It carries the plan as it is now: not what an official document printed around its table, not the versions that
/// amendments took the place of, and not the chains of changes. JSON carries those too.
/// </summary>
public static class PlanTable
{
    /// <summary>Reads plans; bodies may be named by their keys or, where the table or the register knows them, by their names.</summary>
    /// <param name="csv">The table, separated by commas, semicolons or tabs.</param>
    /// <param name="register">The register of a jurisdiction; null for none.</param>
    /// <exception cref="DocumentRefusedException">It is no table, or one without the columns <c>row</c> and <c>plan</c>.</exception>
    public static PlanBatch Read(string csv, Func<string, BodyNames?> register)
    {
        ArgumentNullException.ThrowIfNull(csv);
        ArgumentNullException.ThrowIfNull(register);
        return new PlanTableReading(Table.Read(csv), register).Read();
    }

    /// <summary>Writes plans.</summary>
    /// <param name="plans">Whole plan documents.</param>
    public static string Write(IEnumerable<PlanDocument> plans)
    {
        var rows = plans.SelectMany(plan => Rows(JsonSerializer.SerializeToNode(plan, PlanDocument.Json)!.AsObject())).ToList();
        var used = rows.SelectMany(row => row.Keys).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> headings =
        [
            .. RowKind.Headings.SelectMany(heading => used
                .Where(name => name == heading || name.StartsWith(heading + " [", StringComparison.Ordinal)).Order(StringComparer.Ordinal)),
        ];
        return new Table(headings, [.. rows.Select((row, index) => new TableRow(index + 2, [.. headings.Select(heading => row.GetValueOrDefault(heading, ""))]))]).Write();
    }

    private static IEnumerable<Dictionary<string, string>> Rows(JsonObject plan)
    {
        var key = plan["plan"]?["key"];
        return Owned(RowOwner.Plan, plan, [(RowKind.PlanHeading, key)]);

        static IEnumerable<Dictionary<string, string>> Owned(RowOwner owner, JsonNode at, ImmutableArray<(string Heading, JsonNode? Value)> owners) =>
            RowKind.All.Where(kind => kind.Owner == owner).SelectMany(kind => Items(kind, at).SelectMany(item =>
            {
                var row = new Dictionary<string, string>(StringComparer.Ordinal) { [RowKind.RowHeading] = kind.Name };
                foreach (var heading in kind.OwnerHeadings)
                    row[heading] = CellForm.Word.Write(owners.Last(named => named.Heading == heading).Value);
                foreach (var cell in kind.Cells)
                    Fill(row, cell, item);
                var inner = owners.AddRange(kind.Cells.Select(cell => (cell.Heading, Member(item, cell.Member))));
                return kind.Name switch
                {
                    "priority" => Owned(RowOwner.Priority, item, inner).Prepend(row),
                    "measure" => Owned(RowOwner.Measure, item, inner).Prepend(row),
                    "report" => Owned(RowOwner.Report, item, inner).Prepend(row),
                    _ => [row],
                };
            }));
    }

    private static IEnumerable<JsonNode> Items(RowKind kind, JsonNode owner) => Member(owner, kind.Member) switch
    {
        JsonArray items => items.OfType<JsonNode>(),
        { } only => [only],
        null => [],
    };

    private static void Fill(Dictionary<string, string> row, RowCell cell, JsonNode item)
    {
        var value = Member(item, cell.Member);
        if (cell.Form is CellForm.Texts)
        {
            foreach (var (language, text) in value?.AsObject() ?? [])
                row[$"{cell.Heading} [{language}]"] = cell.Form.Write(text);
        }
        else if (value is not null and not JsonArray { Count: 0 })
        {
            row[cell.Heading] = cell.Form.Write(value);
        }
    }

    private static JsonNode? Member(JsonNode? at, string path) => path.Split('.').Aggregate(at, (node, name) => node?[name]);
}
