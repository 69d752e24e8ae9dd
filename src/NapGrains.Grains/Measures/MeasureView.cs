using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.History;
using NapGrains.Grains.Rollup;

namespace NapGrains.Grains.Measures;

/// <summary>The secretariat's verdict on a measure.</summary>
/// <param name="Status">On the full scale.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">On what it rests.</param>
/// <param name="EffectiveAt">From when it holds; null for the state before any verdict.</param>
[GenerateSerializer, Immutable, Alias("verdict")]
public sealed record Verdict(
    [property: Id(0)] MeasureStatus Status,
    [property: Id(1)] string? Reason,
    [property: Id(2)] string? Source,
    [property: Id(3)] DateTimeOffset? EffectiveAt)
{
    /// <summary>Before any verdict.</summary>
    public static Verdict None { get; } = new(MeasureStatus.Unassessed, null, null, null);
}

/// <summary>An independent assessment of a measure; it stands beside the verdict, never in its place.</summary>
/// <param name="Assessor">Who assessed.</param>
/// <param name="Status">On the verdict's scale.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">On what it rests.</param>
/// <param name="EffectiveAt">From when it holds.</param>
/// <param name="RecordedAt">When it was published here; in a patch, the default for one that is published by it.</param>
/// <param name="SourceCode">The assessor's own code, where its scale is another one.</param>
[GenerateSerializer, Immutable, Alias("assessment")]
public sealed record Assessment(
    [property: Id(0)] string Assessor,
    [property: Id(1)] MeasureStatus Status,
    [property: Id(2)] string Reason,
    [property: Id(3)] string? Source,
    [property: Id(4)] DateTimeOffset EffectiveAt,
    [property: Id(5)] DateTimeOffset RecordedAt,
    [property: Id(6)] string? SourceCode = null);

/// <summary>A cell of the foreign table that a measure was read from, to the letter.</summary>
/// <param name="Column">The column's heading there.</param>
/// <param name="Text">What stands in it.</param>
[GenerateSerializer, Immutable, Alias("source-cell")]
public sealed record SourceCell([property: Id(0)] string Column, [property: Id(1)] string Text);

/// <summary>Years in which a measure is due, both included.</summary>
[GenerateSerializer, Immutable, Alias("schedule")]
public sealed record Schedule([property: Id(0)] int From, [property: Id(1)] int To);

/// <summary>The lead hands the measure on.</summary>
[GenerateSerializer, Immutable, Alias("delegation")]
public sealed record Delegation(
    [property: Id(0)] string From,
    [property: Id(1)] ImmutableArray<string> To,
    [property: Id(2)] string Instrument,
    [property: Id(3)] DateOnly Date);

/// <summary>A measure's table row as one document printed it, to the letter.</summary>
[GenerateSerializer, Immutable, Alias("document-row")]
public sealed record DocumentRow(
    [property: Id(0)] string Number,
    [property: Id(1)] string Title,
    [property: Id(2)] string Lead,
    [property: Id(3)] string Others);

/// <summary>A report that names no body; it belongs to the measure.</summary>
[GenerateSerializer, Immutable, Alias("unattributed-report")]
public sealed record UnattributedReport([property: Id(0)] string Period, [property: Id(1)] ReportContent Content);

/// <summary>A measure's own data.</summary>
/// <param name="Number">Current number.</param>
/// <param name="FormerNumbers">Numbers it had before.</param>
/// <param name="Priority">Number of its priority.</param>
/// <param name="Jurisdiction">Whose plan it is.</param>
/// <param name="Order">Its place in the plan.</param>
/// <param name="Titles">Official title by language.</param>
/// <param name="ShortTitles">Our short title by language.</param>
/// <param name="Schedule">Years in which it is due.</param>
/// <param name="Deadline">A deadline of its own.</param>
/// <param name="Continuous">True for a measure without an end.</param>
/// <param name="Delegations">How it was handed on.</param>
/// <param name="References">Ids of measures that its reports point to.</param>
/// <param name="Rows">Its table row by period.</param>
/// <param name="Unattributed">Reports that name no body, in document order.</param>
/// <param name="TimeZone">The plan's time zone, an IANA name; UTC where none is said.</param>
/// <param name="Source">Cells of the foreign table that it was read from; null where it came otherwise.</param>
/// <param name="Amended">How amendments of the plan changed it, oldest first.</param>
[GenerateSerializer, Immutable, Alias("measure-definition")]
public sealed record MeasureDefinition(
    [property: Id(0)] string Number,
    [property: Id(1)] ImmutableArray<string> FormerNumbers,
    [property: Id(2)] int Priority,
    [property: Id(3)] string Jurisdiction,
    [property: Id(4)] int Order,
    [property: Id(5)] Texts? Titles,
    [property: Id(6)] Texts? ShortTitles,
    [property: Id(7)] Schedule? Schedule,
    [property: Id(8)] DateOnly? Deadline,
    [property: Id(9)] bool Continuous,
    [property: Id(10)] ImmutableArray<Delegation> Delegations,
    [property: Id(11)] ImmutableArray<string> References,
    [property: Id(12)] ImmutableSortedDictionary<string, DocumentRow> Rows,
    [property: Id(13)] ImmutableArray<UnattributedReport> Unattributed,
    [property: Id(14)] string? TimeZone = null,
    [property: Id(15)] ImmutableArray<SourceCell>? Source = null,
    [property: Id(16)] ImmutableArray<MeasureAmendment> Amended = default)
{
    /// <summary>How amendments of the plan changed it, oldest first.</summary>
    [JsonIgnore]
    public ImmutableArray<MeasureAmendment> Amendments => Amended.IsDefault ? [] : Amended;

    /// <summary>When it is due.</summary>
    [JsonIgnore]
    public MeasureDates Dates => new(Schedule, Deadline, Continuous);

    /// <summary>Where it stands in the plan as it is.</summary>
    [JsonIgnore]
    internal MeasurePlace Place => new(Number, Priority, Titles, ShortTitles, Dates, Delegations);

    /// <summary>Whether an amendment has set something that a later document must not set back.</summary>
    internal bool IsSetBy(AmendmentKind kind) => Amendments.Any(amendment => amendment.Kinds.Contains(kind));

    /// <summary>What the chain of changes remembers of it beside the periods: all but its place among the others.</summary>
    [JsonIgnore]
    internal MeasureDefinition Told => this with { Order = 0, Rows = Rows.Clear(), Unattributed = [] };

    /// <summary>Periods of which a document printed something on it.</summary>
    [JsonIgnore]
    internal IEnumerable<string> PrintedPeriods => Rows.Keys.Union(Unattributed.Select(report => report.Period), StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>What a period's document printed on it, apart from the reports of its bodies.</summary>
    internal object Printed(string period) => new
    {
        Row = Rows.GetValueOrDefault(period),
        Unattributed = Unattributed.Where(report => report.Period == period).ToImmutableArray(),
    };

    /// <summary>What a histogram counts this measure as.</summary>
    public Standing Standing(Verdict verdict) => Standing(Dates, verdict);

    internal Standing Standing(MeasureDates dates, Verdict verdict) => new(
        verdict.Status,
        dates.Schedule is { } schedule ? new DateOnly(schedule.From, 1, 1) : null,
        dates.Due,
        verdict.Status == MeasureStatus.Implemented && verdict.EffectiveAt is { } at
            ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(TimeZone ?? "UTC")).DateTime)
            : null);
}

/// <summary>
/// What an operation sets on a measure. Null leaves what is there; lists and rows are added to what is there. What an amendment
/// has set stays, and amendments themselves are taken over by a measure that is not there yet.
/// </summary>
[GenerateSerializer, Immutable, Alias("measure-patch")]
public sealed record MeasurePatch(
    [property: Id(0)] string Number,
    [property: Id(1)] int Priority,
    [property: Id(2)] string Jurisdiction,
    [property: Id(3)] int? Order,
    [property: Id(4)] Texts? Titles,
    [property: Id(5)] Texts? ShortTitles,
    [property: Id(6)] Schedule? Schedule,
    [property: Id(7)] DateOnly? Deadline,
    [property: Id(8)] bool? Continuous,
    [property: Id(9)] ImmutableArray<Delegation> Delegations,
    [property: Id(10)] ImmutableArray<string> References,
    [property: Id(11)] ImmutableSortedDictionary<string, DocumentRow> Rows,
    [property: Id(12)] ImmutableArray<UnattributedReport> Unattributed,
    [property: Id(13)] Verdict? Verdict,
    [property: Id(14)] ImmutableArray<string> FormerNumbers,
    [property: Id(15)] int? Shipped,
    [property: Id(16)] string? TimeZone = null,
    [property: Id(17)] ImmutableArray<Assessment> Assessments = default,
    [property: Id(18)] ImmutableArray<HeldLink> History = default,
    [property: Id(19)] ImmutableArray<SourceCell>? Source = null,
    [property: Id(20)] ImmutableArray<MeasureAmendment> Amended = default);

/// <summary>A measure as the public sees it.</summary>
/// <param name="Id">The number it first had.</param>
/// <param name="Definition">Its own data.</param>
/// <param name="Verdict">The secretariat's verdict.</param>
/// <param name="ProvisionalClaim">What stands for it while there is no verdict.</param>
/// <param name="Assignments">Its assignments, in document order.</param>
/// <param name="Version">Rises with every change of the view.</param>
/// <param name="Assessments">Independent assessments, in the order in which they were published.</param>
/// <param name="History">The end of the chain of its public changes.</param>
[GenerateSerializer, Immutable, Alias("measure-view")]
public sealed record MeasureView(
    [property: Id(0)] string Id,
    [property: Id(1)] MeasureDefinition Definition,
    [property: Id(2)] Verdict Verdict,
    [property: Id(3)] Claim? ProvisionalClaim,
    [property: Id(4)] ImmutableArray<AssignmentSummary> Assignments,
    [property: Id(5)] long Version,
    [property: Id(6)] ImmutableArray<Assessment> Assessments,
    [property: Id(7)] ChainHead? History)
{
    /// <summary>What a histogram counts this measure as.</summary>
    public Standing Standing => Definition.Standing(Verdict);

    /// <summary>The measure as it stood in a version of the plan, by what is known now; null where it was not in the plan yet.</summary>
    public MeasureView? In(int? planVersion) => Definition.PlaceIn(planVersion) is not { } place ? null : this with
    {
        Definition = Definition with
        {
            Number = place.Number,
            Priority = place.Priority,
            Titles = place.Titles,
            ShortTitles = place.ShortTitles,
            Schedule = place.Dates.Schedule,
            Deadline = place.Dates.Deadline,
            Continuous = place.Dates.Continuous,
            Delegations = place.Delegations,
        },
        Verdict = Definition.VerdictIn(Verdict, planVersion),
        Assignments = [.. Assignments.Select(assignment => assignment.In(planVersion)).OfType<AssignmentSummary>()],
    };
}

/// <summary>What a measure tells the agencies on it.</summary>
[GenerateSerializer, Immutable, Alias("measure-headline")]
public sealed record MeasureHeadline(
    [property: Id(0)] string Id,
    [property: Id(1)] string Number,
    [property: Id(2)] int Priority,
    [property: Id(3)] Standing Standing,
    [property: Id(4)] ImmutableArray<FormerStanding> Former = default);

/// <summary>How a measure stands in versions of the plan before an amendment changed it.</summary>
/// <param name="Until">The last version for which it holds.</param>
/// <param name="Standing">What it is counted as; null where it was not in the plan yet.</param>
[GenerateSerializer, Immutable, Alias("former-standing")]
public sealed record FormerStanding([property: Id(0)] int Until, [property: Id(1)] Standing? Standing);
