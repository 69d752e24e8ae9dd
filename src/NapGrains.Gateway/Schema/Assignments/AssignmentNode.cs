using GraphQL;
using NapGrains.Gateway.Schema.Agencies;
using NapGrains.Gateway.Schema.Amendments;
using NapGrains.Gateway.Schema.History;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Gateway.Schema.Reports;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Rollup;

namespace NapGrains.Gateway.Schema.Assignments;

/// <summary>One agency's part of one measure.</summary>
[Name("Assignment"), Implements(typeof(INode))]
public sealed class AssignmentNode(PlanScope scope, AssignmentSummary summary) : INode
{
    /// <summary>The global id.</summary>
    [Id]
    public string Id => NodeId.Of(GrainKeys.Assignment(scope.Key, summary.Measure, summary.Agency));

    /// <summary>The measure.</summary>
    public async ValueTask<MeasureNode> Measure() => scope.Measure(summary.Measure)
        ?? scope.Measure((await scope.MeasureGrain(summary.Measure).View())!);

    /// <summary>The agency.</summary>
    public AgencyNode Agency() => scope.Agency(summary.Agency);

    /// <summary>The agency's role on the measure.</summary>
    public ExecutorRole Role => summary.Role;

    /// <summary>Why the agency reports on it.</summary>
    public Duty Duty => summary.Duty;

    /// <summary>Whether the agency is asked, not ordered, being outside the executive.</summary>
    public bool Recommended => summary.Recommended;

    /// <summary>The name as the official document's executors' cell wrote it; null where no document names it.</summary>
    public string? Wording => summary.Wording;

    /// <summary>The delegation by which the agency got its duty; null where there is none.</summary>
    public DelegationObject? Delegation() => scope.Snapshot.Measure(summary.Measure) is { } measure
        ? measure.Definition.Delegations.Where(delegation => delegation.To.Contains(summary.Agency))
            .Select(delegation => new DelegationObject(scope, measure, delegation)).FirstOrDefault()
        : null;

    /// <summary>State of the agency's report in a period. The public sees drafts and returned reports as expected.</summary>
    /// <param name="period">Key of the period, e.g. `2022`.</param>
    public async ValueTask<ReportState> ReportState(string period) =>
        (SeesAll ? (await Own(period))?.Head.State : null)
        ?? summary.Reports.GetValueOrDefault(period)?.State
        ?? NapGrains.Grains.ReportState.NotRequested;

    /// <summary>
    /// Where its report stands against the period's dates now. Nobody waits for voluntary reports, and recommended bodies never
    /// become overdue; a report is on time or late by when it came, and later revisions of it change nothing.
    /// </summary>
    /// <param name="period">Key of the period, e.g. `2023`.</param>
    public Timeliness Timeliness(string period)
    {
        var dates = scope.Snapshot.Plan.Periods.FirstOrDefault(known => known.Key == period);
        var report = summary.Reports.GetValueOrDefault(period);
        return summary.Collective ? NapGrains.Grains.Timeliness.Undated : ReportTimeliness.Of(
            dates?.Opens,
            dates?.Due,
            summary.Duty,
            summary.Recommended,
            report?.State ?? NapGrains.Grains.ReportState.NotRequested,
            report?.Received ?? false,
            report?.ReceivedAt,
            scope.From.Time.GetUtcNow());
    }

    /// <summary>The collective executor that the agency was named a member of; null for others.</summary>
    public AgencyNode? MemberOf() => summary.MemberOf is { } collective ? scope.Agency(collective) : null;

    /// <summary>What the agency's part was until amendments of the plan changed it, oldest first.</summary>
    public IEnumerable<FormerPartObject> FormerParts() => summary.FormerParts.Select(part => new FormerPartObject(part));

    /// <summary>The chain of its public changes, oldest first: the agency's part, and what became of its reports.</summary>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public Task<ChangeConnection> History(int? first = null, string? after = null) => ChangeConnection.Of(
        scope.AssignmentGrain(summary.Measure, summary.Agency).History,
        scope.Snapshot.Measure(summary.Measure)?.Assignments.FirstOrDefault(known => known.Agency == summary.Agency)?.History?.Length ?? 0,
        first,
        after);

    /// <summary>The agency's report of a period; null where there is none yet. Drafts are there for the agency and the secretariat only.</summary>
    /// <param name="period">Key of the period, e.g. `2022`.</param>
    public async ValueTask<ReportNode?> Report(string period) => SeesAll
        ? await Own(period) is { } own ? new ReportNode(scope, summary, own.Head, own) : null
        : summary.Reports.GetValueOrDefault(period) is { Revision: > 0 } head ? new ReportNode(scope, summary, head) : null;

    /// <summary>The agency's reports on this measure, by period.</summary>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public ReportConnection Reports(int? first = null, string? after = null) =>
        summary.Reports.Values.Where(head => head.Revision > 0).Select(head => new ReportNode(scope, summary, head)).ToList()
            .Page(report => report.Key, report => report, ReportConnection.Make, first, after);

    private bool SeesAll => scope.From.Actor.MaySeeUnpublished(summary.Agency, scope.Key, scope.Jurisdiction);

    private Task<ReportView?> Own(string period) => scope.AssignmentGrain(summary.Measure, summary.Agency).Read(scope.From.Actor, period);
}

/// <summary>A page of assignments.</summary>
[Name("AssignmentConnection")]
public sealed class AssignmentConnection(IReadOnlyList<(string, AssignmentNode)> items, int total, bool hasBefore, bool hasAfter)
    : Connection<AssignmentNode, AssignmentEdge>(items, total, hasBefore, hasAfter)
{
    /// <inheritdoc/>
    protected override AssignmentEdge Edge(AssignmentNode node, string cursor) => new(node, cursor);

    internal static AssignmentConnection Make(IReadOnlyList<(string, AssignmentNode)> items, int total, bool hasBefore, bool hasAfter) =>
        new(items, total, hasBefore, hasAfter);
}

/// <summary>An assignment in a list.</summary>
[Name("AssignmentEdge")]
public sealed class AssignmentEdge(AssignmentNode node, string cursor) : Edge<AssignmentNode>(node, cursor);

/// <summary>Which assignments to list: all conditions that are given must hold.</summary>
[Name("AssignmentFilter")]
public sealed record AssignmentFilter
{
    /// <summary>Key of the plan.</summary>
    public string? Plan { get; init; }

    /// <summary>One of these roles.</summary>
    public IReadOnlyList<ExecutorRole>? Role { get; init; }

    /// <summary>One of these duties.</summary>
    public IReadOnlyList<Duty>? Duty { get; init; }

    /// <summary>Recommended (true) or bound (false).</summary>
    public bool? Recommended { get; init; }

    /// <summary>Key of the agency.</summary>
    public string? Agency { get; init; }

    /// <summary>The public state of the report of `period` is one of these; without `period`, of any period.</summary>
    public IReadOnlyList<ReportState>? State { get; init; }

    /// <summary>The period that `state` speaks of; alone: assignments that this period was opened for.</summary>
    public string? Period { get; init; }

    internal bool Fits(string plan, AssignmentSummary assignment) =>
        (Plan is null || Plan == plan)
        && (Role is null || Role.Contains(assignment.Role))
        && (Duty is null || Duty.Contains(assignment.Duty))
        && (Recommended is null || Recommended == assignment.Recommended)
        && (Agency is null || Agency == assignment.Agency)
        && ((State is null && Period is null) || assignment.Reports.Values.Any(report =>
            (Period is null || report.Period == Period) && (State is null || State.Contains(report.State))));
}
