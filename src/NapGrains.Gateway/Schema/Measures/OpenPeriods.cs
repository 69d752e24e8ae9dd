using System.Collections.Immutable;
using NapGrains.Grains.Plans;

namespace NapGrains.Gateway.Schema.Measures;

/// <summary>Periods in which reports are awaited now: whoever is newly charged is asked in them, and whoever is not any more, no longer.</summary>
internal static class OpenPeriods
{
    /// <summary>Keys of the periods that were opened and are not over.</summary>
    public static ImmutableArray<string> Of(PlanScope scope)
    {
        var now = scope.From.Time.GetUtcNow();
        var periods = scope.Snapshot.Plan.Periods;
        return
        [
            .. periods.Where(period => IsOpen(period, periods, now)).Select(period => period.Key)
                .Intersect(scope.Snapshot.Measures.SelectMany(other => other.Assignments).SelectMany(assignment => assignment.Reports.Keys), StringComparer.Ordinal),
        ];
    }

    /// <summary>A period that never got dates is over when a later one has opened: one is open at a time.</summary>
    private static bool IsOpen(Period period, ImmutableArray<Period> all, DateTimeOffset now) => period.Opens is not null
        ? !(period.Locks < now)
        : !all.Any(later => later.Opens <= now && string.CompareOrdinal(later.Key, period.Key) > 0);
}
