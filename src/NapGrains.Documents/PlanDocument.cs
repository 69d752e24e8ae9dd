using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NapGrains.Documents;

/// <summary>
/// A plan as data: its definition and what was reported on it. One form serves the register data shipped with the
/// server, the JSON export and import, and what the official report's text is read into. Absent (null) parts say nothing:
/// importing such a document leaves what is held there as it is.
/// </summary>
/// <param name="Number">Rising number of a shipped data file; null in exports.</param>
/// <param name="Plan">The plan itself; null in a document that only reports on one.</param>
/// <param name="Bodies">Bodies that the document names, in order of first mention.</param>
/// <param name="Priorities">Priorities in document order.</param>
/// <param name="Frames">What stands around the table, by period.</param>
/// <param name="History">The chains of public changes, with their root; an export carries them, so that later ones can be compared with it.</param>
public sealed record PlanDocument(
    int? Number,
    PlanHeader? Plan,
    ImmutableArray<Body> Bodies,
    ImmutableArray<PriorityEntry> Priorities,
    ImmutableSortedDictionary<string, Frame>? Frames,
    History? History = null)
{
    /// <summary>The value of <c>format</c> in every such JSON document.</summary>
    public const string FormatName = "napgrains-plan/1";

    /// <summary>How plan documents are written as JSON: camelCase, indented, letters as they are, nulls left out.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Marks the JSON as a plan document; always <see cref="FormatName"/>.</summary>
    [JsonPropertyOrder(-1)]
    public string Format { get; init; } = FormatName;
}

/// <summary>Texts by BCP 47 language tag, e.g. <c>az</c> and <c>en</c>.</summary>
public sealed class Texts : SortedDictionary<string, string>
{
    /// <summary>No texts yet.</summary>
    public Texts() : base(StringComparer.Ordinal) { }
}

/// <summary>The plan's own data.</summary>
/// <param name="Key">E.g. <c>az-nap-2022-2026</c>.</param>
/// <param name="Jurisdiction">Whose plan it is, e.g. <c>az</c>.</param>
/// <param name="TimeZone">IANA name; dates end at 24:00 there.</param>
/// <param name="Language">BCP 47 tag of the language that the plan is written in.</param>
/// <param name="Titles">Title by language.</param>
/// <param name="Periods">Reporting periods in order.</param>
/// <param name="Version">The plan's version, where it was amended: whoever takes it over keeps the numbers of its versions.</param>
/// <param name="Amendments">How it was amended, oldest first.</param>
public sealed record PlanHeader(
    string Key,
    string Jurisdiction,
    string TimeZone,
    string Language,
    Texts Titles,
    ImmutableArray<PeriodEntry> Periods,
    int? Version = null,
    ImmutableArray<AmendmentEntry>? Amendments = null);

/// <summary>One act that amended the plan.</summary>
/// <param name="Version">The plan's version that it made.</param>
/// <param name="Operation">The operation id that it was asked with.</param>
/// <param name="Instrument">The instrument as its issuer names it.</param>
/// <param name="Date">The instrument's date.</param>
/// <param name="RecordedAt">When it was carried out.</param>
public sealed record AmendmentEntry(int Version, string Operation, string Instrument, DateOnly Date, DateTimeOffset RecordedAt);

/// <summary>What an amendment did to one measure.</summary>
/// <param name="Version">The plan's version that it made; one of the plan's amendments.</param>
/// <param name="Kinds">What it did, as in the GraphQL enum <c>AmendmentKind</c>.</param>
/// <param name="Before">The measure's place in the plan until then; null for a measure that it added.</param>
public sealed record MeasureAmendmentEntry(int Version, ImmutableArray<string> Kinds, PlaceEntry? Before);

/// <summary>A measure's place in an earlier version of the plan.</summary>
/// <param name="Number">Its number there.</param>
/// <param name="Priority">Number of its priority.</param>
/// <param name="Titles">Official title by language.</param>
/// <param name="ShortTitles">Our own short title by language.</param>
/// <param name="Schedule">Years in which it was due.</param>
/// <param name="Deadline">Its deadline.</param>
/// <param name="Continuous">True for a measure without an end.</param>
/// <param name="Delegations">How the lead had handed it on.</param>
/// <param name="Verdict">The last verdict before it was withdrawn.</param>
public sealed record PlaceEntry(
    string Number,
    int Priority,
    Texts? Titles,
    Texts? ShortTitles,
    ScheduleEntry? Schedule,
    DateOnly? Deadline,
    bool? Continuous,
    ImmutableArray<DelegationEntry>? Delegations,
    VerdictEntry? Verdict);

/// <summary>A reporting period. Dates are null until the secretariat sets them.</summary>
/// <param name="Key">E.g. <c>2022</c>.</param>
/// <param name="Opens">When reports may come.</param>
/// <param name="Due">When reports are due.</param>
/// <param name="Locks">From when a report is extraordinary.</param>
public sealed record PeriodEntry(string Key, DateTimeOffset? Opens, DateTimeOffset? Due, DateTimeOffset? Locks);

/// <summary>A body: an agency, or a collective of bodies that are not named one by one.</summary>
/// <param name="Key">Jurisdiction and ASCII slug of the official name, e.g. <c>az/edliyye-nazirliyi</c>.</param>
/// <param name="Kind"><c>AGENCY</c> or <c>COLLECTIVE</c>.</param>
/// <param name="Names">Official name by language.</param>
/// <param name="Aliases">Other wordings that mean this body.</param>
/// <param name="Parent">Key of the body it belongs to, if any.</param>
public sealed record Body(string Key, string Kind, Texts Names, ImmutableArray<string> Aliases, string? Parent = null);

/// <summary>A priority with its measures.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Titles">Title by language.</param>
/// <param name="Headings">The heading as a period's document printed it, by period.</param>
/// <param name="Measures">Measures in document order.</param>
public sealed record PriorityEntry(
    int Number, Texts? Titles, ImmutableSortedDictionary<string, string>? Headings, ImmutableArray<MeasureEntry> Measures);

/// <summary>A measure, its executors and what was reported on it.</summary>
/// <param name="Id">The number it first had; its identity.</param>
/// <param name="Number">Its current number; text: <c>1.10</c> is not <c>1.1</c>.</param>
/// <param name="FormerNumbers">Numbers it had before.</param>
/// <param name="Titles">Official title by language.</param>
/// <param name="ShortTitles">Our own short title by language.</param>
/// <param name="Schedule">Years in which it is due.</param>
/// <param name="Deadline">Its deadline, if it has one of its own.</param>
/// <param name="Continuous">True for a measure without an end.</param>
/// <param name="Verdict">The secretariat's verdict.</param>
/// <param name="Executors">Bodies on this measure, in the order of the document; named ones first.</param>
/// <param name="Delegations">How the lead handed it on.</param>
/// <param name="References">Ids of measures that its reports point to.</param>
/// <param name="Figures">Numbers that its reports state.</param>
/// <param name="Rows">The table row as a period's document printed it, by period.</param>
/// <param name="Reports">Reports, in document order of their first parts.</param>
/// <param name="Assessments">Independent assessments, in the order in which they were published.</param>
/// <param name="Source">Cells of the foreign table that the measure was read from, to the letter.</param>
/// <param name="Amendments">How amendments of the plan changed it, oldest first.</param>
public sealed record MeasureEntry(
    string Id,
    string Number,
    ImmutableArray<string>? FormerNumbers,
    Texts? Titles,
    Texts? ShortTitles,
    ScheduleEntry? Schedule,
    DateOnly? Deadline,
    bool? Continuous,
    VerdictEntry? Verdict,
    ImmutableArray<ExecutorEntry> Executors,
    ImmutableArray<DelegationEntry>? Delegations,
    ImmutableArray<string>? References,
    ImmutableArray<FigureEntry>? Figures,
    ImmutableSortedDictionary<string, Row>? Rows,
    ImmutableArray<ReportEntry> Reports,
    ImmutableArray<AssessmentEntry>? Assessments = null,
    ImmutableArray<SourceCellEntry>? Source = null,
    ImmutableArray<MeasureAmendmentEntry>? Amendments = null);

/// <summary>A cell of a foreign table, to the letter.</summary>
/// <param name="Column">The column's heading there.</param>
/// <param name="Text">What stands in it.</param>
public sealed record SourceCellEntry(string Column, string Text);

/// <summary>Years in which a measure is due, both included.</summary>
public sealed record ScheduleEntry(int From, int To);

/// <summary>A verdict on a measure; <paramref name="Status"/> as in the GraphQL enum <c>MeasureStatus</c>.</summary>
public sealed record VerdictEntry(string Status, string? Reason, string? Source, DateTimeOffset? EffectiveAt);

/// <summary>An independent assessment.</summary>
/// <param name="Assessor">Who assessed.</param>
/// <param name="Status">As in the GraphQL enum <c>MeasureStatus</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">On what it rests.</param>
/// <param name="EffectiveAt">From when it holds.</param>
/// <param name="RecordedAt">When it was published; null for one that is published by this document.</param>
/// <param name="SourceCode">The assessor's own code, where its scale is another one.</param>
public sealed record AssessmentEntry(
    string Assessor, string Status, string Reason, string? Source, DateTimeOffset EffectiveAt, DateTimeOffset? RecordedAt = null, string? SourceCode = null);

/// <summary>One body's part of a measure.</summary>
/// <param name="Agency">Body key.</param>
/// <param name="Role"><c>LEAD</c>, <c>OTHER</c> or <c>REPORTER</c>.</param>
/// <param name="Duty"><c>NAMED</c>, <c>DELEGATED</c>, <c>MEMBER</c> or <c>VOLUNTARY</c>.</param>
/// <param name="Recommended">True for a body that is asked, not ordered.</param>
/// <param name="Wording">The name as the executors' cell wrote it; null for bodies that no cell names.</param>
/// <param name="MemberOf">Key of the collective that it was named a member of.</param>
/// <param name="Expected">Periods in which a report is awaited that is not in the document; null where the rules say it.</param>
/// <param name="Former">What its part was until amendments changed it, oldest first.</param>
public sealed record ExecutorEntry(
    string Agency,
    string Role,
    string Duty,
    bool Recommended,
    string? Wording,
    string? MemberOf = null,
    ImmutableArray<string>? Expected = null,
    ImmutableArray<FormerPartEntry>? Former = null);

/// <summary>What a body's part of a measure was until an amendment changed it.</summary>
/// <param name="Until">The last version of the plan for which it held.</param>
/// <param name="Role">Its role; null where it had no part.</param>
/// <param name="Duty">Why it reported.</param>
/// <param name="Recommended">True for a body that was asked, not ordered.</param>
/// <param name="MemberOf">Key of the collective that it was named a member of.</param>
/// <param name="Asked">Periods in which something was asked of it.</param>
public sealed record FormerPartEntry(int Until, string? Role, string? Duty, bool? Recommended, string? MemberOf, ImmutableArray<string> Asked);

/// <summary>The lead hands the measure on.</summary>
/// <param name="From">Key of the body that delegates.</param>
/// <param name="To">Keys of the addressees.</param>
/// <param name="Instrument">The instrument as the source names it, e.g. <c>294s nömrəli Sərəncam</c>.</param>
/// <param name="Date">The instrument's date.</param>
public sealed record DelegationEntry(string From, ImmutableArray<string> To, string Instrument, DateOnly Date);

/// <summary>A number that a report states.</summary>
/// <param name="Agency">Whose report; null for an unattributed one.</param>
/// <param name="Period">Period of the report.</param>
/// <param name="Value">The number itself; percentages as 77 for 77 %.</param>
/// <param name="Unit">Unit by language, e.g. <c>courts</c> or <c>%</c>.</param>
/// <param name="Subject">What was counted, by language.</param>
public sealed record FigureEntry(string? Agency, string Period, decimal Value, Texts Unit, Texts Subject);

/// <summary>A measure's table row as one document printed it; every cell to the letter.</summary>
public sealed record Row(string Number, string Title, string Lead, string Others);

/// <summary>A report of one body on one measure in one period, or an unattributed one.</summary>
/// <param name="Period">E.g. <c>2022</c>.</param>
/// <param name="Agency">Body key; null for a statement that names no body.</param>
/// <param name="Claim"><c>NOT_STARTED</c>, <c>LIMITED</c>, <c>SUBSTANTIAL</c>, <c>COMPLETE</c>, or null where none is stated.</param>
/// <param name="Nil">True for “nothing to report”.</param>
/// <param name="Parts">Its statements; more than one where the document lets a body speak twice.</param>
/// <param name="Challenges">What stood in the way.</param>
/// <param name="Evidence">Links to evidence.</param>
/// <param name="SubmittedAt">When it was submitted, where known.</param>
/// <param name="References">Ids of measures that it points to.</param>
/// <param name="Revision">Number of the published revision, from 1; null where none but the first is known of.</param>
/// <param name="Extraordinary">True for one that came after the period was locked.</param>
/// <param name="ReceivedAt">When the report came that stands, where an earlier revision of it did.</param>
/// <param name="Redacted">What is left of texts that were taken out.</param>
public sealed record ReportEntry(
    string Period,
    string? Agency,
    string? Claim,
    bool? Nil,
    ImmutableArray<ReportPart> Parts,
    string? Challenges,
    ImmutableArray<EvidenceEntry>? Evidence,
    DateTimeOffset? SubmittedAt,
    ImmutableArray<string>? References = null,
    int? Revision = null,
    bool? Extraordinary = null,
    DateTimeOffset? ReceivedAt = null,
    RedactionEntry? Redacted = null);

/// <summary>Texts were taken out of a report; <paramref name="Digest"/> is what its chain of changes remembers of them.</summary>
public sealed record RedactionEntry(string Digest, DateTimeOffset At, string Reason);

/// <summary>One statement of a report.</summary>
/// <param name="Position">Its place among the statements of the measure's work cell, from 1; null where it came otherwise.</param>
/// <param name="Wording">
/// The label as the source wrote it; null where there is none, empty where the source printed none for a body's statement.
/// </param>
/// <param name="Separator">What stands between label and text, e.g. <c>": "</c>; null where there is no label.</param>
/// <param name="Texts">The body's own words by language, to the letter; null where only a summary is held.</param>
/// <param name="Summaries">Our summary by language, marked as such wherever it is shown.</param>
public sealed record ReportPart(int? Position, string? Wording, string? Separator, Texts? Texts, Texts? Summaries);

/// <summary>A link to evidence.</summary>
public sealed record EvidenceEntry(string Url, string? Title);

/// <summary>What stands around the table in one period's document, to the letter.</summary>
/// <param name="Preamble">Everything before the first table cell.</param>
/// <param name="Headings">The table's column headings.</param>
/// <param name="Closing">Everything after the last row, often empty.</param>
public sealed record Frame(string Preamble, ImmutableArray<string> Headings, string Closing);

/// <summary>The chains of a plan's public changes.</summary>
/// <param name="Root">Merkle root (RFC 6962) over <c>key length hash</c> of every chain that has links, in ordinal order of the keys.</param>
/// <param name="Chains">The chains.</param>
public sealed record History(string Root, ImmutableArray<ChainEntry> Chains);

/// <summary>The public changes of one measure or one assignment, from the first one on.</summary>
/// <param name="Key"><c>measure:{plan}/{id}</c> or <c>assignment:{plan}/{id}/{agency}</c>.</param>
/// <param name="Links">Its links in order.</param>
/// <param name="Texts">Contents that no other part of the document holds (verdicts, assessments), by number of the link, as JSON text.</param>
public sealed record ChainEntry(string Key, ImmutableArray<LinkEntry> Links, ImmutableSortedDictionary<long, string>? Texts = null);

/// <summary>
/// One public change. Its hash is the SHA-256 over its canonical JSON (RFC 8785), nulls left out, as lower-case hex; the next link
/// holds it as <paramref name="Previous"/>.
/// </summary>
public sealed record LinkEntry(
    long Number,
    DateTimeOffset At,
    string Kind,
    string? Period,
    int? Revision,
    string? From,
    string? To,
    string Role,
    string? Actor,
    string Operation,
    string? Content,
    string? Previous);
