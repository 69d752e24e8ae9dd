using System.Globalization;

namespace NapGrains.Grains.Assignments;

/// <summary>Of whom a report is expected in a period (domain rule on expected reports).</summary>
public static class Expectation
{
    /// <summary>
    /// Whether a report is expected: not of volunteers and collectives, not on measures that are scheduled for later years or were
    /// withdrawn.
    /// </summary>
    /// <param name="duty">Why the body reports.</param>
    /// <param name="isCollective">Whether it is a collective of bodies.</param>
    /// <param name="scheduledFrom">First year of the measure's schedule; null for none.</param>
    /// <param name="status">The verdict on the measure.</param>
    /// <param name="period">Key of the period; it begins with its year.</param>
    public static bool Of(Duty duty, bool isCollective, int? scheduledFrom, MeasureStatus status, string period) =>
        duty != Duty.Voluntary && !isCollective && status != MeasureStatus.Withdrawn && !(scheduledFrom > Year(period));

    private static int Year(string period) =>
        period.Length >= 4 && int.TryParse(period.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : int.MaxValue;
}
