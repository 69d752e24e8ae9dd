namespace NapGrains.Grains.Delivery;

/// <summary>How grains with many children write.</summary>
internal static class GroupCommit
{
    /// <summary>
    /// Least time between two writes of a parent under load. However many bodies report, a parent costs ten writes a second,
    /// and what happens at the bottom is in the plan's totals three such pauses later at the most.
    /// </summary>
    public static readonly TimeSpan ParentPause = TimeSpan.FromMilliseconds(100);
}
