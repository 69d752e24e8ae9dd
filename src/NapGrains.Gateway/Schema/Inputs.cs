using GraphQL;
using NapGrains.Gateway.Exchange;
using NapGrains.Grains;

namespace NapGrains.Gateway.Schema;

/// <summary>A text in one language.</summary>
[Name("TextInput")]
public sealed record TextInput
{
    /// <summary>BCP 47 tag, e.g. `az`.</summary>
    public required string Language { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }
}

/// <summary>A link to evidence.</summary>
[Name("EvidenceInput")]
public sealed record EvidenceInput
{
    /// <summary>An absolute http or https link; the service never fetches it.</summary>
    public required string Url { get; init; }

    /// <summary>What it is.</summary>
    public string? Title { get; init; }
}

/// <summary>A number that a report states.</summary>
[Name("FigureInput")]
public sealed record FigureInput
{
    /// <summary>The number; 77 for 77 %.</summary>
    public required double Value { get; init; }

    /// <summary>Its unit by language, e.g. `courts` or `%`.</summary>
    public required IReadOnlyList<TextInput> Unit { get; init; }

    /// <summary>What was counted, by language.</summary>
    public required IReadOnlyList<TextInput> Subject { get; init; }
}

/// <summary>What drafts and reports say.</summary>
internal interface IReportInput
{
    string Period { get; }

    Claim? Claim { get; }

    bool? Nil { get; }

    string? Challenges { get; }

    IReadOnlyList<EvidenceInput>? Evidence { get; }

    IReadOnlyList<FigureInput>? Figures { get; }

    int? ExpectedRevision { get; }
}

/// <summary>A report that is begun; rules of the claim are checked when it is handed in.</summary>
[Name("SaveDraftInput")]
public sealed record SaveDraftInput : IReportInput
{
    /// <summary>Made by the caller, new for each operation; a repeat has one effect and the same answer.</summary>
    [Id]
    public required string OperationId { get; init; }

    /// <summary>Key of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>Number of the measure.</summary>
    public required string Measure { get; init; }

    /// <summary>Key of the agency that reports.</summary>
    public required string Agency { get; init; }

    /// <summary>Key of the period.</summary>
    public required string Period { get; init; }

    /// <summary>What the agency claims of its progress.</summary>
    public Claim? Claim { get; init; }

    /// <summary>True for “nothing to report”.</summary>
    public bool? Nil { get; init; }

    /// <summary>The agency's own words so far, one text a language.</summary>
    public IReadOnlyList<TextInput>? Narrative { get; init; }

    /// <summary>What stood in the way.</summary>
    public string? Challenges { get; init; }

    /// <summary>Links to evidence.</summary>
    public IReadOnlyList<EvidenceInput>? Evidence { get; init; }

    /// <summary>Numbers that the report states.</summary>
    public IReadOnlyList<FigureInput>? Figures { get; init; }

    /// <summary>The revision that the writer saw last, 0 for none: another one is refused. Left out, it is written whatever is there.</summary>
    public int? ExpectedRevision { get; init; }
}

/// <summary>A report to hand in.</summary>
[Name("SubmitReportInput")]
public sealed record SubmitReportInput : IReportInput
{
    /// <summary>Made by the caller, new for each operation; a repeat has one effect and the same answer.</summary>
    [Id]
    public required string OperationId { get; init; }

    /// <summary>Key of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>Number of the measure.</summary>
    public required string Measure { get; init; }

    /// <summary>Key of the agency that reports.</summary>
    public required string Agency { get; init; }

    /// <summary>Key of the period.</summary>
    public required string Period { get; init; }

    /// <summary>What the agency claims of its progress. NOT_STARTED and LIMITED need `challenges`, COMPLETE needs `evidence`.</summary>
    public Claim? Claim { get; init; }

    /// <summary>True for “nothing to report”.</summary>
    public bool? Nil { get; init; }

    /// <summary>The agency's own words, one text a language; empty for a NIL report.</summary>
    public required IReadOnlyList<TextInput> Narrative { get; init; }

    /// <summary>What stood in the way.</summary>
    public string? Challenges { get; init; }

    /// <summary>Links to evidence.</summary>
    public IReadOnlyList<EvidenceInput>? Evidence { get; init; }

    /// <summary>Numbers that the report states.</summary>
    public IReadOnlyList<FigureInput>? Figures { get; init; }

    /// <summary>The revision that the writer saw last, 0 for none: another one is refused. Left out, it is written whatever is there.</summary>
    public int? ExpectedRevision { get; init; }
}

/// <summary>A submitted report to send back.</summary>
[Name("ReturnReportInput")]
public sealed record ReturnReportInput
{
    /// <summary>Made by the caller, new for each operation; a repeat has one effect and the same answer.</summary>
    [Id]
    public required string OperationId { get; init; }

    /// <summary>Key of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>Number of the measure.</summary>
    public required string Measure { get; init; }

    /// <summary>Key of the agency that reported.</summary>
    public required string Agency { get; init; }

    /// <summary>Key of the period.</summary>
    public required string Period { get; init; }

    /// <summary>What the agency is to mend.</summary>
    public required string Reason { get; init; }

    /// <summary>The revision that was read: another one is refused.</summary>
    public int? ExpectedRevision { get; init; }
}

/// <summary>A submitted report to take and publish.</summary>
[Name("AcceptReportInput")]
public sealed record AcceptReportInput
{
    /// <summary>Made by the caller, new for each operation; a repeat has one effect and the same answer.</summary>
    [Id]
    public required string OperationId { get; init; }

    /// <summary>Key of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>Number of the measure.</summary>
    public required string Measure { get; init; }

    /// <summary>Key of the agency that reported.</summary>
    public required string Agency { get; init; }

    /// <summary>Key of the period.</summary>
    public required string Period { get; init; }

    /// <summary>The revision that was read: another one is refused.</summary>
    public int? ExpectedRevision { get; init; }
}

/// <summary>A verdict to give.</summary>
[Name("GiveVerdictInput")]
public sealed record GiveVerdictInput
{
    /// <summary>Made by the caller, new for each operation; a repeat has one effect and the same answer.</summary>
    [Id]
    public required string OperationId { get; init; }

    /// <summary>Key of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>Number of the measure.</summary>
    public required string Measure { get; init; }

    /// <summary>The verdict; WITHDRAWN is given by amendments only.</summary>
    public required MeasureStatus Status { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>On what it rests.</summary>
    public string? Source { get; init; }

    /// <summary>From when it holds; now by default.</summary>
    public DateTimeOffset? EffectiveAt { get; init; }
}

/// <summary>A document to import.</summary>
[Name("ImportDocumentInput")]
public sealed record ImportDocumentInput
{
    /// <summary>Made by the caller, new for each operation; a repeat has one effect and the same answer.</summary>
    [Id]
    public required string OperationId { get; init; }

    /// <summary>Key of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>The period that the document reports on; needed for OFFICIAL_TEXT.</summary>
    public string? Period { get; init; }

    /// <summary>Form of the document.</summary>
    public required DocumentFormat Format { get; init; }

    /// <summary>The document's text.</summary>
    public required string Document { get; init; }

    /// <summary>Corrections of what the import guesses, one line a guess: `126 = text`, `412 = body NAME`, `90 = unattributed`.</summary>
    public string? Corrections { get; init; }

    /// <summary>True to read and check only: warnings and totals, and nothing is stored.</summary>
    public bool? DryRun { get; init; }
}
