using System.Collections.Immutable;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Rollup;
using Orleans.Concurrency;

namespace NapGrains.Grains.Agencies;

/// <summary>
/// One agency and its part in every plan: the newest summary of each of its assignments, and how their measures stand.
/// Its names belong to the register. Key: <see cref="GrainKeys.Agency"/>.
/// </summary>
[Alias("agency")]
public interface IAgencyGrain : IGrainWithStringKey
{
    /// <summary>Everything that the agency takes part in, by plan: one call answers “all measures of this ministry”.</summary>
    [AlwaysInterleave, Alias("View")]
    Task<ImmutableSortedDictionary<string, AgencyPlan>> View();

    /// <summary>
    /// Its histogram in a plan, of one role or of all, as it was known at the end of a past minute, of the plan as it stood in a version.
    /// </summary>
    [AlwaysInterleave, Alias("At")]
    Task<KnownHistogram> At(string plan, ExecutorRole? role, DateTimeOffset asOf, int? planVersion);

    /// <summary>Takes the newest summary of one of its assignments; ends when it is durable here.</summary>
    [AlwaysInterleave, Alias("ReportAssignment")]
    Task ReportAssignment(string plan, AssignmentUpdate update);

    /// <summary>Takes how a measure stands; ends when it is durable here.</summary>
    [AlwaysInterleave, Alias("ReportMeasure")]
    Task ReportMeasure(string plan, long version, MeasureHeadline headline);
}

/// <summary>An agency's part in one plan.</summary>
/// <param name="Assignments">Its assignments in the order of the plan.</param>
/// <param name="Roles">Its measures and its coverage in each of its roles.</param>
/// <param name="Former">The same in earlier versions of the plan, by the last version for which it holds; empty where no amendment concerned it.</param>
[GenerateSerializer, Immutable, Alias("agency-plan")]
public sealed record AgencyPlan(
    [property: Id(0)] ImmutableArray<AgencyAssignment> Assignments,
    [property: Id(1)] ImmutableSortedDictionary<ExecutorRole, Histogram> Roles,
    [property: Id(2)] ImmutableSortedDictionary<int, ImmutableSortedDictionary<ExecutorRole, Histogram>> Former)
{
    /// <summary>Its measures and its coverage in one role, in all of them where none is given, of the plan as it stood in a version.</summary>
    public Histogram Histogram(ExecutorRole? role = null, int? planVersion = null)
    {
        var roles = Former.Where(former => former.Key >= planVersion).Select(former => former.Value).FirstOrDefault(Roles);
        return role is { } one ? roles.GetValueOrDefault(one) ?? Rollup.Histogram.Empty : Rollup.Histogram.Sum(roles.Values);
    }
}

/// <summary>An assignment and how its measure stands; the measure is null until it has reported itself.</summary>
[GenerateSerializer, Immutable, Alias("agency-assignment")]
public sealed record AgencyAssignment(
    [property: Id(0)] AssignmentSummary Assignment, [property: Id(1)] MeasureHeadline? Measure);
