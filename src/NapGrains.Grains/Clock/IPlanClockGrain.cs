using NapGrains.Grains.Delivery;
using Orleans.Concurrency;

namespace NapGrains.Grains.Clock;

/// <summary>
/// A plan's one clock: it opens periods and tells the deadlines that have passed, with nobody calling, also those that passed while
/// the system was down. It stands outside the tree, so its calls meet no cycle. Key: <see cref="GrainKeys.Clock"/>.
/// </summary>
[Alias("plan-clock")]
public interface IPlanClockGrain : IUpwardGrain
{
    /// <summary>Looks at the plan's dates now; ends when what has come is stored. Each minute somebody calls it, so that it is active on some silo.</summary>
    [AlwaysInterleave, Alias("Look")]
    Task Look();
}
