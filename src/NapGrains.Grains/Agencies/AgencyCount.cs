using System.Collections.Immutable;
using System.Globalization;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Rollup;

namespace NapGrains.Grains.Agencies;

/// <summary>What an agency counts in one plan: each of its measures once a role, in every version of the plan.</summary>
internal static class AgencyCount
{
    /// <summary>Its measures and its coverage by role, of the plan as it stood in a version.</summary>
    public static ImmutableSortedDictionary<ExecutorRole, Histogram> Roles(IEnumerable<HeldPart> parts, int? planVersion) => parts
        .Select(part => (Assignment: part.Assignment?.In(planVersion), Standing: StandingIn(part.Measure, planVersion)))
        .Where(part => part is { Assignment.IsNothing: false, Standing: not null })
        .GroupBy(part => part.Assignment!.Role)
        .ToImmutableSortedDictionary(role => role.Key, role => Histogram.Sum(role.Select(part => Histogram.Of(
            part.Standing!.Value,
            part.Assignment!.Role,
            part.Assignment.Reports.Select(report => KeyValuePair.Create(report.Key, part.Assignment.CoverageOf(report.Value)))))));

    /// <summary>The same in versions before an amendment, by the last version for which it holds.</summary>
    public static ImmutableSortedDictionary<int, ImmutableSortedDictionary<ExecutorRole, Histogram>> Former(IEnumerable<HeldPart> parts)
    {
        var held = parts.ToList();
        return held.SelectMany(part => Former(part.Measure).Select(former => former.Until).Concat((part.Assignment?.FormerParts ?? []).Select(former => former.Until)))
            .Distinct().ToImmutableSortedDictionary(until => until, until => Roles(held, until));
    }

    /// <summary>The histograms of one plan, as the past is recorded.</summary>
    public static IEnumerable<KeyValuePair<string, Histogram>> Recorded(string plan, AgencyPlan held) => held.Roles
        .Select(role => KeyValuePair.Create(Key(plan, role.Key), role.Value))
        // An empty sum tells that there is such a version, also where the agency had no part in it.
        .Concat(held.Former.SelectMany(former => former.Value
            .Select(role => KeyValuePair.Create(Key(plan, role.Key, former.Key), role.Value))
            .Append(KeyValuePair.Create(Key(plan, null, former.Key), Histogram.Empty))));

    /// <summary>What was known of a version at a past moment.</summary>
    public static Histogram Of(PastSummary past, string plan, ExecutorRole? role, int? planVersion)
    {
        var mark = Key(plan, null, null);
        var until = past.Histograms.Keys.Where(key => key.StartsWith(mark, StringComparison.Ordinal))
            .Select(key => int.TryParse(key.AsSpan(mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : (int?)null)
            .Where(version => version >= planVersion).Min();
        return Histogram.Sum((role is { } one ? [one] : Enum.GetValues<ExecutorRole>())
            .Select(counted => past.Histograms.GetValueOrDefault(Key(plan, counted, until))).OfType<Histogram>());
    }

    private static Standing? StandingIn(MeasureHeadline? measure, int? planVersion) => measure is null ? null
        : Former(measure).FirstOrDefault(former => former.Until >= planVersion) is { } former ? former.Standing
        : measure.Standing;

    private static ImmutableArray<FormerStanding> Former(MeasureHeadline? measure) => measure is { Former: { IsDefault: false } former } ? former : [];

    private static string Key(string plan, ExecutorRole? role, int? until = null) => string.Create(
        CultureInfo.InvariantCulture, $"{plan} {(role is null ? "" : GraphNames.Of(role))}{(until is null ? "" : $" {until}")}");
}
