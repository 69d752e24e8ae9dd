using NapGrains.Grains.Amendments;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Rollup;

namespace NapGrains.Grains.Measures;

/// <summary>
/// A measure as it stood in a version of the plan: its place and the parts of its bodies are those of the version, its verdict and
/// its reports those of now. Only amendments make versions differ; what imports and the naming of members bring holds for all of them.
/// </summary>
internal static class MeasureVersions
{
    /// <summary>Its place in a version; null where it was not in the plan yet.</summary>
    public static MeasurePlace? PlaceIn(this MeasureDefinition definition, int? version) =>
        definition.Amendments.FirstOrDefault(amendment => amendment.Version > version) is { } next ? next.Before : definition.Place;

    /// <summary>The verdict that counts in a version: one that was withdrawn later has the last one before.</summary>
    public static Verdict VerdictIn(this MeasureDefinition definition, Verdict held, int? version) =>
        definition.Amendments.LastOrDefault() is { Before.Verdict: { } before } withdrawn && withdrawn.Version > version ? before : held;

    /// <summary>The last versions before each amendment of it.</summary>
    public static IEnumerable<int> FormerVersions(this MeasureDefinition definition) => definition.Amendments.Select(amendment => amendment.Version - 1);

    /// <summary>What a histogram counts it as in a version; null where it was not in the plan yet.</summary>
    public static Standing? StandingIn(this MeasureDefinition definition, Verdict verdict, int? version) =>
        definition.PlaceIn(version) is { } place ? definition.Standing(place.Dates, definition.VerdictIn(verdict, version)) : null;

    /// <summary>What it tells the agencies on it.</summary>
    public static MeasureHeadline Headline(this MeasureDefinition definition, string id, Verdict verdict) => new(
        id,
        definition.Number,
        definition.Priority,
        definition.Standing(verdict),
        [.. definition.FormerVersions().Select(until => new FormerStanding(until, definition.StandingIn(verdict, until)))]);

    /// <summary>What it adds to a priority, in every version.</summary>
    public static VersionedHistogram Counted(this MeasureState state, int priority)
    {
        var definition = state.Definition!;
        return VersionedHistogram.Of(Count(null), definition.FormerVersions(), until => Count(until));

        Histogram Count(int? version) => definition.PlaceIn(version)?.Priority == priority
            ? Histogram(
                definition.StandingIn(state.Verdict, version)!.Value,
                state.Assignments.Values.Select(held => held.Summary.In(version)).OfType<AssignmentSummary>())
            : Rollup.Histogram.Empty;
    }

    /// <summary>The priorities that it adds to in some version.</summary>
    public static IEnumerable<int> Priorities(this MeasureDefinition definition) => definition.Amendments
        .Select(amendment => amendment.Before?.Priority).OfType<int>().Append(definition.Priority).Distinct();

    private static Histogram Histogram(Standing standing, IEnumerable<AssignmentSummary> assignments) => Rollup.Histogram.Of(
        standing,
        null,
        assignments
            .SelectMany(assignment => assignment.Reports.Values.Select(report => (Assignment: assignment, Report: report)))
            .GroupBy(reported => reported.Report.Period, StringComparer.Ordinal)
            .Select(period => KeyValuePair.Create(
                period.Key,
                period.Select(reported => reported.Assignment.CoverageOf(reported.Report)).Aggregate((a, b) => a + b))));
}
