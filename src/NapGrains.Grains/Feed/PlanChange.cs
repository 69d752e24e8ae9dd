namespace NapGrains.Grains.Feed;

/// <summary>What kind of thing happened to a plan.</summary>
public enum PlanEventKind
{
    /// <summary>A report was handed in.</summary>
    ReportSubmitted,
    /// <summary>A report was taken and published.</summary>
    ReportAccepted,
    /// <summary>A measure got a verdict.</summary>
    VerdictGiven,
    /// <summary>A measure's own data changed: titles, schedule, delegations, figures.</summary>
    MeasureChanged,
    /// <summary>A body's part of a measure was added or changed, or a report of it is now expected.</summary>
    AssignmentChanged,
    /// <summary>An import was carried out; the plan's version is what it made it.</summary>
    DocumentImported,
    /// <summary>A report was sent back with a reason; told to its agency as a notice only, never in the plan's feed.</summary>
    ReportReturned,
    /// <summary>A reporting period was opened; the new value is when its reports are due.</summary>
    PeriodOpened,
    /// <summary>A reporting period got dates, or other ones; the values are when its reports were and are due.</summary>
    PeriodChanged,
    /// <summary>A day or a deadline has come: a measure, or an agency's report for a period, stands otherwise against it.</summary>
    TimelinessChanged,
    /// <summary>An independent assessor published an assessment of a measure.</summary>
    MeasureAssessed,
    /// <summary>Texts of a report were taken out; their digest stays.</summary>
    ReportRedacted,
    /// <summary>The secretariat named the members of a collective executor of a measure.</summary>
    MembersNamed,
    /// <summary>An amendment of the plan was carried out; the values are the plan's version before and after it, the reason its instrument.</summary>
    PlanAmended,
    /// <summary>An amendment added the measure.</summary>
    MeasureAdded,
    /// <summary>An amendment worded the measure otherwise.</summary>
    MeasureReworded,
    /// <summary>An amendment gave the measure another number, maybe in another priority; the values are its old and its new number.</summary>
    MeasureRenumbered,
    /// <summary>An amendment took the measure out of the plan.</summary>
    MeasureWithdrawn,
    /// <summary>An amendment charged other bodies with the measure.</summary>
    MeasureReassigned,
    /// <summary>An amendment gave the measure another deadline; the values are the days by which it was and is due.</summary>
    DeadlineChanged,
}

/// <summary>One public change, as its source tells it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, in recorded time.</param>
/// <param name="Measure">Id of the measure, if it is about one.</param>
/// <param name="Agency">Key of the agency, if it is about one.</param>
/// <param name="Priority">Number of the priority, if it is about one.</param>
/// <param name="Period">The reporting period, if it is about one.</param>
/// <param name="From">The former value, e.g. a verdict.</param>
/// <param name="To">The new value.</param>
/// <param name="Reason">Why, in the words of whoever decided it; null where no reason belongs to it.</param>
[GenerateSerializer, Immutable, Alias("plan-change")]
public sealed record PlanChange(
    [property: Id(0)] PlanEventKind Kind,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string? Measure = null,
    [property: Id(3)] string? Agency = null,
    [property: Id(4)] int? Priority = null,
    [property: Id(5)] string? Period = null,
    [property: Id(6)] string? From = null,
    [property: Id(7)] string? To = null,
    [property: Id(8)] string? Reason = null);

/// <summary>A change with its number at its source.</summary>
[GenerateSerializer, Immutable, Alias("numbered-change")]
public sealed record NumberedChange([property: Id(0)] long Number, [property: Id(1)] PlanChange Change);

/// <summary>A change with its place in the plan's feed, from 1 without a gap.</summary>
[GenerateSerializer, Immutable, Alias("feed-entry")]
public sealed record FeedEntry([property: Id(0)] long Position, [property: Id(1)] PlanChange Change);
