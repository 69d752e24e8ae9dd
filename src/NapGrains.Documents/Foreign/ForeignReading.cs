using System.Collections.Immutable;
using System.Globalization;
using NapGrains.Documents.Tables;

namespace NapGrains.Documents.Foreign;

/// <summary>One reading of a foreign table by its mapping.</summary>
internal sealed class ForeignReading
{
    private readonly TableMapping _mapping;
    private readonly ForeignMeasures _measures;
    private readonly ImmutableArray<ForeignRow> _rows;
    private readonly ForeignReport _report = new();

    public ForeignReading(TableMapping mapping, Table table, Func<string, BodyNames?> register)
    {
        _mapping = mapping;
        var columns = table.Headings.Index().ToDictionary(heading => heading.Item, heading => heading.Index, StringComparer.Ordinal);
        var missing = Named(mapping).Distinct(StringComparer.Ordinal).Where(column => !columns.ContainsKey(column))
            .Select(column => new DocumentFault(1, "the mapping reads this column, and the table has none of this heading", Column: column)).ToImmutableArray();
        if (!missing.IsEmpty)
            throw new DocumentRefusedException(missing);
        _rows = [.. table.Rows.Select(row => new ForeignRow(row, columns))];
        _measures = new ForeignMeasures(mapping, table.Headings, _rows, register, _report);
    }

    public PlanBatch Read()
    {
        var plans = _rows.GroupBy(row => Key(row.Fill(_mapping.Plan.Key)), StringComparer.Ordinal).Select(plan => (Plan: Plan(plan.Key, [.. plan]), Rows: plan.ToImmutableArray())).ToList();
        return new(
            [.. plans.Select(plan => plan.Plan)],
            _report.Faults,
            _report.Warnings,
            (index, faults) => [.. faults.Select(fault => Locate(plans[index], fault))]);
    }

    private PlanDocument Plan(string key, ImmutableArray<ForeignRow> rows)
    {
        var first = rows[0];
        var columns = _mapping.Plan;
        foreach (var row in rows.Skip(1).Where(row => row.Fill(columns.Title) != first.Fill(columns.Title) || row.Value(columns.Jurisdiction) != first.Value(columns.Jurisdiction)))
            _report.Doubt(row, ForeignRow.First(columns.Title), row.Fill(columns.Title), $"row {first.Number} says otherwise of the same plan, and is taken");
        var header = new PlanHeader(
            key, first.Value(columns.Jurisdiction), first.Value(columns.TimeZone), columns.Language, new Texts { [columns.Language] = first.Fill(columns.Title) }, []);
        var dates = new PlanDates(_mapping, rows);
        var bodies = new Dictionary<string, Body>(StringComparer.Ordinal);
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        var priorities = rows.GroupBy(Theme, StringComparer.Ordinal).Select((theme, index) => new PriorityEntry(
            index + 1,
            theme.Key.Length == 0
                ? new Texts { [columns.Language] = _mapping.Priority.Otherwise }
                : new Texts { [_mapping.Priority.Language] = theme.Key },
            null,
            [.. theme.Select(row => _measures.Read(row, header.Jurisdiction, dates, numbers, bodies))]));
        ImmutableArray<PriorityEntry> read = [.. priorities];
        return new(null, header, [.. bodies.Values], read, null);
    }

    private string Theme(ForeignRow row)
    {
        var title = row.Fill(_mapping.Priority.Title);
        return _mapping.Priority.Absent.Contains(title) ? "" : title;
    }

    /// <summary>Rules that a plan breaks concern the row of their measure.</summary>
    private DocumentFault Locate((PlanDocument Plan, ImmutableArray<ForeignRow> Rows) plan, DocumentFault fault)
    {
        var row = fault.Path!.Split('[', ']') is ["$.priorities", var priority, ".measures", var measure, ..]
            ? plan.Rows.GroupBy(Theme, StringComparer.Ordinal).ElementAt(Index(priority)).ElementAt(Index(measure))
            : plan.Rows[0];
        return new(row.Number, $"{fault.Path}: {fault.Cause}", Column: "");

        static int Index(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string Key(string text) =>
        string.Concat(text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '-')).Trim('-', '.');

    private static IEnumerable<string> Named(TableMapping mapping) =>
        new[]
        {
            mapping.Plan.Key, mapping.Plan.Title, mapping.Priority.Title, mapping.Measure.Id, mapping.Measure.Number, mapping.Measure.Title.Text,
            mapping.Measure.ShortTitle.Text,
        }
        .Concat(mapping.Assessments.SelectMany(assessment => (string[])[assessment.Reason, assessment.Source])).SelectMany(ForeignRow.Columns)
        .Concat([mapping.Plan.Jurisdiction.Column, mapping.Plan.TimeZone.Column, mapping.Measure.Start, mapping.Measure.End])
        .Concat(mapping.Executors.Select(executor => executor.Column))
        .Concat(mapping.Assessments.SelectMany(assessment => (string[])[assessment.Code, assessment.Year]));
}
