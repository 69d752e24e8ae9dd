using System.Collections.Immutable;
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

internal static class TextInputs
{
    /// <summary>Texts by language; the last one of each counts.</summary>
    public static ImmutableSortedDictionary<string, string> ToTexts(this IReadOnlyList<TextInput> texts) => texts
        .GroupBy(text => text.Language, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(language => language.Key, language => language.Last().Text, StringComparer.Ordinal);
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

/// <summary>An operation on a plan.</summary>
public abstract record PlanOperationInput
{
    /// <summary>Made by the caller, new for each operation; a repeat has one effect and the same answer.</summary>
    [Id]
    public required string OperationId { get; init; }

    /// <summary>Key of the plan.</summary>
    public required string Plan { get; init; }
}

/// <summary>An operation on one measure.</summary>
public abstract record MeasureOperationInput : PlanOperationInput
{
    /// <summary>Number of the measure.</summary>
    public required string Measure { get; init; }
}

/// <summary>An operation on one agency's report on one measure in one period.</summary>
public abstract record ReportOperationInput : MeasureOperationInput
{
    /// <summary>Key of the agency whose report it is.</summary>
    public required string Agency { get; init; }

    /// <summary>Key of the period.</summary>
    public required string Period { get; init; }
}

/// <summary>An operation on the newest revision of a report.</summary>
public abstract record NewestReportInput : ReportOperationInput
{
    /// <summary>The revision that the caller saw last, 0 for none: another one is refused. Left out, it is taken whatever is there.</summary>
    public int? ExpectedRevision { get; init; }
}

/// <summary>What drafts and reports say beside their words.</summary>
public abstract record ReportInput : NewestReportInput
{
    /// <summary>What the agency claims of its progress. A report with NOT_STARTED or LIMITED needs `challenges`, with COMPLETE it needs `evidence`.</summary>
    public Claim? Claim { get; init; }

    /// <summary>True for “nothing to report”.</summary>
    public bool? Nil { get; init; }

    /// <summary>What stood in the way.</summary>
    public string? Challenges { get; init; }

    /// <summary>Links to evidence.</summary>
    public IReadOnlyList<EvidenceInput>? Evidence { get; init; }

    /// <summary>Numbers that the report states.</summary>
    public IReadOnlyList<FigureInput>? Figures { get; init; }
}

/// <summary>A report that is begun; rules of the claim are checked when it is handed in.</summary>
[Name("SaveDraftInput")]
public sealed record SaveDraftInput : ReportInput
{
    /// <summary>The agency's own words so far, one text a language.</summary>
    public IReadOnlyList<TextInput>? Narrative { get; init; }
}

/// <summary>A report to hand in.</summary>
[Name("SubmitReportInput")]
public sealed record SubmitReportInput : ReportInput
{
    /// <summary>The agency's own words, one text a language; empty for a NIL report.</summary>
    public required IReadOnlyList<TextInput> Narrative { get; init; }
}

/// <summary>A submitted report to send back.</summary>
[Name("ReturnReportInput")]
public sealed record ReturnReportInput : NewestReportInput
{
    /// <summary>What the agency is to mend.</summary>
    public required string Reason { get; init; }
}

/// <summary>A submitted report to take and publish.</summary>
[Name("AcceptReportInput")]
public sealed record AcceptReportInput : NewestReportInput;

/// <summary>What somebody finds of a measure.</summary>
public abstract record JudgementInput : MeasureOperationInput
{
    /// <summary>On the scale of verdicts; WITHDRAWN is given by amendments only.</summary>
    public required MeasureStatus Status { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>On what it rests.</summary>
    public string? Source { get; init; }

    /// <summary>From when it holds; now by default.</summary>
    public DateTimeOffset? EffectiveAt { get; init; }
}

/// <summary>A verdict to give.</summary>
[Name("GiveVerdictInput")]
public sealed record GiveVerdictInput : JudgementInput;

/// <summary>An independent assessment to publish.</summary>
[Name("AssessMeasureInput")]
public sealed record AssessMeasureInput : JudgementInput;

/// <summary>Dates of a reporting period.</summary>
[Name("SetPeriodInput")]
public sealed record SetPeriodInput : PlanOperationInput
{
    /// <summary>Key of the period, which begins with its year, e.g. `2023`; one that the plan does not have is added.</summary>
    public required string Period { get; init; }

    /// <summary>When reports may come: from then on every duty is expected to report.</summary>
    public required DateTimeOffset Opens { get; init; }

    /// <summary>Until when reports are on time.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>From when a report is extraordinary: taken, and marked so.</summary>
    public required DateTimeOffset Locks { get; init; }

    /// <summary>Why dates that were set are changed, e.g. why a deadline is extended; needed then.</summary>
    public string? Reason { get; init; }
}

/// <summary>The members of a collective executor of one measure.</summary>
[Name("NameMembersInput")]
public sealed record NameMembersInput : MeasureOperationInput
{
    /// <summary>Key of the collective; may be left out where the measure has only one.</summary>
    public string? Collective { get; init; }

    /// <summary>Keys of all its members: bodies that were named before and are not in this list are members no more.</summary>
    public required IReadOnlyList<string> Members { get; init; }
}

/// <summary>Texts to take out of a report.</summary>
[Name("RedactReportInput")]
public sealed record RedactReportInput : ReportOperationInput
{
    /// <summary>Number of the submitted revision.</summary>
    public required int Revision { get; init; }

    /// <summary>The law or decision that demands it.</summary>
    public required string Reason { get; init; }
}

/// <summary>Plans to import.</summary>
[Name("ImportPlansInput")]
public sealed record ImportPlansInput
{
    /// <summary>Made by the caller, new for each operation; a repeat has one effect and the same answer.</summary>
    [Id]
    public required string OperationId { get; init; }

    /// <summary>Form of the document: JSON (`napgrains-plans/1`) or CSV.</summary>
    public required DocumentFormat Format { get; init; }

    /// <summary>
    /// How to read a foreign table: the name of a mapping that is served at `/templates`, e.g. `ogp`, or the text of one. Without it a CSV
    /// document is the plan template.
    /// </summary>
    public string? Mapping { get; init; }

    /// <summary>The document's text.</summary>
    public required string Document { get; init; }

    /// <summary>True to read and check only: warnings and totals, and nothing is stored.</summary>
    public bool? DryRun { get; init; }
}

/// <summary>A document to import.</summary>
[Name("ImportDocumentInput")]
public sealed record ImportDocumentInput : PlanOperationInput
{
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
