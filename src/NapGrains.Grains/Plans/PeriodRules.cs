using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace NapGrains.Grains.Plans;

/// <summary>What the dates of a reporting period must fulfil.</summary>
internal static partial class PeriodRules
{
    /// <summary>What lies before or behind is mistyped, and too near to the ends of the calendar to reckon with.</summary>
    private const int FirstYear = 1900;

    private const int LastYear = 2200;

    /// <summary>Refuses dates that break a rule; the code names it.</summary>
    /// <param name="held">The plan's periods as they are.</param>
    /// <param name="period">The period as it is to be.</param>
    /// <param name="reason">Why dates that were set are changed.</param>
    /// <param name="now">Recorded time.</param>
    public static void Check(ImmutableArray<Period> held, Period period, string? reason, DateTimeOffset now)
    {
        if (!Key().IsMatch(period.Key))
        {
            throw new RefusalException(
                "PERIOD_KEY_INVALID", $"'{period.Key}' is no key of a period: it begins with its year, e.g. 2023 or 2023-H1.");
        }

        if (period is not { Opens: { } opens, Due: { } due, Locks: { } locks } || opens >= due || due > locks)
        {
            throw new RefusalException("PERIOD_DATES_INVALID", "A period opens before it is due, and is due before it locks or when it does.");
        }

        if (opens.Year < FirstYear || locks.Year > LastYear)
        {
            throw new RefusalException("PERIOD_DATES_INVALID", $"The dates of a period lie in the years {FirstYear} to {LastYear}.");
        }

        if (held.FirstOrDefault(other => other.Key != period.Key && other.Opens < locks && opens < other.Locks) is { } overlapping)
        {
            throw new RefusalException(
                "PERIOD_OVERLAP",
                $"From its opening to its locking, {period.Key} overlaps {overlapping.Key} ({overlapping.Opens:O} to {overlapping.Locks:O}): one period is open at a time.");
        }

        if (held.FirstOrDefault(known => known.Key == period.Key) is not { } before || before == period)
        {
            return;
        }

        if (before.Opens <= now && before.Opens != opens)
        {
            throw new RefusalException(
                "PERIOD_ALREADY_OPEN", $"{period.Key} opened at {before.Opens:O}; that cannot be changed any more. Send the same opens, with other due and locks.");
        }

        if (before.Due is not null && string.IsNullOrWhiteSpace(reason))
        {
            throw new RefusalException("REASON_REQUIRED", $"The dates of {period.Key} are set already; say in reason why they change.");
        }
    }

    [GeneratedRegex("^[0-9]{4}(-[A-Za-z0-9]{1,16})?$")]
    private static partial Regex Key();
}
