using GraphQL;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Grains;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Schema.Amendments;

/// <summary>One act that amended a plan, and made a new version of it.</summary>
[Name("Amendment")]
public sealed class AmendmentObject(PlanScope scope, Amendment amendment)
{
    /// <summary>The plan's version that it made; `summary(planVersion:)` of the one before still answers.</summary>
    public int PlanVersion => amendment.Version;

    /// <summary>The instrument as its issuer names it.</summary>
    public string Instrument => amendment.Instrument;

    /// <summary>The instrument's date.</summary>
    public DateOnly Date => amendment.Date;

    /// <summary>When it was carried out here.</summary>
    public DateTimeOffset RecordedAt => amendment.RecordedAt;

    /// <summary>What it did to each measure that it touched, in the order of the plan.</summary>
    public IEnumerable<MeasureAmendmentObject> Measures() => scope.Snapshot.Measures.SelectMany(measure => measure.Definition.Amendments
        .Where(applied => applied.Version == amendment.Version).Select(applied => new MeasureAmendmentObject(scope, measure, applied)));
}

/// <summary>What an amendment of the plan did to one measure.</summary>
[Name("MeasureAmendment")]
public sealed class MeasureAmendmentObject(PlanScope scope, MeasureView measure, MeasureAmendment applied)
{
    /// <summary>The measure.</summary>
    public MeasureNode Measure() => scope.Measure(measure);

    /// <summary>The plan's version that it made.</summary>
    public int PlanVersion => applied.Version;

    /// <summary>What it did.</summary>
    public IEnumerable<AmendmentKind> Kinds => applied.Kinds;

    /// <summary>The instrument as its issuer names it.</summary>
    public string Instrument => applied.Instrument;

    /// <summary>The instrument's date.</summary>
    public DateOnly Date => applied.Date;

    /// <summary>When it was carried out here.</summary>
    public DateTimeOffset RecordedAt => applied.RecordedAt;

    /// <summary>The measure's place in the plan until then; null for a measure that it added.</summary>
    public MeasurePlaceObject? Before() => applied.Before is { } place ? new(scope, place) : null;
}

/// <summary>Where a measure stood in an earlier version of the plan.</summary>
[Name("MeasurePlace")]
public sealed class MeasurePlaceObject(PlanScope scope, MeasurePlace place)
{
    /// <summary>Its number.</summary>
    public string Number => place.Number;

    /// <summary>Number of its priority.</summary>
    public int Priority => place.Priority;

    /// <summary>The official title; our short one where the official one was not held.</summary>
    /// <param name="language">BCP 47 tag; the plan's own language by default.</param>
    public string Title(string? language = null) => place.Titles.In(language, scope.Language) ?? ShortTitle(language);

    /// <summary>Our short title; the official one where there was none.</summary>
    /// <param name="language">BCP 47 tag; the plan's own language by default.</param>
    public string ShortTitle(string? language = null) =>
        place.ShortTitles.In(language, scope.Language) ?? place.Titles.In(language, scope.Language) ?? place.Number;

    /// <summary>Years in which it was due; null for a measure without dates.</summary>
    public ScheduleObject? Schedule => place.Dates.Schedule is { } schedule ? new(schedule) : null;

    /// <summary>The day by which it was due: its own deadline, else the end of its schedule; null for an undated measure.</summary>
    public DateOnly? Deadline => place.Dates.Due;

    /// <summary>Whether it was a measure without an end.</summary>
    public bool Continuous => place.Dates.Continuous;
}

/// <summary>What an agency's part of a measure was until an amendment changed it.</summary>
[Name("FormerPart")]
public sealed class FormerPartObject(FormerPart part)
{
    /// <summary>The last version of the plan for which it held.</summary>
    public int PlanVersion => part.Until;

    /// <summary>Its role; null where it had no part.</summary>
    public ExecutorRole? Role => part.Role;

    /// <summary>Why it reported; null where it had no part.</summary>
    public Duty? Duty => part.Role is null ? null : part.Duty;

    /// <summary>True for a body that was asked, not ordered.</summary>
    public bool Recommended => part.Recommended;
}
