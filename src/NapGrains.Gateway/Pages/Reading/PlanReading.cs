using NapGrains.Gateway.Pages.Wordings;
using NapGrains.Gateway.Schema;
using NapGrains.Gateway.Views;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Rollup;

namespace NapGrains.Gateway.Pages.Reading;

/// <summary>A plan as one page shows it: one state of its rows, one language, one reporting period.</summary>
/// <param name="Scope">The plan's rows, seen by somebody without a token.</param>
/// <param name="Words">The page's language.</param>
/// <param name="Period">The period whose reports are counted; null where the plan has none.</param>
/// <param name="Version">The plan as it stood in this version; null for the plan as it is.</param>
internal sealed record PlanReading(PlanScope Scope, Wording Words, string? Period, int? Version = null)
{
    public PlanSnapshot Snapshot => Scope.Snapshot;

    /// <summary>The plan's measures as they stand in its version.</summary>
    public IReadOnlyList<MeasureView> Measures =>
        Version is null ? Snapshot.Measures : [.. Snapshot.Measures.Select(measure => measure.In(Version)).OfType<MeasureView>()];

    public string Key => Scope.Key;

    public Links To { get; } = new(Words);

    public string Title => Snapshot.Plan.Titles.In(Words.Language, Scope.Language) ?? Key;

    /// <summary>The moment for which the page holds, in the plan's time zone.</summary>
    public string AsOf => Words.Say(
        Words.AsOf, Words.Moment(Local(Scope.From.Time.GetUtcNow())), Snapshot.Plan.TimeZone, Version ?? Snapshot.Plan.Version);

    /// <summary>
    /// The period to show where none is asked for: the last one with at least half as many reports, expected or come, as the
    /// fullest one, so that a report that came before its period was opened does not push aside the one everybody looks at.
    /// </summary>
    public static string? LatestPeriod(PlanSnapshot snapshot)
    {
        var reports = snapshot.Measures.SelectMany(measure => measure.Assignments)
            .SelectMany(assignment => assignment.Reports.Values.Where(report => assignment.CoverageOf(report) != default))
            .CountBy(report => report.Period)
            .ToList();
        return reports.Where(period => period.Value * 2 >= reports.Max(other => other.Value)).Max(period => period.Key)
            ?? snapshot.Plan.Periods.FirstOrDefault()?.Key;
    }

    /// <summary>Our short title of a measure; the official one where there is none.</summary>
    public string ShortTitle(MeasureView measure) => Scope.Measure(measure).ShortTitle(Words.Language);

    /// <summary>A body's name.</summary>
    public string Name(string agency) => Scope.Agency(agency).Name(Words.Language);

    /// <summary>A moment in the plan's time zone.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Snapshot.TimeZone);

    /// <summary>Measures counted, with the period's reports.</summary>
    public Summary Count(IEnumerable<MeasureView> measures) => Scope.Count(measures, Period);

    /// <summary>The period's reports of some assignments, counted.</summary>
    public Coverage Coverage(IEnumerable<AssignmentSummary> assignments) => PlanScope.Coverage(assignments, Period);

    /// <summary>Reports that were expected in the period and have not come, in the order of the plan.</summary>
    public IEnumerable<AssignmentSummary> MissingReports() => Period is null
        ? []
        : Snapshot.Measures.SelectMany(measure => measure.Assignments).Where(assignment => Schema.Measures.MeasureLists.IsMissing(assignment, Period));

    /// <summary>Bodies of the plan by name, as the page's language sorts them.</summary>
    public IEnumerable<string> AgenciesByName() =>
        Snapshot.Agencies.OrderBy(Name, StringComparer.Create(Words.Culture, ignoreCase: true)).ThenBy(key => key, StringComparer.Ordinal);
}
