using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Pages.Reading;

/// <summary>A report as a page shows it.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="Measure">What it is about.</param>
/// <param name="Agency">Whose it is; null for a statement that names no body.</param>
/// <param name="Head">Everything but its texts.</param>
/// <param name="Content">Its texts; null where they are not public.</param>
internal sealed record ReportReading(PlanReading Plan, MeasureView Measure, string? Agency, ReportHead Head, ReportContent? Content)
{
    /// <summary>A measure's reports, the latest period first, in document order within; those that came otherwise follow by the time they came.</summary>
    public static async Task<IReadOnlyList<IGrouping<string, ReportReading>>> Of(PlanReading plan, MeasureView measure)
    {
        var named = await Task.WhenAll(measure.Assignments.SelectMany(assignment => Published(assignment).Select(head => Read(plan, assignment, head))));
        return
        [
            .. named.Concat(measure.Definition.Unattributed.Select(report => Unattributed(plan, measure, report)))
                .OrderByDescending(report => report.Head.Period, StringComparer.Ordinal)
                .ThenBy(report => report.Head.Position ?? int.MaxValue)
                .ThenBy(report => report.Head.SubmittedAt)
                .GroupBy(report => report.Head.Period),
        ];
    }

    /// <summary>A body's reports in one plan, in the order of its measures.</summary>
    public static async Task<IReadOnlyList<ReportReading>> Of(PlanReading plan, string agency) =>
        await Task.WhenAll(plan.Snapshot.AssignmentsOf(agency).SelectMany(assignment => Published(assignment).Select(head => Read(plan, assignment, head))));

    private static IEnumerable<ReportHead> Published(AssignmentSummary assignment) => assignment.Reports.Values.Where(head => head.Revision > 0);

    private static async Task<ReportReading> Read(PlanReading plan, AssignmentSummary assignment, ReportHead head)
    {
        var view = await plan.Scope.AssignmentGrain(assignment.Measure, assignment.Agency).Read(Actor.Anonymous, head.Period);
        return new(plan, plan.Snapshot.Measure(assignment.Measure)!, assignment.Agency, view?.Head ?? head, view?.Content);
    }

    private static ReportReading Unattributed(PlanReading plan, MeasureView measure, UnattributedReport report)
    {
        var content = report.Content;
        return new(plan, measure, null, new(
            report.Period, ReportState.Accepted, true, 1, content.Claim, content.Nil, false, null, content.Position, content.Figures, content.References), content);
    }
}
