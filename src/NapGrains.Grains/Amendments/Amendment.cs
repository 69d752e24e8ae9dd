using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;

namespace NapGrains.Grains.Amendments;

/// <summary>What an amendment does to a measure.</summary>
public enum AmendmentKind
{
    /// <summary>The measure was added to the plan.</summary>
    Added,
    /// <summary>It was worded otherwise.</summary>
    Reworded,
    /// <summary>It got another number, maybe in another priority.</summary>
    Renumbered,
    /// <summary>It was taken out of the plan; everything about it stays to be read.</summary>
    Withdrawn,
    /// <summary>Other bodies were charged with it.</summary>
    Reassigned,
    /// <summary>It got another deadline, or none any more.</summary>
    Rescheduled,
}

/// <summary>One act that amended a plan, and so made a new version of it.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Operation">The operation id that it was asked with.</param>
/// <param name="Instrument">The instrument as its issuer names it.</param>
/// <param name="Date">The instrument's date.</param>
/// <param name="RecordedAt">When it was carried out here.</param>
[GenerateSerializer, Immutable, Alias("amendment")]
public sealed record Amendment(
    [property: Id(0)] int Version,
    [property: Id(1)] string Operation,
    [property: Id(2)] string Instrument,
    [property: Id(3)] DateOnly Date,
    [property: Id(4)] DateTimeOffset RecordedAt)
{
    /// <summary>Instrument and date as one reason.</summary>
    [JsonIgnore]
    internal string Reason => ReasonOf(Instrument, Date);

    /// <summary>Instrument and date as one reason.</summary>
    public static string ReasonOf(string instrument, DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{instrument}, {date:yyyy-MM-dd}");
}

/// <summary>What an amendment did to one measure.</summary>
/// <param name="Version">The plan's version that it made.</param>
/// <param name="Kinds">What it did.</param>
/// <param name="Instrument">The instrument as its issuer names it.</param>
/// <param name="Date">The instrument's date.</param>
/// <param name="RecordedAt">When it was carried out here.</param>
/// <param name="Before">The measure's place in the plan until then; null for a measure that it added.</param>
[GenerateSerializer, Immutable, Alias("measure-amendment")]
public sealed record MeasureAmendment(
    [property: Id(0)] int Version,
    [property: Id(1)] ImmutableArray<AmendmentKind> Kinds,
    [property: Id(2)] string Instrument,
    [property: Id(3)] DateOnly Date,
    [property: Id(4)] DateTimeOffset RecordedAt,
    [property: Id(5)] MeasurePlace? Before)
{
    /// <summary>How the plan's feed and the measure's history call what an amendment does.</summary>
    internal static PlanEventKind Event(AmendmentKind kind) => kind switch
    {
        AmendmentKind.Added => PlanEventKind.MeasureAdded,
        AmendmentKind.Reworded => PlanEventKind.MeasureReworded,
        AmendmentKind.Renumbered => PlanEventKind.MeasureRenumbered,
        AmendmentKind.Withdrawn => PlanEventKind.MeasureWithdrawn,
        AmendmentKind.Reassigned => PlanEventKind.MeasureReassigned,
        AmendmentKind.Rescheduled => PlanEventKind.DeadlineChanged,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };
}

/// <summary>Where a measure stands in a version of the plan.</summary>
/// <param name="Number">Its number there.</param>
/// <param name="Priority">Number of its priority.</param>
/// <param name="Titles">Official title by language.</param>
/// <param name="ShortTitles">Our short title by language.</param>
/// <param name="Dates">When it is due.</param>
/// <param name="Delegations">How it was handed on.</param>
/// <param name="Verdict">The last verdict before it was withdrawn; null for every other amendment, since verdicts hold for all versions.</param>
[GenerateSerializer, Immutable, Alias("measure-place")]
public sealed record MeasurePlace(
    [property: Id(0)] string Number,
    [property: Id(1)] int Priority,
    [property: Id(2)] Texts? Titles,
    [property: Id(3)] Texts? ShortTitles,
    [property: Id(4)] MeasureDates Dates,
    [property: Id(5)] ImmutableArray<Delegation> Delegations,
    [property: Id(6)] Verdict? Verdict = null);

/// <summary>When a measure is due.</summary>
/// <param name="Schedule">Years in which it is due.</param>
/// <param name="Deadline">A deadline of its own.</param>
/// <param name="Continuous">True for a measure without an end.</param>
[GenerateSerializer, Immutable, Alias("measure-dates")]
public sealed record MeasureDates([property: Id(0)] Schedule? Schedule, [property: Id(1)] DateOnly? Deadline, [property: Id(2)] bool Continuous)
{
    /// <summary>The last day: the deadline of its own, else the end of its schedule; null for an undated measure.</summary>
    [JsonIgnore]
    public DateOnly? Due => Continuous ? null : Deadline ?? (Schedule is null ? null : new DateOnly(Schedule.To, 12, 31));
}

/// <summary>What an agency's part of a measure was in versions of the plan before an amendment changed it.</summary>
/// <param name="Until">The last version of the plan for which it holds.</param>
/// <param name="Role">Its role; null where it had no part.</param>
/// <param name="Duty">Why it reported.</param>
/// <param name="Recommended">True for a body that was asked, not ordered.</param>
/// <param name="MemberOf">Key of the collective that it was named a member of.</param>
/// <param name="Asked">Periods in which something was asked of it, in order.</param>
[GenerateSerializer, Immutable, Alias("former-part")]
public sealed record FormerPart(
    [property: Id(0)] int Until,
    [property: Id(1)] ExecutorRole? Role,
    [property: Id(2)] Duty Duty,
    [property: Id(3)] bool Recommended,
    [property: Id(4)] string? MemberOf,
    [property: Id(5)] ImmutableArray<string> Asked);

/// <summary>What an amendment makes of one measure; null leaves what is there.</summary>
/// <param name="Kinds">What it does.</param>
/// <param name="Number">Its new number.</param>
/// <param name="Priority">Number of its new priority.</param>
/// <param name="Order">Its new place in the plan.</param>
/// <param name="Titles">New official titles; other languages go, since they word what was.</param>
/// <param name="ShortTitles">New short titles; other languages go likewise.</param>
/// <param name="Dates">When it is due from now on.</param>
/// <param name="Delegations">The delegations that still hold.</param>
/// <param name="Reason">Why it is withdrawn.</param>
/// <param name="Jurisdiction">Whose plan it is, for a measure that is added.</param>
/// <param name="TimeZone">The plan's time zone, for a measure that is added.</param>
[GenerateSerializer, Immutable, Alias("measure-change")]
public sealed record MeasureChange(
    [property: Id(0)] ImmutableArray<AmendmentKind> Kinds,
    [property: Id(1)] string? Number = null,
    [property: Id(2)] int? Priority = null,
    [property: Id(3)] int? Order = null,
    [property: Id(4)] Texts? Titles = null,
    [property: Id(5)] Texts? ShortTitles = null,
    [property: Id(6)] MeasureDates? Dates = null,
    [property: Id(7)] ImmutableArray<Delegation>? Delegations = null,
    [property: Id(8)] string? Reason = null,
    [property: Id(9)] string? Jurisdiction = null,
    [property: Id(10)] string? TimeZone = null);
