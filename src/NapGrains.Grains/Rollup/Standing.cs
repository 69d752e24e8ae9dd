namespace NapGrains.Grains.Rollup;

/// <summary>
/// What a measure counts as in a histogram: its verdict and its dates. Timeliness is computed from this when it is read,
/// so a summary need not be written again because a day has passed.
/// </summary>
/// <param name="Status">The verdict.</param>
/// <param name="Opens">First day on which it is due to be worked on; null where none is set.</param>
/// <param name="Due">Last day, ending at 24:00 in the plan's time zone; null for an undated measure.</param>
/// <param name="Done">The day from which it counts as implemented; null while it is not.</param>
[GenerateSerializer, Immutable, Alias("standing")]
public readonly record struct Standing(
    [property: Id(0)] MeasureStatus Status,
    [property: Id(1)] DateOnly? Opens,
    [property: Id(2)] DateOnly? Due,
    [property: Id(3)] DateOnly? Done)
{
    /// <summary>Days before a deadline from which on it is near.</summary>
    public const int DueSoonDays = 30;

    /// <summary>Where the measure stands against its deadline on <paramref name="today"/>, a day in the plan's time zone.</summary>
    public Timeliness On(DateOnly today) => Due is not { } due || Status == MeasureStatus.Withdrawn
        ? Timeliness.Undated
        : Status == MeasureStatus.Implemented
            ? (Done ?? today) <= due ? Timeliness.OnTime : Timeliness.Late
            : Opens > today ? Timeliness.NotYetOpen
            : today > due ? Timeliness.Overdue
            : today.AddDays(DueSoonDays) >= due ? Timeliness.DueSoon
            : Timeliness.Open;

    /// <summary>Whether the deadline has passed on <paramref name="today"/>; undated measures are never assumed due.</summary>
    public bool IsDue(DateOnly today) => Due is { } due && due < today;
}
