using System.Collections.Immutable;
using GraphQL;
using NapGrains.Gateway.Schema.Assignments;
using NapGrains.Gateway.Schema.Notices;
using NapGrains.Gateway.Schema.Plans;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Gateway.Schema.Reports;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;

namespace NapGrains.Gateway.Schema.Agencies;

/// <summary>A body: an agency, or a collective of bodies that are not named one by one.</summary>
[Name("Agency"), Implements(typeof(INode))]
public sealed class AgencyNode : INode
{
    private readonly Viewpoint _from;
    private readonly RegisterSnapshot _register;
    private readonly RegisteredBody _body;
    private readonly Lazy<Task<ImmutableSortedDictionary<string, AgencyPlan>>> _plans;

    internal AgencyNode(Viewpoint from, RegisterSnapshot register, string key)
    {
        (_from, _register) = (from, register);
        _body = register.Body(key) ?? new(key, AgencyKind.Agency, ImmutableSortedDictionary<string, string>.Empty.Add("az", key), [], null);
        _plans = new(() => from.Grains.GetGrain<IAgencyGrain>(GrainKeys.Agency(key)).View());
    }

    /// <summary>The global id.</summary>
    [Id]
    public string Id => NodeId.Of(GrainKeys.Agency(_body.Key));

    /// <summary>Its stable key: jurisdiction and ASCII slug, e.g. `az/iqtisadiyyat-nazirliyi`.</summary>
    public string Key => _body.Key;

    /// <summary>Its name.</summary>
    /// <param name="language">BCP 47 tag; the official name by default, and where the name is not held in it.</param>
    public string Name(string? language = null) => _body.Names.In(language, "az") ?? _body.Key;

    /// <summary>Other wordings that mean it.</summary>
    public IEnumerable<string> Aliases => _body.Aliases;

    /// <summary>One body, or a collective.</summary>
    public AgencyKind Kind => _body.Kind;

    /// <summary>The body it belongs to; null for none.</summary>
    public AgencyNode? Parent() => _body.Parent is { } parent && _register.Body(parent) is not null ? new(_from, _register, parent) : null;

    /// <summary>Whose register it is in, e.g. `az`.</summary>
    public string Jurisdiction => _register.View.Jurisdiction;

    /// <summary>Its part in measures, in the order of the plan.</summary>
    /// <param name="where">Only assignments that fit all of this.</param>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public async Task<AssignmentConnection> Assignments(AssignmentFilter? where = null, int? first = null, string? after = null) =>
        (await Parts(where?.Plan)).Where(part => where?.Fits(part.Scope.Key, part.Part.Assignment) ?? true).ToList().Page(
            part => $"{part.Scope.Key}/{part.Part.Assignment.Measure}",
            part => new AssignmentNode(part.Scope, part.Part.Assignment),
            AssignmentConnection.Make,
            first,
            after);

    /// <summary>Its reports, in the order of the plan's measures.</summary>
    /// <param name="plan">Only this plan; all by default.</param>
    /// <param name="period">Only this period; all by default.</param>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public async Task<ReportConnection> Reports(string? plan = null, string? period = null, int? first = null, string? after = null) =>
        (await Parts(plan)).SelectMany(part => part.Part.Assignment.Reports.Values
                .Where(head => head.Revision > 0 && (period is null || head.Period == period))
                .Select(head => new ReportNode(part.Scope, part.Part.Assignment, head)))
            .ToList().Page(report => report.Key, report => report, ReportConnection.Make, first, after);

    /// <summary>Its measures, counted once a role. Sums over agencies are no total of a plan.</summary>
    /// <param name="plan">Key of the plan; may be left out where the agency takes part in one only.</param>
    /// <param name="period">Count only this period's reports; all periods by default.</param>
    /// <param name="role">Count only measures on which it has this role.</param>
    /// <param name="asOf">What was known then, at the end of that minute; now by default.</param>
    /// <param name="planVersion">
    /// The plan as it stood in this version: its measures, their priorities and deadlines, the bodies on them; judged by what is known
    /// now, or was known at `asOf`. A measure that was withdrawn later counts with its last verdict before, one that was added later, and
    /// a body that was charged later, does not count; what was asked of a body counts as asked. Only amendments make versions differ. Of
    /// a version that had not come at `asOf`, the plan as it stood then. The plan as it is by default.
    /// </param>
    public async Task<SummaryObject> Summary(
        string? plan = null, string? period = null, ExecutorRole? role = null, DateTimeOffset? asOf = null, int? planVersion = null)
    {
        var plans = await _plans.Value;
        var key = plan ?? (plans.Count > 1
            ? throw RequestErrors.BadUserInput($"This agency takes part in several plans; name one in `plan`: {string.Join(", ", plans.Keys)}.")
            : plans.Keys.FirstOrDefault() ?? (await _from.Views.Plans()).Keys.FirstOrDefault());
        var scope = key is null ? null : await _from.Plan(key);
        return scope is null
            ? throw RequestErrors.BadUserInput($"There is no plan '{plan}'.")
            : await SummaryObject.Of(
                scope,
                version => Task.FromResult(plans.GetValueOrDefault(scope.Key)?.Histogram(role, version) ?? NapGrains.Grains.Rollup.Histogram.Empty),
                (then, version) => _from.Grains.GetGrain<IAgencyGrain>(GrainKeys.Agency(Key)).At(scope.Key, role, then, version),
                new(period, asOf, planVersion));
    }

    /// <summary>
    /// What it should know: reports returned and accepted, verdicts on its measures, periods and deadlines. The newest 1,000 are kept.
    /// For reporters of this agency and the secretariat; refused to others.
    /// </summary>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins, also that of a notice that is kept no more; the oldest by default.</param>
    public Task<NoticeConnection?> Notices(int? first = null, string? after = null) => NoticeLists.Of(_from, _register, Key, first, after);

    private async Task<List<(PlanScope Scope, AgencyAssignment Part)>> Parts(string? plan)
    {
        var parts = new List<(PlanScope, AgencyAssignment)>();
        foreach (var (key, part) in await _plans.Value)
        {
            if ((plan is null || plan == key) && await _from.Plan(key) is { } scope)
            {
                parts.AddRange(part.Assignments.Select(assignment => (scope, assignment)));
            }
        }

        return parts;
    }
}

/// <summary>A page of bodies.</summary>
[Name("AgencyConnection")]
public sealed class AgencyConnection(IReadOnlyList<(string, AgencyNode)> items, int total, bool hasBefore, bool hasAfter)
    : Connection<AgencyNode, AgencyEdge>(items, total, hasBefore, hasAfter)
{
    /// <inheritdoc/>
    protected override AgencyEdge Edge(AgencyNode node, string cursor) => new(node, cursor);

    internal static AgencyConnection Make(IReadOnlyList<(string, AgencyNode)> items, int total, bool hasBefore, bool hasAfter) =>
        new(items, total, hasBefore, hasAfter);
}

/// <summary>A body in a list.</summary>
[Name("AgencyEdge")]
public sealed class AgencyEdge(AgencyNode node, string cursor) : Edge<AgencyNode>(node, cursor);
