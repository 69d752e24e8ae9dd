using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.History;
using NapGrains.Grains.Rollup;

namespace NapGrains.Grains.Assignments;

/// <summary>One statement of a report.</summary>
/// <param name="Position">Its place in the measure's cell of the official document; null where it came by API.</param>
/// <param name="Wording">The label as the source wrote it.</param>
/// <param name="Separator">What stood between label and text.</param>
/// <param name="Texts">The agency's own words by language, to the letter.</param>
/// <param name="Summaries">Our summary by language.</param>
[GenerateSerializer, Immutable, Alias("report-part")]
public sealed record ReportPart(
    [property: Id(0)] int? Position,
    [property: Id(1)] string? Wording,
    [property: Id(2)] string? Separator,
    [property: Id(3)] Texts? Texts,
    [property: Id(4)] Texts? Summaries);

/// <summary>A link to evidence; its form is checked, it is never fetched.</summary>
[GenerateSerializer, Immutable, Alias("evidence")]
public sealed record Evidence([property: Id(0)] string Url, [property: Id(1)] string? Title);

/// <summary>A number that a report states.</summary>
/// <param name="Value">The number; 77 for 77 %.</param>
/// <param name="Unit">Unit by language.</param>
/// <param name="Subject">What was counted, by language.</param>
[GenerateSerializer, Immutable, Alias("figure")]
public sealed record Figure([property: Id(0)] decimal Value, [property: Id(1)] Texts Unit, [property: Id(2)] Texts Subject);

/// <summary>What a report says.</summary>
[GenerateSerializer, Immutable, Alias("report-content")]
public sealed record ReportContent(
    [property: Id(0)] Claim? Claim,
    [property: Id(1)] bool Nil,
    [property: Id(2)] ImmutableArray<ReportPart> Parts,
    [property: Id(3)] string? Challenges,
    [property: Id(4)] ImmutableArray<Evidence> Evidence,
    [property: Id(5)] ImmutableArray<Figure> Figures,
    [property: Id(6)] ImmutableArray<string> References)
{
    /// <summary>Its place in the measure's cell: that of its first part.</summary>
    [JsonIgnore]
    public int? Position => Parts.IsDefaultOrEmpty ? null : Parts.Min(part => part.Position);
}

/// <summary>A report to hand in.</summary>
/// <param name="Period">E.g. <c>2023</c>.</param>
/// <param name="Content">What it says.</param>
/// <param name="ExpectedRevision">The revision that the writer saw last, 0 for none; null to write whatever is there.</param>
/// <param name="Extraordinary">Whether the period was locked already.</param>
[GenerateSerializer, Immutable, Alias("report-submission")]
public sealed record ReportSubmission(
    [property: Id(0)] string Period,
    [property: Id(1)] ReportContent Content,
    [property: Id(2)] int? ExpectedRevision,
    [property: Id(3)] bool Extraordinary);

/// <summary>The public head of a report: everything but its texts.</summary>
/// <param name="Period">E.g. <c>2022</c>.</param>
/// <param name="State">The public state: drafts and returned reports read as expected.</param>
/// <param name="Received">Whether it counts as received: submitted, or accepted at some time.</param>
/// <param name="Revision">The public revision: the accepted one, else the submitted one; 0 for none.</param>
/// <param name="Claim">What the accepted revision claims.</param>
/// <param name="Nil">Whether the accepted revision says “nothing to report”.</param>
/// <param name="Extraordinary">Whether it came after the period was locked.</param>
/// <param name="SubmittedAt">When the public revision was handed in, where known.</param>
/// <param name="Position">Its place in the official document; null where it came by API.</param>
/// <param name="Figures">Numbers that the accepted revision states.</param>
/// <param name="References">Ids of the measures that the accepted revision points to.</param>
/// <param name="ReturnReason">Why it was sent back; only for those who may see it.</param>
/// <param name="ReceivedAt">When the report came that stands; later revisions of it change nothing. Null where none stands, or that is not known.</param>
[GenerateSerializer, Immutable, Alias("report-head")]
public sealed record ReportHead(
    [property: Id(0)] string Period,
    [property: Id(1)] ReportState State,
    [property: Id(2)] bool Received,
    [property: Id(3)] int Revision,
    [property: Id(4)] Claim? Claim,
    [property: Id(5)] bool Nil,
    [property: Id(6)] bool Extraordinary,
    [property: Id(7)] DateTimeOffset? SubmittedAt,
    [property: Id(8)] int? Position,
    [property: Id(9)] ImmutableArray<Figure> Figures,
    [property: Id(10)] ImmutableArray<string> References,
    [property: Id(11)] string? ReturnReason = null,
    [property: Id(12)] DateTimeOffset? ReceivedAt = null);

/// <summary>A report with its texts, as one actor may see it.</summary>
/// <param name="Head">Everything but its texts.</param>
/// <param name="Content">What it says; empty where its texts were redacted.</param>
/// <param name="Redacted">What is left of texts that were taken out; null where they were not.</param>
[GenerateSerializer, Immutable, Alias("report-view")]
public sealed record ReportView(
    [property: Id(0)] ReportHead Head, [property: Id(1)] ReportContent Content, [property: Id(2)] Redaction? Redacted = null);

/// <summary>What is left of texts that were taken out.</summary>
/// <param name="Digest">What the chain of changes remembers of them.</param>
/// <param name="At">When they were taken out.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("redaction")]
public sealed record Redaction([property: Id(0)] string Digest, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string Reason);

/// <summary>One submitted revision of a report.</summary>
/// <param name="Number">From 1.</param>
/// <param name="SubmittedAt">When it was handed in, where known.</param>
/// <param name="Accepted">Whether it was published.</param>
/// <param name="Content">What it says; empty where its texts were redacted.</param>
/// <param name="Redacted">What is left of texts that were taken out; null where they were not.</param>
[GenerateSerializer, Immutable, Alias("revision-view")]
public sealed record RevisionView(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset? SubmittedAt,
    [property: Id(2)] bool Accepted,
    [property: Id(3)] ReportContent Content,
    [property: Id(4)] Redaction? Redacted = null);

/// <summary>A public assignment: who, in which role, and the heads of its reports.</summary>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Agency">Key of the agency.</param>
/// <param name="Role">Lead, other executor, or reporter.</param>
/// <param name="Duty">Why it reports.</param>
/// <param name="Recommended">True for a body that is asked, not ordered.</param>
/// <param name="Collective">True for a collective of bodies, of which no report is expected.</param>
/// <param name="Wording">The name as the executors' cell wrote it.</param>
/// <param name="Order">Its place among the measure's assignments.</param>
/// <param name="Reports">Heads of its reports, by period.</param>
/// <param name="History">The end of the chain of its public changes; only its measure is told.</param>
/// <param name="MemberOf">Key of the collective that it was named a member of; null for others.</param>
/// <param name="Former">What it was in versions of the plan before amendments changed it, oldest first.</param>
[GenerateSerializer, Immutable, Alias("assignment-summary")]
public sealed record AssignmentSummary(
    [property: Id(0)] string Measure,
    [property: Id(1)] string Agency,
    [property: Id(2)] ExecutorRole Role,
    [property: Id(3)] Duty Duty,
    [property: Id(4)] bool Recommended,
    [property: Id(5)] bool Collective,
    [property: Id(6)] string? Wording,
    [property: Id(7)] int Order,
    [property: Id(8)] ImmutableSortedDictionary<string, ReportHead> Reports,
    [property: Id(9)] ChainHead? History = null,
    [property: Id(10)] string? MemberOf = null,
    [property: Id(11)] ImmutableArray<FormerPart> Former = default)
{
    /// <summary>What it was in versions of the plan before amendments changed it, oldest first.</summary>
    [JsonIgnore]
    public ImmutableArray<FormerPart> FormerParts => Former.IsDefault ? [] : Former;

    /// <summary>Whether it has no duty and no report: its part was ended by an amendment or a naming before it reported.</summary>
    [JsonIgnore]
    public bool IsNothing => Duty == Duty.Voluntary && Reports.IsEmpty;

    /// <summary>An agency that has no part in a measure; one that reports all the same is a voluntary reporter.</summary>
    public static AssignmentSummary None(string measure, string agency) => new(
        measure, agency, ExecutorRole.Reporter, Duty.Voluntary, false, false, null, int.MaxValue,
        ImmutableSortedDictionary.Create<string, ReportHead>(StringComparer.Ordinal));

    /// <summary>What one of its reports adds to a coverage.</summary>
    public Coverage CoverageOf(ReportHead report) => Coverage.Of(report.State, report.Received, Duty, Recommended, Collective);
}

/// <summary>How a report came that an operation publishes.</summary>
/// <param name="SubmittedAt">When it was handed in, where known.</param>
/// <param name="Revision">Its number, where the source knows it.</param>
/// <param name="Extraordinary">Whether it came after the period was locked.</param>
/// <param name="ReceivedAt">When the report came that stands, where that was an earlier revision.</param>
/// <param name="Redacted">What is left of its texts, where they were taken out.</param>
[GenerateSerializer, Immutable, Alias("filing")]
public sealed record Filing(
    [property: Id(0)] DateTimeOffset? SubmittedAt,
    [property: Id(1)] int? Revision,
    [property: Id(2)] bool Extraordinary,
    [property: Id(3)] DateTimeOffset? ReceivedAt,
    [property: Id(4)] Redaction? Redacted = null)
{
    /// <summary>Nothing is known of it.</summary>
    public static Filing Unknown { get; } = new(null, null, false, null);
}

/// <summary>What an operation sets on an assignment. Null leaves what is there.</summary>
/// <param name="Role">Its role.</param>
/// <param name="Duty">Its duty.</param>
/// <param name="Recommended">Whether it is asked, not ordered.</param>
/// <param name="Collective">Whether the body is a collective.</param>
/// <param name="Wording">The name as the executors' cell wrote it.</param>
/// <param name="Order">Its place among the measure's assignments.</param>
/// <param name="Opens">Periods that open for this assignment, and whether a report is expected in them.</param>
/// <param name="Reports">Published reports, by period; they are accepted as they come.</param>
/// <param name="Filings">How those reports came, by period.</param>
/// <param name="Shipped">Number of the shipped data file that this comes from; null where people sent it.</param>
/// <param name="MemberOf">Key of the collective that it is named a member of.</param>
/// <param name="History">The chain of changes that another store gave out with this; taken over where there is none here yet.</param>
/// <param name="Closes">Periods in which nothing is asked any more, where nothing was handed in.</param>
/// <param name="Amendment">The amendment that sets this; null for other operations.</param>
/// <param name="Former">What another store says that it was in earlier versions of the plan; taken over where it is not here yet.</param>
[GenerateSerializer, Immutable, Alias("assignment-patch")]
public sealed record AssignmentPatch(
    [property: Id(0)] ExecutorRole? Role,
    [property: Id(1)] Duty? Duty,
    [property: Id(2)] bool? Recommended,
    [property: Id(3)] bool? Collective,
    [property: Id(4)] string? Wording,
    [property: Id(5)] int? Order,
    [property: Id(6)] ImmutableSortedDictionary<string, bool> Opens,
    [property: Id(7)] ImmutableSortedDictionary<string, ReportContent> Reports,
    [property: Id(8)] ImmutableSortedDictionary<string, Filing> Filings,
    [property: Id(9)] int? Shipped,
    [property: Id(10)] string? MemberOf = null,
    [property: Id(11)] ImmutableArray<HeldLink> History = default,
    [property: Id(12)] ImmutableArray<string> Closes = default,
    [property: Id(13)] Amendment? Amendment = null,
    [property: Id(14)] ImmutableArray<FormerPart> Former = default)
{
    /// <summary>Opens periods and sets nothing else.</summary>
    public static AssignmentPatch Opening(ImmutableSortedDictionary<string, bool> periods, int? shipped = null) => new(
        null, null, null, null, null, null, periods,
        ImmutableSortedDictionary.Create<string, ReportContent>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, Filing>(StringComparer.Ordinal),
        shipped);
}
