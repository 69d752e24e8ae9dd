using System.Collections.Immutable;

namespace NapGrains.Documents.Tables;

/// <summary>What a row belongs to.</summary>
internal enum RowOwner
{
    /// <summary>The plan of the row.</summary>
    Plan,
    /// <summary>The plan's priority in the column <c>priority</c>.</summary>
    Priority,
    /// <summary>The plan's measure in the column <c>measure</c>.</summary>
    Measure,
    /// <summary>The measure's report of the body in <c>body</c> in the period in <c>period</c>.</summary>
    Report,
}

/// <summary>A cell of a kind of row.</summary>
/// <param name="Heading">The heading of its column.</param>
/// <param name="Member">Which member of the JSON document it is, e.g. <c>schedule.from</c>.</param>
/// <param name="Form">What it holds.</param>
internal sealed record RowCell(string Heading, string Member, CellForm Form = CellForm.Word);

/// <summary>
/// A kind of row in the plan template: which object of the JSON document it is, and what its cells are there. The one list of these is
/// how the template is read and how it is written.
/// </summary>
/// <param name="Name">What stands in the column <c>row</c>.</param>
/// <param name="Owner">What a row belongs to.</param>
/// <param name="Member">Where it stands in its owner.</param>
/// <param name="IsOne">True where the owner has one such object and not a list of them.</param>
/// <param name="Cells">Its cells beside the row's kind and those that name its owner.</param>
internal sealed record RowKind(string Name, RowOwner Owner, string Member, bool IsOne, ImmutableArray<RowCell> Cells)
{
    public const string RowHeading = "row";
    public const string PlanHeading = "plan";
    public const string PriorityHeading = "priority";
    public const string MeasureHeading = "measure";
    public const string BodyHeading = "body";
    public const string PeriodHeading = "period";

    private static readonly RowCell Body = new(BodyHeading, "agency");
    private static readonly RowCell Period = new(PeriodHeading, "period");

    /// <summary>All kinds, owners before what they own.</summary>
    public static ImmutableArray<RowKind> All { get; } =
    [
        new("plan", RowOwner.Plan, "plan", true,
        [
            new(PlanHeading, "key"), new("jurisdiction", "jurisdiction"), new("time zone", "timeZone"), new("language", "language"), new("title", "titles", CellForm.Texts),
        ]),
        new("period", RowOwner.Plan, "plan.periods", false,
            [new(PeriodHeading, "key"), new("opens", "opens", CellForm.Moment), new("due", "due", CellForm.Moment), new("locks", "locks", CellForm.Moment)]),
        new("body", RowOwner.Plan, "bodies", false,
            [new(BodyHeading, "key"), new("kind", "kind"), new("name", "names", CellForm.Texts), new("aliases", "aliases", CellForm.Lines), new("parent", "parent")]),
        new("priority", RowOwner.Plan, "priorities", false, [new(PriorityHeading, "number", CellForm.Whole), new("title", "titles", CellForm.Texts)]),
        new("measure", RowOwner.Priority, "measures", false,
        [
            new(MeasureHeading, "id"), new("number", "number"), new("former numbers", "formerNumbers", CellForm.Lines), new("title", "titles", CellForm.Texts),
            new("short title", "shortTitles", CellForm.Texts), new("from", "schedule.from", CellForm.Whole), new("to", "schedule.to", CellForm.Whole),
            new("deadline", "deadline", CellForm.Day), new("continuous", "continuous", CellForm.Flag), new("references", "references", CellForm.Lines),
        ]),
        new("executor", RowOwner.Measure, "executors", false,
        [
            Body, new("role", "role"), new("duty", "duty"), new("recommended", "recommended", CellForm.Flag), new("wording", "wording", CellForm.Text), new("member of", "memberOf"),
            new("expected in", "expected", CellForm.Lines),
        ]),
        new("delegation", RowOwner.Measure, "delegations", false,
            [new(BodyHeading, "from"), new("addressees", "to", CellForm.Lines), new("instrument", "instrument", CellForm.Text), new("date", "date", CellForm.Day)]),
        new("verdict", RowOwner.Measure, "verdict", true,
            [new("status", "status"), new("reason", "reason", CellForm.Text), new("source", "source", CellForm.Text), new("effective at", "effectiveAt", CellForm.Moment)]),
        new("assessment", RowOwner.Measure, "assessments", false,
        [
            new("assessor", "assessor", CellForm.Text), new("status", "status"), new("source code", "sourceCode", CellForm.Text), new("reason", "reason", CellForm.Text), new("source", "source", CellForm.Text),
            new("effective at", "effectiveAt", CellForm.Moment), new("recorded at", "recordedAt", CellForm.Moment),
        ]),
        new("report", RowOwner.Measure, "reports", false,
        [
            Period, Body, new("claim", "claim"), new("nil", "nil", CellForm.Flag), new("challenges", "challenges", CellForm.Text), new("submitted at", "submittedAt", CellForm.Moment),
            new("received at", "receivedAt", CellForm.Moment), new("revision", "revision", CellForm.Whole), new("extraordinary", "extraordinary", CellForm.Flag),
            new("references", "references", CellForm.Lines), new("redacted digest", "redacted.digest"), new("redacted at", "redacted.at", CellForm.Moment),
            new("redaction reason", "redacted.reason", CellForm.Text),
        ]),
        new("statement", RowOwner.Report, "parts", false,
        [
            new("position", "position", CellForm.Whole), new("wording", "wording", CellForm.Text), new("separator", "separator", CellForm.Text), new("text", "texts", CellForm.Texts),
            new("summary", "summaries", CellForm.Texts),
        ]),
        new("evidence", RowOwner.Report, "evidence", false, [new("url", "url"), new("evidence title", "title", CellForm.Text)]),
        new("figure", RowOwner.Measure, "figures", false,
            [Period, Body, new("value", "value", CellForm.Number), new("unit", "unit", CellForm.Texts), new("subject", "subject", CellForm.Texts)]),
        new("source", RowOwner.Measure, "source", false, [new("source column", "column", CellForm.Text), new("source cell", "text", CellForm.Text)]),
    ];

    /// <summary>Headings of all columns in the order in which they are written; those of texts stand for one a language.</summary>
    public static ImmutableArray<string> Headings { get; } =
    [
        .. new[] { RowHeading, PlanHeading, PriorityHeading, MeasureHeading, PeriodHeading, BodyHeading }
            .Concat(All.SelectMany(kind => kind.Cells).Select(cell => cell.Heading)).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Headings of the columns that name what a row belongs to, and that it has no cell of its own for.</summary>
    public IEnumerable<string> OwnerHeadings => (Owner switch
    {
        RowOwner.Priority => [PlanHeading, PriorityHeading],
        RowOwner.Measure => [PlanHeading, MeasureHeading],
        RowOwner.Report => [PlanHeading, MeasureHeading, PeriodHeading, BodyHeading],
        _ => (string[])[PlanHeading],
    }).Where(heading => Cells.All(cell => cell.Heading != heading));
}
