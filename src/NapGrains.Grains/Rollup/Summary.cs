using System.Collections.Immutable;

namespace NapGrains.Grains.Rollup;

/// <summary>A named fraction. Its value is null where nothing could be counted, never 0 % or 100 %.</summary>
public readonly record struct Fraction(int Numerator, int Denominator)
{
    /// <summary>Numerator by denominator, or null.</summary>
    public double? Value => Denominator == 0 ? null : (double)Numerator / Denominator;
}

/// <summary>Measures by verdict, timeliness and role.</summary>
public readonly record struct SummaryCell(MeasureStatus Status, Timeliness Timeliness, ExecutorRole? Role, int Count);

/// <summary>A histogram as it reads on one day.</summary>
public sealed record Summary(
    int Total,
    ImmutableArray<SummaryCell> Cells,
    Fraction ImplementedOfDue,
    Fraction ImplementedOfAll,
    Fraction ReportingCoverage,
    Fraction BindingCoverage,
    int VoluntaryReports,
    Fraction Overdue)
{
    /// <summary>Reads a histogram.</summary>
    /// <param name="histogram">What was counted.</param>
    /// <param name="today">The day in the plan's time zone.</param>
    /// <param name="period">Only this period's reports; null for all periods together.</param>
    public static Summary Of(Histogram histogram, DateOnly today, string? period)
    {
        var cells = histogram.Cells;
        var live = cells.Where(cell => cell.Standing.Status != MeasureStatus.Withdrawn).ToImmutableArray();
        var due = live.Where(cell => cell.Standing.IsDue(today)).ToImmutableArray();
        var coverage = histogram.Coverage
            .Where(counted => period is null || counted.Key == period)
            .Aggregate(default(Coverage), (sum, counted) => sum + counted.Value);
        return new(
            cells.Sum(cell => cell.Count),
            [
                .. cells.GroupBy(cell => (cell.Standing.Status, Timeliness: cell.Standing.On(today), cell.Role))
                    .Select(group => new SummaryCell(
                        group.Key.Status, group.Key.Timeliness, group.Key.Role, group.Sum(cell => cell.Count)))
                    .OrderBy(cell => cell.Status).ThenBy(cell => cell.Timeliness).ThenBy(cell => cell.Role),
            ],
            new(Count(due, MeasureStatus.Implemented), due.Sum(cell => cell.Count)),
            new(Count(live, MeasureStatus.Implemented), live.Sum(cell => cell.Count)),
            new(coverage.Received, coverage.Expected),
            new(coverage.BindingReceived, coverage.BindingExpected),
            coverage.Voluntary,
            new(
                due.Where(cell => cell.Standing.On(today) == Timeliness.Overdue).Sum(cell => cell.Count),
                live.Where(cell => cell.Standing.Due is not null).Sum(cell => cell.Count)));
    }

    private static int Count(ImmutableArray<HistogramCell> cells, MeasureStatus status) =>
        cells.Where(cell => cell.Standing.Status == status).Sum(cell => cell.Count);
}
