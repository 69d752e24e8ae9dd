using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NapGrains.Documents.Tables;

/// <summary>One reading of a plan template: rows become the JSON documents that they are rows of.</summary>
internal sealed class PlanTableReading
{
    private readonly ImmutableArray<DocumentFault>.Builder _faults = ImmutableArray.CreateBuilder<DocumentFault>();
    private readonly Dictionary<string, PlanRows> _plans = new(StringComparer.Ordinal);
    private readonly Table _table;
    private readonly Func<string, BodyNames?> _register;
    private readonly Dictionary<string, int> _columns;

    public PlanTableReading(Table table, Func<string, BodyNames?> register)
    {
        (_table, _register) = (table, register);
        _columns = table.Headings.Index().ToDictionary(heading => heading.Item, heading => heading.Index, StringComparer.OrdinalIgnoreCase);
        foreach (var needed in (string[])[RowKind.RowHeading, RowKind.PlanHeading])
        {
            if (!_columns.ContainsKey(needed))
                _faults.Add(new DocumentFault(1, "the column is missing", Column: needed));
        }

        foreach (var heading in table.Headings.Where(heading => !IsKnown(heading)))
            _faults.Add(new DocumentFault(1, $"the template has no such column; it has {string.Join(", ", RowKind.Headings)}, with a language in brackets behind those of texts", Column: heading));
        if (_faults.Count > 0)
            throw new DocumentRefusedException(_faults.ToImmutable());
    }

    public PlanBatch Read()
    {
        var rows = _table.Rows.ToLookup(row => Cell(row, RowKind.RowHeading).Trim(), StringComparer.OrdinalIgnoreCase);
        foreach (var row in _table.Rows)
        {
            if (!RowKind.All.Any(kind => kind.Name.Equals(Cell(row, RowKind.RowHeading).Trim(), StringComparison.OrdinalIgnoreCase)))
                Fault(row, RowKind.RowHeading, $"'{Cell(row, RowKind.RowHeading)}' is none of {string.Join(", ", RowKind.All.Select(kind => kind.Name))}");
        }

        // Owners come before what they own, so that rows may stand in any order.
        foreach (var kind in RowKind.All)
        {
            foreach (var row in rows[kind.Name])
                Take(kind, row);
        }

        foreach (var plan in _plans.Values)
            plan.NameBodies(_register);
        return new(
            [.. _plans.Values.Select(plan => plan.Document.Deserialize<PlanDocument>(PlanDocument.Json)!)],
            _faults.ToImmutable(),
            [],
            (index, faults) => [.. faults.Select(_plans.Values.ElementAt(index).Locate)]);
    }

    private void Take(RowKind kind, TableRow row)
    {
        var key = Word(row, RowKind.PlanHeading);
        if (key is null)
        {
            Fault(row, RowKind.PlanHeading, "is missing");
            return;
        }

        if (!_plans.TryGetValue(key, out var plan))
        {
            if (kind.Name != "plan")
            {
                Fault(row, RowKind.PlanHeading, $"there is no row 'plan' for '{key}'");
                return;
            }

            _plans.Add(key, plan = new PlanRows());
        }

        RefuseOthers(kind, row);
        var item = Item(kind, row);
        if (plan.Owner(kind, heading => Word(row, heading)) is not { } owner)
        {
            var missing = kind.OwnerHeadings.Concat(kind.Owner == RowOwner.Report ? [RowKind.BodyHeading] : []).Last(heading => heading != RowKind.PlanHeading);
            Fault(row, kind.Owner == RowOwner.Report ? RowKind.BodyHeading : missing, kind.Owner == RowOwner.Report
                ? "there is no row 'report' for this measure, period and body"
                : $"there is no row '{missing}' for '{Cell(row, missing)}'");
            return;
        }

        if (plan.Add(kind, owner, item, row) is { } twice)
            Fault(row, RowKind.RowHeading, $"row {twice} is the {kind.Name} already");
    }

    private JsonObject Item(RowKind kind, TableRow row)
    {
        var item = new JsonObject();
        foreach (var cell in kind.Cells)
        {
            if (cell.Form is CellForm.Texts)
            {
                foreach (var heading in _table.Headings.Where(heading => Language(heading, cell.Heading) is not null))
                {
                    if (SafeCell.Text(Cell(row, heading)) is { } text)
                        Set(item, $"{cell.Member}.{Language(heading, cell.Heading)}", text);
                }
            }
            else if (Cell(row, cell.Heading) is { Length: > 0 } written && (cell.Form is CellForm.Text || !string.IsNullOrWhiteSpace(written)))
            {
                var text = cell.Form is CellForm.Lines ? written : SafeCell.Text(written)!;
                var (value, fault) = cell.Form.Read(text);
                if (fault is null)
                    Set(item, cell.Member, value);
                else
                    Fault(row, cell.Heading, fault);
            }
        }

        return item;
    }

    private static void Set(JsonObject item, string path, JsonNode? value)
    {
        var names = path.Split('.', 2);
        if (names.Length == 1)
            item[path] = value;
        else
            Set((JsonObject)(item[names[0]] ??= new JsonObject()), names[1], value);
    }

    // What stands in a column that a row of this kind has no use for would be lost.
    private void RefuseOthers(RowKind kind, TableRow row)
    {
        var own = kind.Cells.Where(cell => cell.Form is not CellForm.Texts).Select(cell => cell.Heading).Concat(kind.OwnerHeadings).Append(RowKind.RowHeading)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, heading) in _table.Headings.Index())
        {
            if (!string.IsNullOrWhiteSpace(row.Cells[index]) && !own.Contains(heading)
                && !kind.Cells.Any(cell => cell.Form is CellForm.Texts && Language(heading, cell.Heading) is not null))
                Fault(row, heading, $"a row '{kind.Name}' has nothing to say here; empty the cell");
        }
    }

    private string? Word(TableRow row, string heading) => SafeCell.Text(Cell(row, heading).Trim());

    private string Cell(TableRow row, string heading) => _columns.TryGetValue(heading, out var index) ? row.Cells[index] : "";

    private void Fault(TableRow row, string heading, string cause) => _faults.Add(new DocumentFault(row.Number, cause, Column: heading));

    private static bool IsKnown(string heading) => RowKind.All.SelectMany(kind => kind.Cells)
        .Any(cell => cell.Form is CellForm.Texts ? Language(heading, cell.Heading) is not null : cell.Heading.Equals(heading, StringComparison.OrdinalIgnoreCase))
        || heading.Equals(RowKind.RowHeading, StringComparison.OrdinalIgnoreCase);

    /// <summary>The language of a column of texts, or null where the column is another one.</summary>
    private static string? Language(string heading, string texts) =>
        heading.Length > texts.Length + 3 && heading.StartsWith(texts + " [", StringComparison.OrdinalIgnoreCase) && heading[^1] == ']' ? heading[(texts.Length + 2)..^1] : null;
}
