using System.Collections.Immutable;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Rollup;

namespace NapGrains.Grains.Clock;

/// <summary>What the passing of time changes in a plan, and when it does so next. Pure: it knows no clock.</summary>
internal static class Deadlines
{
    /// <summary>A plan's clock looks at least once a day, whatever the dates say.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    /// <summary>The next moment after <paramref name="now"/> at which something can change: a moment of a period, or midnight in the plan's time zone.</summary>
    public static DateTimeOffset Next(PlanView plan, DateTimeOffset now)
    {
        var midnight = Midnight(Day(plan, now).AddDays(1), plan);
        return plan.Periods.SelectMany(Moments).Where(moment => moment > now).Append(midnight).Append(now + LongestWait).Min();
    }

    /// <summary>Whether anything can have changed after <paramref name="since"/>, until and with <paramref name="now"/>.</summary>
    public static bool Passed(PlanView plan, DateTimeOffset since, DateTimeOffset now) =>
        Day(plan, since) < Day(plan, now) || plan.Periods.SelectMany(Moments).Any(moment => since < moment && moment <= now);

    /// <summary>The changes of timeliness after <paramref name="since"/>, until and with <paramref name="now"/>, each with the moment at which it came.</summary>
    public static ImmutableArray<PlanChange> Between(PlanView plan, IEnumerable<MeasureView> measures, DateTimeOffset since, DateTimeOffset now) =>
    [
        .. measures.SelectMany(measure => OfMeasure(plan, measure, since, now)
                .Concat(plan.Periods.SelectMany(period => measure.Assignments.SelectMany(assignment => OfReport(measure, assignment, period, since, now)))))
            .OrderBy(change => change.At),
    ];

    private static IEnumerable<PlanChange> OfMeasure(PlanView plan, MeasureView measure, DateTimeOffset since, DateTimeOffset now)
    {
        var standing = measure.Standing;
        return new[] { standing.Opens, standing.Due?.AddDays(-Standing.DueSoonDays), standing.Due?.AddDays(1) }.OfType<DateOnly>().Distinct()
            .Select(day => (Day: day, At: Midnight(day, plan)))
            .Where(moment => since < moment.At && moment.At <= now)
            .Select(moment => (moment.At, From: standing.On(moment.Day.AddDays(-1)), To: standing.On(moment.Day)))
            .Where(change => change.From != change.To)
            .Select(change => new PlanChange(
                PlanEventKind.TimelinessChanged, change.At, measure.Id, Priority: measure.Definition.Priority,
                From: GraphNames.Of(change.From), To: GraphNames.Of(change.To)));
    }

    private static IEnumerable<PlanChange> OfReport(
        MeasureView measure, AssignmentSummary assignment, Period period, DateTimeOffset since, DateTimeOffset now)
    {
        if (period.Due is not { } due || assignment.Collective || assignment.Reports.GetValueOrDefault(period.Key) is not { } report)
        {
            return [];
        }

        return new[] { due - ReportTimeliness.DueSoon, due }
            .Where(moment => moment > period.Opens && since < moment && moment <= now)
            .Select(moment => (At: moment, From: At(moment.AddTicks(-1)), To: At(moment.AddTicks(1))))
            .Where(change => change.From != change.To)
            .Select(change => new PlanChange(
                PlanEventKind.TimelinessChanged, change.At, measure.Id, assignment.Agency, measure.Definition.Priority, period.Key,
                GraphNames.Of(change.From), GraphNames.Of(change.To)));

        // As it was then: what came later had not come.
        Timeliness At(DateTimeOffset moment) => ReportTimeliness.Of(
            period.Opens, due, assignment.Duty, assignment.Recommended, report.State == ReportState.NotRequested ? report.State : ReportState.Expected,
            report.Received && !(report.ReceivedAt > moment), report.ReceivedAt, moment);
    }

    private static IEnumerable<DateTimeOffset> Moments(Period period) =>
        new[] { period.Opens, period.Due - ReportTimeliness.DueSoon, period.Due, period.Locks }.OfType<DateTimeOffset>();

    private static DateOnly Day(PlanView plan, DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone(plan)).DateTime);

    private static DateTimeOffset Midnight(DateOnly day, PlanView plan)
    {
        var zone = Zone(plan);
        var local = day.ToDateTime(TimeOnly.MinValue);

        // Where clocks were put forward at midnight, the day begins when that hour is over.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }

        return new(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
    }

    private static TimeZoneInfo Zone(PlanView plan) => TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone);
}
