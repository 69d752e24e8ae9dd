using System.Collections.Immutable;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Plans;

namespace NapGrains.Grains.Clock;

/// <summary>What bodies are told of periods and deadlines: one notice a body and occasion, however many measures it reports on.</summary>
internal static class Reminders
{
    /// <summary>The notices that a look at the plan's dates gives rise to, each with the agency that it is for.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="measures">Its measures.</param>
    /// <param name="opening">Periods that open now.</param>
    /// <param name="changes">Deadlines that came near or passed.</param>
    /// <param name="known">When the reports of each period were due at the last look.</param>
    /// <param name="now">Recorded time.</param>
    public static ImmutableArray<PlanChange> Of(
        PlanView plan,
        ImmutableArray<MeasureView> measures,
        IReadOnlyCollection<Period> opening,
        ImmutableArray<PlanChange> changes,
        ImmutableSortedDictionary<string, DateTimeOffset> known,
        DateTimeOffset now) =>
    [
        .. opening.SelectMany(period => Obliged(measures, period.Key).Select(agency =>
            new PlanChange(PlanEventKind.PeriodOpened, now, Agency: agency, Period: period.Key, To: period.Due?.ToString("O")))),
        .. plan.Periods.Where(period => period.Opens <= now && known.TryGetValue(period.Key, out var due) && due != period.Due)
            .SelectMany(period => Awaited(measures, period.Key).Select(agency => new PlanChange(
                PlanEventKind.PeriodChanged, now, Agency: agency, Period: period.Key, From: known[period.Key].ToString("O"), To: period.Due?.ToString("O")))),
        .. changes.Where(change => change.Agency is not null)
            .GroupBy(change => (change.Agency, change.Period, change.At, change.From, change.To))
            .Select(same => new PlanChange(
                PlanEventKind.TimelinessChanged, same.Key.At, Agency: same.Key.Agency, Period: same.Key.Period, From: same.Key.From, To: same.Key.To)),
    ];

    private static IEnumerable<string> Obliged(ImmutableArray<MeasureView> measures, string period) => measures
        .SelectMany(measure => measure.Assignments.Where(assignment => Expectation.Of(
            assignment.Duty, assignment.Collective, measure.Definition.Schedule?.From, measure.Verdict.Status, period)))
        .Select(assignment => assignment.Agency).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Awaited(ImmutableArray<MeasureView> measures, string period) => measures
        .SelectMany(measure => measure.Assignments)
        .Where(assignment => assignment.Reports.GetValueOrDefault(period) is { State: ReportState.Expected, Received: false })
        .Select(assignment => assignment.Agency).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
