namespace NapGrains.Grains.Delivery;

/// <summary>How grains with many children write.</summary>
internal static class GroupCommit
{
    private const int RestPerWrite = 32;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long a parent rests after a write: many times as long as the write took, so that all parents together leave the store
    /// to those who wait for an answer, however many bodies report. The slower the store, the more changes share a write.
    /// </summary>
    public static TimeSpan Rest(TimeSpan write) => TimeSpan.FromTicks(Math.Clamp(write.Ticks * RestPerWrite, Shortest.Ticks, Longest.Ticks));
}
