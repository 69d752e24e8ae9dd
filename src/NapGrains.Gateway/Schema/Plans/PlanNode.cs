using GraphQL;
using NapGrains.Gateway.Exchange;
using NapGrains.Gateway.Schema.Agencies;
using NapGrains.Gateway.Schema.Amendments;
using NapGrains.Gateway.Schema.Events;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Gateway.Schema.Scalars;
using NapGrains.Grains;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Priorities;

namespace NapGrains.Gateway.Schema.Plans;

/// <summary>An action plan: priorities, measures, and what was reported on them.</summary>
[Name("Plan"), Implements(typeof(INode))]
public sealed class PlanNode(PlanScope scope) : INode
{
    /// <summary>The global id.</summary>
    [Id]
    public string Id => NodeId.Of(GrainKeys.Plan(scope.Key));

    /// <summary>The plan's stable key, e.g. `az-nap-2022-2026`.</summary>
    public string Key => scope.Key;

    /// <summary>The plan's title.</summary>
    /// <param name="language">BCP 47 tag; the plan's own language by default, and where the title is not held in it.</param>
    public string Title(string? language = null) => scope.Snapshot.Plan.Titles.In(language, scope.Language) ?? scope.Key;

    /// <summary>Whose plan it is, e.g. `az`.</summary>
    public string Jurisdiction => scope.Snapshot.Plan.Jurisdiction;

    /// <summary>The plan's time zone, an IANA name. Dates end at 24:00 there.</summary>
    public string TimeZone => scope.Snapshot.Plan.TimeZone;

    /// <summary>Rises with every import or amendment that changed the plan.</summary>
    public int Version => scope.Snapshot.Plan.Version;

    /// <summary>The cursor of this state: subscribe after it and nothing is missed.</summary>
    public FeedCursor Cursor => new(scope.Key, scope.Snapshot.Position);

    /// <summary>The plan's priorities in order.</summary>
    public IEnumerable<PriorityNode> Priorities() => scope.Snapshot.Priorities.Select(priority => new PriorityNode(scope, priority));

    /// <summary>The plan's reporting periods in order.</summary>
    public IEnumerable<PeriodObject> Periods() => scope.Snapshot.Plan.Periods.Select(period => new PeriodObject(period));

    /// <summary>All measures of the plan, counted.</summary>
    /// <param name="period">Count only this period's reports; all periods by default.</param>
    /// <param name="asOf">What was known then, at the end of that minute; now by default.</param>
    /// <param name="planVersion">
    /// The plan as it stood in this version: its measures, their priorities and deadlines, the bodies on them; judged by what is known
    /// now, or was known at `asOf`. A measure that was withdrawn later counts with its last verdict before, one that was added later, and
    /// a body that was charged later, does not count; what was asked of a body counts as asked. Only amendments make versions differ. Of
    /// a version that had not come at `asOf`, the plan as it stood then. The plan as it is by default.
    /// </param>
    public Task<SummaryObject> Summary(string? period = null, DateTimeOffset? asOf = null, int? planVersion = null)
    {
        var plan = scope.From.Grains.GetGrain<IPlanGrain>(GrainKeys.Plan(scope.Key));
        return SummaryObject.Of(
            scope, async version => (await plan.View() ?? scope.Snapshot.Plan).Counted.In(version), plan.At, new(period, asOf, planVersion));
    }

    /// <summary>How it was amended, oldest first.</summary>
    public IEnumerable<AmendmentObject> Amendments() => scope.Snapshot.Plan.Amendments.Select(amendment => new AmendmentObject(scope, amendment));

    /// <summary>Bodies that take part in the plan, by name.</summary>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public AgencyConnection Agencies(int? first = null, string? after = null) =>
        AgencyLists.In(scope, null).Page(agency => agency.Key, agency => agency, AgencyConnection.Make, first, after);

    /// <summary>The plan's events in order, oldest first.</summary>
    /// <param name="after">Only events after this cursor; from the beginning by default.</param>
    /// <param name="first">Page size, 100 by default and at most.</param>
    public async Task<PlanEventConnection> Events(FeedCursor? after = null, int? first = null)
    {
        var position = PlanEvents.Position(scope.Key, after) ?? 0;
        var size = Paging.Size(first);
        var feed = scope.From.Grains.GetGrain<IFeedGrain>(GrainKeys.Feed(scope.Key));
        var page = await feed.ReadAfter(position, false);
        var entries = page.Entries;
        if (entries.Length < size && page.Head > position + entries.Length)
        {
            entries = entries.AddRange((await feed.ReadAfter(position + entries.Length, false)).Entries);
        }

        return new PlanEventConnection(
            [.. entries.Take(size).Select(entry => new PlanEventObject(scope, entry))], (int)page.Head, position > 0, page.Head > position + Math.Min(size, entries.Length));
    }

    /// <summary>What was published on the plan as a document; null where the plan has no such period.</summary>
    /// <param name="exports">Makes documents.</param>
    /// <param name="format">Form of the document.</param>
    /// <param name="period">Key of the period, e.g. `2022`; left out, JSON, CSV and XLSX hold everything that was published.</param>
    public async Task<DocumentObject?> Document([FromServices] PlanExports exports, DocumentFormat format, string? period = null) =>
        await exports.File(scope, period, format) is { } file ? new(file, scope.Snapshot.HistoryRoot) : null;

    /// <summary>
    /// Merkle root (RFC 6962) over the ends of all chains of public changes. Who keeps it, or an export, can prove later that what
    /// was published then was not rewritten.
    /// </summary>
    public string HistoryRoot => scope.Snapshot.HistoryRoot;
}

/// <summary>A page of plans.</summary>
[Name("PlanConnection")]
public sealed class PlanConnection(IReadOnlyList<(string, PlanNode)> items, int total, bool hasBefore, bool hasAfter)
    : Connection<PlanNode, PlanEdge>(items, total, hasBefore, hasAfter)
{
    /// <inheritdoc/>
    protected override PlanEdge Edge(PlanNode node, string cursor) => new(node, cursor);

    internal static PlanConnection Make(IReadOnlyList<(string, PlanNode)> items, int total, bool hasBefore, bool hasAfter) =>
        new(items, total, hasBefore, hasAfter);
}

/// <summary>Keys of a page of plans.</summary>
internal sealed record PlanKeyPage(IReadOnlyList<string> Keys, int Total, bool HasBefore, bool HasAfter)
{
    public static PlanKeyPage Make(IReadOnlyList<(string, string Key)> items, int total, bool hasBefore, bool hasAfter) =>
        new([.. items.Select(item => item.Key)], total, hasBefore, hasAfter);
}

/// <summary>A plan in a list.</summary>
[Name("PlanEdge")]
public sealed class PlanEdge(PlanNode node, string cursor) : Edge<PlanNode>(node, cursor);

/// <summary>A priority of a plan.</summary>
[Name("Priority"), Implements(typeof(INode))]
public sealed class PriorityNode(PlanScope scope, PriorityView view) : INode
{
    /// <summary>The global id.</summary>
    [Id]
    public string Id => NodeId.Of(GrainKeys.Priority(scope.Key, view.Number));

    /// <summary>Its number, from 1.</summary>
    public int Number => view.Number;

    /// <summary>The priority's title.</summary>
    /// <param name="language">BCP 47 tag; the plan's own language by default.</param>
    public string Title(string? language = null) => view.Titles.In(language, scope.Language) ?? "";

    /// <summary>The plan it belongs to.</summary>
    public PlanNode Plan() => scope.Plan();

    /// <summary>Its measures in order.</summary>
    /// <param name="where">Only measures that fit all of this.</param>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public MeasureConnection Measures(MeasureFilter? where = null, int? first = null, string? after = null) =>
        MeasureLists.In(scope, (where ?? new MeasureFilter()) with { Priority = view.Number })
            .Page(measure => measure.Id, scope.Measure, MeasureConnection.Make, first, after);

    /// <summary>Its measures, counted.</summary>
    /// <param name="period">Count only this period's reports; all periods by default.</param>
    /// <param name="asOf">What was known then, at the end of that minute; now by default.</param>
    /// <param name="planVersion">
    /// The plan as it stood in this version: its measures, their priorities and deadlines, the bodies on them; judged by what is known
    /// now, or was known at `asOf`. A measure that was withdrawn later counts with its last verdict before, one that was added later, and
    /// a body that was charged later, does not count; what was asked of a body counts as asked. Only amendments make versions differ. Of
    /// a version that had not come at `asOf`, the plan as it stood then. The plan as it is by default.
    /// </param>
    public Task<SummaryObject> Summary(string? period = null, DateTimeOffset? asOf = null, int? planVersion = null)
    {
        var priority = scope.From.Grains.GetGrain<IPriorityGrain>(GrainKeys.Priority(scope.Key, view.Number));
        return SummaryObject.Of(
            scope, async version => (await priority.View() ?? view).Counted.In(version), priority.At, new(period, asOf, planVersion));
    }
}

/// <summary>A reporting period.</summary>
[Name("Period")]
public sealed class PeriodObject(Period period)
{
    /// <summary>Its key, e.g. `2022`.</summary>
    public string Key => period.Key;

    /// <summary>When reports may come; null while it is not set.</summary>
    public DateTimeOffset? Opens => period.Opens;

    /// <summary>When reports are due; null while it is not set.</summary>
    public DateTimeOffset? Due => period.Due;

    /// <summary>From when a report is extraordinary; null while it is not set.</summary>
    public DateTimeOffset? Locks => period.Locks;
}
