using System.Collections.Immutable;
using System.Globalization;
using NapGrains.Documents;
using NapGrains.Gateway.Schema;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Rollup;

namespace NapGrains.Gateway.Exchange;

/// <summary>A plan's figures as documents carry them.</summary>
internal static class SummaryExport
{
    /// <summary>Periods of which something was published.</summary>
    public static IEnumerable<string> Published(PlanSnapshot snapshot) => snapshot.Plan.Periods.Select(period => period.Key).Where(period =>
        snapshot.Plan.Frames.ContainsKey(period) || snapshot.Measures.Any(measure =>
            measure.Definition.Unattributed.Any(report => report.Period == period)
            || measure.Assignments.Any(assignment => assignment.Reports.GetValueOrDefault(period)?.State == ReportState.Accepted)));

    /// <summary>The figures of the plan and of each priority: those of the measures, then those of the reports of each period.</summary>
    public static ImmutableArray<SummaryFigure> Figures(PlanScope scope, ImmutableArray<string> periods)
    {
        var parts = scope.Snapshot.Priorities
            .Select(priority => (Number: (int?)priority.Number, Measures: scope.Snapshot.Measures.Where(measure => measure.Definition.Priority == priority.Number)))
            .Prepend((Number: null, Measures: scope.Snapshot.Measures));
        var published = Published(scope.Snapshot).Intersect(periods, StringComparer.Ordinal).ToList();
        return [.. parts.SelectMany(part => OfMeasures(scope, part.Number, [.. part.Measures]).Concat(published.SelectMany(period => OfReports(scope, part.Number, [.. part.Measures], period))))];
    }

    /// <summary>What a document says about itself: of which state of the plan it is, and under which licence.</summary>
    public static async Task<ImmutableArray<(string Name, string Value)>> About(PlanScope scope, string? period, string licence)
    {
        var plan = scope.Snapshot.Plan;
        // The state has been what it is since the last events that it holds; so the same state says the same, whenever it is asked.
        var feed = scope.From.Grains.GetGrain<IFeedGrain>(GrainKeys.Feed(scope.Key));
        var last = await LatestEvents.Of(scope.Snapshot.Position, 50, after => feed.ReadAfter(after, false));
        return
        [
            ("plan", scope.Key),
            .. plan.Titles?.Select(title => ($"title ({title.Key})", title.Value)) ?? [],
            ("jurisdiction", plan.Jurisdiction),
            ("timeZone", plan.TimeZone),
            ("period", period ?? string.Join(", ", plan.Periods.Select(known => known.Key))),
            ("planVersion", plan.Version.ToString(CultureInfo.InvariantCulture)),
            .. last.Select(entry => entry.Change.At.ToUniversalTime()).OrderDescending().Take(1)
                .Select(at => ("asOf", at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))),
            ("historyRoot", scope.Snapshot.HistoryRoot),
            ("licence", licence),
        ];
    }

    private static IEnumerable<SummaryFigure> OfMeasures(PlanScope scope, int? priority, ImmutableArray<MeasureView> measures)
    {
        var counted = scope.Count(measures, null);
        yield return new(priority, null, "total", counted.Total, null);
        foreach (var status in Enum.GetValues<MeasureStatus>())
        {
            yield return new(priority, null, $"byStatus {GraphNames.Of(status)}", counted.Cells.Where(cell => cell.Status == status).Sum(cell => cell.Count), null);
        }

        yield return Named("implementedOfDue", counted.ImplementedOfDue);
        yield return Named("implementedOfAll", counted.ImplementedOfAll);
        yield return Named("overdue", counted.Overdue);

        SummaryFigure Named(string name, Fraction fraction) => new(priority, null, name, fraction.Numerator, fraction.Denominator);
    }

    private static IEnumerable<SummaryFigure> OfReports(PlanScope scope, int? priority, ImmutableArray<MeasureView> measures, string period)
    {
        var counted = scope.Count(measures, period);
        yield return new(priority, period, "reportingCoverage", counted.ReportingCoverage.Numerator, counted.ReportingCoverage.Denominator);
        yield return new(priority, period, "bindingCoverage", counted.BindingCoverage.Numerator, counted.BindingCoverage.Denominator);
        yield return new(priority, period, "voluntaryReports", counted.VoluntaryReports, null);
    }
}
