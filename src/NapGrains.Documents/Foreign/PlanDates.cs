using System.Collections.Immutable;

namespace NapGrains.Documents.Foreign;

/// <summary>
/// The dates of one plan's rows: where a cell can be read in two shapes, the plan's other cells tell which one its author wrote.
/// </summary>
internal sealed class PlanDates
{
    private readonly ForeignDates _dates;
    private readonly ImmutableArray<string> _certain;

    public PlanDates(TableMapping mapping, ImmutableArray<ForeignRow> rows)
    {
        _dates = new(mapping.Dates);
        _certain = [.. rows.SelectMany(row => (string[])[row[mapping.Measure.Start], row[mapping.Measure.End]]).Select(_dates.Fitting).Where(shapes => shapes.Length == 1).Select(shapes => shapes[0])];
    }

    /// <summary>Reads a cell.</summary>
    public ForeignDate Read(string cell)
    {
        var fitting = _dates.Fitting(cell);
        var written = fitting.Where(_certain.Contains).ToList();
        return _dates.Read(cell, written.Count == 1 ? written[0] : null, written.Count > 1);
    }
}
