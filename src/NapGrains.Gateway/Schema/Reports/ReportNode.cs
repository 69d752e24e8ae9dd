using GraphQL;
using NapGrains.Gateway.Schema.Agencies;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Gateway.Schema.Plans;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Plans;

namespace NapGrains.Gateway.Schema.Reports;

/// <summary>A report of one agency on one measure in one period, or an unattributed statement.</summary>
[Name("Report"), Implements(typeof(INode))]
public sealed class ReportNode : INode
{
    private readonly PlanScope _scope;
    private readonly string _measure;
    private readonly AssignmentSummary? _assignment;
    private readonly ReportHead _head;
    private readonly bool _isAnswer;
    private readonly Lazy<Task<ReportView?>> _view;

    /// <summary>A report of an agency; its texts are read when they are asked for, once.</summary>
    /// <param name="scope">The plan.</param>
    /// <param name="assignment">Whose report.</param>
    /// <param name="head">Its head.</param>
    /// <param name="isAnswer">Whether the head is what a mutation answered: it is then shown as it is.</param>
    internal ReportNode(PlanScope scope, AssignmentSummary assignment, ReportHead head, bool isAnswer = false)
        : this(scope, assignment, head, null) => _isAnswer = isAnswer;

    /// <summary>A report of which texts were read already; null reads them when they are asked for.</summary>
    internal ReportNode(PlanScope scope, AssignmentSummary assignment, ReportHead head, ReportView? view)
    {
        (_scope, _measure, _assignment, _head) = (scope, assignment.Measure, assignment, head);
        _view = new(() => view is not null
            ? Task.FromResult<ReportView?>(view)
            : scope.AssignmentGrain(assignment.Measure, assignment.Agency).Read(scope.From.Actor, head.Period));
        Key = $"report:{scope.Key}/{assignment.Measure}/{head.Period}/{assignment.Agency}";
    }

    /// <summary>An unattributed report; the measure holds its texts.</summary>
    internal ReportNode(PlanScope scope, MeasureView measure, UnattributedReport report)
    {
        var content = report.Content;
        (_scope, _measure) = (scope, measure.Id);
        _head = new(
            report.Period, ReportState.Accepted, true, 1, content.Claim, content.Nil, false, null, content.Position, content.Figures, content.References);
        _view = new(() => Task.FromResult<ReportView?>(new(_head, content)));
        Key = $"report:{scope.Key}/{measure.Id}/{report.Period}/#{content.Position}";
    }

    internal string Key { get; }

    internal int Order => _head.Position ?? int.MaxValue;

    internal string InPeriod => _head.Period;

    internal DateTimeOffset? Submitted => _head.SubmittedAt;

    internal IEnumerable<FigureObject> PublishedFigures => _head.Figures.Select(figure => new FigureObject(_scope, figure, _assignment?.Agency, _head.Period));

    /// <summary>The global id.</summary>
    [Id]
    public string Id => NodeId.Of(Key);

    /// <summary>The measure it is about.</summary>
    public async ValueTask<MeasureNode> Measure() => _scope.Measure(_measure) ?? _scope.Measure((await _scope.MeasureGrain(_measure).View())!);

    /// <summary>The agency that reports; null for an unattributed statement.</summary>
    public AgencyNode? Agency() => _assignment is null ? null : _scope.Agency(_assignment.Agency);

    /// <summary>The period it is about.</summary>
    public PeriodObject Period() => new(
        _scope.Snapshot.Plan.Periods.FirstOrDefault(period => period.Key == _head.Period) ?? new Period(_head.Period, null, null, null));

    /// <summary>Its state. The public sees drafts and returned reports as expected.</summary>
    public async ValueTask<ReportState> State() => (await Head()).State;

    /// <summary>What the agency claims of its progress; null where it claims nothing.</summary>
    public async ValueTask<Claim?> Claim() => (await Head()).Claim;

    /// <summary>Whether it says “nothing to report”.</summary>
    public async ValueTask<bool> Nil() => (await Head()).Nil;

    /// <summary>Whether it came after the period was locked.</summary>
    public async ValueTask<bool> Extraordinary() => (await Head()).Extraordinary;

    /// <summary>The agency's own words, to the letter; null where only a summary is held, or where it is not public yet.</summary>
    /// <param name="language">BCP 47 tag; the plan's own language by default.</param>
    public async Task<string?> Narrative(string? language = null) =>
        Joined(await Content(), part => part.Texts.In(language, _scope.Language), "\n");

    /// <summary>Our summary, never the agency's own words; null where there is none.</summary>
    /// <param name="language">BCP 47 tag; English by default.</param>
    public async Task<string?> Summary(string? language = null) =>
        Joined(await Content(), part => part.Summaries.In(language, "en"), " ");

    /// <summary>The label as the source wrote it; null where there is none.</summary>
    public async Task<string?> Wording() =>
        (await Content())?.Parts.Select(part => part.Wording).FirstOrDefault(wording => !string.IsNullOrEmpty(wording));

    /// <summary>The statements it is made of: more than one where the official document lets a body speak twice.</summary>
    public async Task<IEnumerable<ReportPartObject>> Parts() =>
        ((await Content())?.Parts ?? []).Select(part => new ReportPartObject(_scope, part));

    /// <summary>What stood in the way.</summary>
    public async Task<string?> Challenges() => (await Content())?.Challenges;

    /// <summary>Links to evidence; checked for their form, never fetched.</summary>
    public async Task<IEnumerable<EvidenceObject>> Evidence() =>
        ((await Content())?.Evidence ?? []).Select(evidence => new EvidenceObject(evidence));

    /// <summary>Numbers that it states.</summary>
    public async ValueTask<IEnumerable<FigureObject>> Figures() =>
        (await Head()).Figures.Select(figure => new FigureObject(_scope, figure, _assignment?.Agency, _head.Period));

    /// <summary>Measures that it points to.</summary>
    public async ValueTask<IEnumerable<MeasureNode>> References() =>
        (await Head()).References.Select(_scope.Measure).OfType<MeasureNode>();

    /// <summary>Number of the revision shown, from 1.</summary>
    public async ValueTask<int> Revision() => (await Head()).Revision;

    /// <summary>Its submitted revisions, oldest first; the public sees those that were accepted.</summary>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public async Task<RevisionConnection> Revisions(int? first = null, string? after = null)
    {
        var revisions = _assignment is null
            ? [new(1, null, true, (await Content())!)]
            : await _scope.AssignmentGrain(_measure, _assignment.Agency).Revisions(_scope.From.Actor, _head.Period);
        return revisions.Page(
            revision => $"{Key}/{revision.Number}", revision => new RevisionObject(_scope, revision), RevisionConnection.Make, first, after);
    }

    /// <summary>Why its texts were taken out; null where they were not.</summary>
    public async Task<string?> RedactionReason() => (await _view.Value)?.Redacted?.Reason;

    /// <summary>When the shown revision was handed in, where known.</summary>
    public async ValueTask<DateTimeOffset?> SubmittedAt() => (await Head()).SubmittedAt;

    /// <summary>Why the secretariat sent it back; null for everybody but its agency and the secretariat.</summary>
    public async ValueTask<string?> ReturnReason() => (await Head()).ReturnReason;

    internal static string? Joined(ReportContent? content, Func<ReportPart, string?> text, string separator)
    {
        var texts = (content?.Parts ?? []).Select(text).OfType<string>().ToList();
        return texts.Count == 0 ? null : string.Join(separator, texts);
    }

    // The secretariat and the agency itself may see more than what the measure knows.
    private async ValueTask<ReportHead> Head() =>
        _assignment is null || _isAnswer || !_scope.From.Actor.MaySeeUnpublished(_assignment.Agency, _scope.Key, _scope.Jurisdiction)
            ? _head
            : (await _view.Value)?.Head ?? _head;

    private async ValueTask<ReportContent?> Content() => (await _view.Value)?.Content;
}

/// <summary>A page of reports.</summary>
[Name("ReportConnection")]
public sealed class ReportConnection(IReadOnlyList<(string, ReportNode)> items, int total, bool hasBefore, bool hasAfter)
    : Connection<ReportNode, ReportEdge>(items, total, hasBefore, hasAfter)
{
    /// <inheritdoc/>
    protected override ReportEdge Edge(ReportNode node, string cursor) => new(node, cursor);

    internal static ReportConnection Make(IReadOnlyList<(string, ReportNode)> items, int total, bool hasBefore, bool hasAfter) =>
        new(items, total, hasBefore, hasAfter);
}

/// <summary>A report in a list.</summary>
[Name("ReportEdge")]
public sealed class ReportEdge(ReportNode node, string cursor) : Edge<ReportNode>(node, cursor);

/// <summary>Lists of a measure's reports.</summary>
internal static class ReportLists
{
    /// <summary>A measure's reports in document order; those that came otherwise follow by the time they came.</summary>
    public static List<ReportNode> Of(PlanScope scope, MeasureView measure, string? period) =>
    [
        .. measure.Assignments
            .SelectMany(assignment => assignment.Reports.Values.Where(head => head.Revision > 0).Select(head => new ReportNode(scope, assignment, head)))
            .Concat(measure.Definition.Unattributed.Select(report => new ReportNode(scope, measure, report)))
            .Where(report => period is null || report.InPeriod == period)
            .OrderBy(report => report.InPeriod, StringComparer.Ordinal).ThenBy(report => report.Order).ThenBy(report => report.Submitted),
    ];
}
