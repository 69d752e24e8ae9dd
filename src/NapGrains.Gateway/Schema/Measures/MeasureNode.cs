using GraphQL;
using NapGrains.Gateway.Schema.Agencies;
using NapGrains.Gateway.Schema.Amendments;
using NapGrains.Gateway.Schema.Assignments;
using NapGrains.Gateway.Schema.History;
using NapGrains.Gateway.Schema.Plans;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Gateway.Schema.Reports;
using NapGrains.Grains;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Priorities;

namespace NapGrains.Gateway.Schema.Measures;

/// <summary>A measure of a plan.</summary>
[Name("Measure"), Implements(typeof(INode))]
public sealed class MeasureNode(PlanScope scope, MeasureView view) : INode
{
    /// <summary>The global id; it stays when the number changes.</summary>
    [Id]
    public string Id => NodeId.Of(GrainKeys.Measure(scope.Key, view.Id));

    /// <summary>Its current number; text: `1.10` is not `1.1`.</summary>
    public string Number => view.Definition.Number;

    /// <summary>Numbers it had before.</summary>
    public IEnumerable<string> FormerNumbers => view.Definition.FormerNumbers;

    /// <summary>How amendments of the plan changed it, oldest first.</summary>
    public IEnumerable<MeasureAmendmentObject> Amendments() =>
        view.Definition.Amendments.Select(applied => new MeasureAmendmentObject(scope, view, applied));

    /// <summary>The official title; our short one where the official one is not held.</summary>
    /// <param name="language">BCP 47 tag; the plan's own language by default.</param>
    public string Title(string? language = null) =>
        view.Definition.Titles.In(language, scope.Language) ?? ShortTitle(language);

    /// <summary>Our short title; the official one where there is none.</summary>
    /// <param name="language">BCP 47 tag; the plan's own language by default.</param>
    public string ShortTitle(string? language = null) =>
        view.Definition.ShortTitles.In(language, scope.Language) ?? view.Definition.Titles.In(language, scope.Language) ?? view.Definition.Number;

    /// <summary>The plan it belongs to.</summary>
    public PlanNode Plan() => scope.Plan();

    /// <summary>The priority it belongs to.</summary>
    public PriorityNode Priority() =>
        new(scope, scope.Snapshot.Priority(view.Definition.Priority) ?? PriorityView.Unnamed(view.Definition.Priority));

    /// <summary>Years in which it is due; null for a measure without dates.</summary>
    public ScheduleObject? Schedule => view.Definition.Schedule is { } schedule ? new(schedule) : null;

    /// <summary>The day by which it is due: its own deadline, else the end of its schedule; null for an undated measure.</summary>
    public DateOnly? Deadline => view.Standing.Due;

    /// <summary>Whether it is a measure without an end.</summary>
    public bool Continuous => view.Definition.Continuous;

    /// <summary>The secretariat's verdict.</summary>
    public VerdictObject Verdict => new(view.Verdict);

    /// <summary>Independent assessments, in the order in which they were published; they stand beside the verdict, never in its place.</summary>
    public IEnumerable<AssessmentObject> Assessments() => view.Assessments.Select(assessment => new AssessmentObject(assessment));

    /// <summary>
    /// While there is no verdict: the worst accepted claim of the latest period among the binding leads (of all leads where all are
    /// recommended, of the addressees where the lead has delegated); null where none of them claims anything.
    /// </summary>
    public Claim? ProvisionalClaim => view.ProvisionalClaim;

    /// <summary>Where it stands against its deadline today.</summary>
    public Timeliness Timeliness => view.Standing.On(scope.Today);

    /// <summary>The bodies on this measure, named executors first.</summary>
    /// <param name="where">Only assignments that fit all of this.</param>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public AssignmentConnection Assignments(AssignmentFilter? where = null, int? first = null, string? after = null) =>
        view.Assignments.Where(assignment => where?.Fits(scope.Key, assignment) ?? true).ToList()
            .Page(assignment => assignment.Agency, assignment => new AssignmentNode(scope, assignment), AssignmentConnection.Make, first, after);

    /// <summary>What was reported on it, in the order of the official document; unattributed reports name no agency.</summary>
    /// <param name="period">Only this period; all by default.</param>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public ReportConnection Reports(string? period = null, int? first = null, string? after = null) =>
        ReportLists.Of(scope, view, period).Page(report => report.Key, report => report, ReportConnection.Make, first, after);

    /// <summary>How its lead handed it on.</summary>
    public IEnumerable<DelegationObject> Delegations() =>
        view.Definition.Delegations.Select(delegation => new DelegationObject(scope, view, delegation));

    /// <summary>Measures that its reports point to.</summary>
    public IEnumerable<MeasureNode> References() => view.Definition.References.Select(scope.Measure).OfType<MeasureNode>();

    /// <summary>Measures whose reports point to it.</summary>
    public IEnumerable<MeasureNode> ReferencedBy() => scope.Snapshot.ReferencesTo(view.Id).Select(scope.Measure);

    /// <summary>The chain of its public changes, oldest first: its own data, its verdicts, its assessments.</summary>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public Task<ChangeConnection> History(int? first = null, string? after = null) =>
        ChangeConnection.Of(scope.MeasureGrain(view.Id).History, view.History?.Length ?? 0, first, after);

    /// <summary>Cells of the foreign table that it was read from, in the order of its columns; empty where it came otherwise.</summary>
    /// <param name="columns">Only cells of these columns; all by default.</param>
    public IEnumerable<SourceCellObject> Source(IReadOnlyList<string>? columns = null) =>
        (view.Definition.Source ?? []).Where(cell => columns?.Contains(cell.Column) != false).Select(cell => new SourceCellObject(cell));

    /// <summary>Numbers that its published reports state, in the order of the reports.</summary>
    public IEnumerable<FigureObject> Figures() => ReportLists.Of(scope, view, null).SelectMany(report => report.PublishedFigures);
}

/// <summary>A cell of the foreign table that a measure was read from, to the letter.</summary>
[Name("SourceCell")]
public sealed class SourceCellObject(SourceCell cell)
{
    /// <summary>The column's heading there.</summary>
    public string Column => cell.Column;

    /// <summary>What stands in it.</summary>
    public string Text => cell.Text;
}

/// <summary>A page of measures.</summary>
[Name("MeasureConnection")]
public sealed class MeasureConnection(IReadOnlyList<(string, MeasureNode)> items, int total, bool hasBefore, bool hasAfter)
    : Connection<MeasureNode, MeasureEdge>(items, total, hasBefore, hasAfter)
{
    /// <inheritdoc/>
    protected override MeasureEdge Edge(MeasureNode node, string cursor) => new(node, cursor);

    internal static MeasureConnection Make(IReadOnlyList<(string, MeasureNode)> items, int total, bool hasBefore, bool hasAfter) =>
        new(items, total, hasBefore, hasAfter);
}

/// <summary>A measure in a list.</summary>
[Name("MeasureEdge")]
public sealed class MeasureEdge(MeasureNode node, string cursor) : Edge<MeasureNode>(node, cursor);

/// <summary>Years in which a measure is due, both included.</summary>
[Name("Schedule")]
public sealed class ScheduleObject(Schedule schedule)
{
    /// <summary>The first year.</summary>
    public int From => schedule.From;

    /// <summary>The last year.</summary>
    public int To => schedule.To;
}

/// <summary>The secretariat's verdict on a measure.</summary>
[Name("Verdict")]
public sealed class VerdictObject(Verdict verdict)
{
    /// <summary>The verdict itself; `UNASSESSED` before any.</summary>
    public MeasureStatus Status => verdict.Status;

    /// <summary>Why.</summary>
    public string? Reason => verdict.Reason;

    /// <summary>On what it rests.</summary>
    public string? Source => verdict.Source;

    /// <summary>From when it holds.</summary>
    public DateTimeOffset? EffectiveAt => verdict.EffectiveAt;
}

/// <summary>An independent assessment of a measure, on the verdict's scale.</summary>
[Name("Assessment")]
public sealed class AssessmentObject(Assessment assessment)
{
    /// <summary>Who assessed.</summary>
    public string Assessor => assessment.Assessor;

    /// <summary>What was found.</summary>
    public MeasureStatus Status => assessment.Status;

    /// <summary>Why.</summary>
    public string Reason => assessment.Reason;

    /// <summary>On what it rests.</summary>
    public string? Source => assessment.Source;

    /// <summary>
    /// The assessor's own code, where its scale is another one, to the letter: codes that our scale cannot tell apart (such as “NA”, “ND” and
    /// “Unclear”) are told apart by it.
    /// </summary>
    public string? SourceCode => assessment.SourceCode;

    /// <summary>From when it holds.</summary>
    public DateTimeOffset EffectiveAt => assessment.EffectiveAt;

    /// <summary>When it was published here.</summary>
    public DateTimeOffset RecordedAt => assessment.RecordedAt;
}

/// <summary>The lead hands a measure on.</summary>
[Name("Delegation")]
public sealed class DelegationObject(PlanScope scope, MeasureView measure, Delegation delegation)
{
    /// <summary>The measure.</summary>
    public MeasureNode Measure() => scope.Measure(measure);

    /// <summary>The body that hands it on.</summary>
    public AgencyNode From() => scope.Agency(delegation.From);

    /// <summary>The bodies that it is handed to; they inherit the duty to report.</summary>
    public IEnumerable<AgencyNode> To() => delegation.To.Select(scope.Agency);

    /// <summary>The instrument as the source names it.</summary>
    public string Instrument => delegation.Instrument;

    /// <summary>The instrument's date.</summary>
    public DateOnly Date => delegation.Date;

    internal bool IsTo(string agency) => delegation.To.Contains(agency);
}
