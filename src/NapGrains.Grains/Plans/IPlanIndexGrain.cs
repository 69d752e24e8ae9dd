using System.Collections.Immutable;
using Orleans.Concurrency;

namespace NapGrains.Grains.Plans;

/// <summary>Which plans there are. Key: <see cref="GrainKeys.PlanIndex"/>.</summary>
[Alias("plan-index")]
public interface IPlanIndexGrain : IGrainWithStringKey
{
    /// <summary>Plan keys and the jurisdiction of each.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<ImmutableSortedDictionary<string, string>> Read();

    /// <summary>Adds a plan; one that is known already changes nothing.</summary>
    [AlwaysInterleave, Alias("Add")]
    Task Add(string plan, string jurisdiction);
}
