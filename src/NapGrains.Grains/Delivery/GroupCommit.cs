namespace NapGrains.Grains.Delivery;

/// <summary>How grains with many children write.</summary>
internal static class GroupCommit
{
    /// <summary>Longest rest of grains of which a plan has many, measures and agencies.</summary>
    public static readonly TimeSpan RestOfMany = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest rest of grains of which a plan has few; what happens below has waited for others already.</summary>
    public static readonly TimeSpan RestOfFew = TimeSpan.FromMilliseconds(100);

    private const int RestPerWrite = 32;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(25);

    /// <summary>
    /// How long a parent rests after a write: many times as long as the write took, so that all parents together leave the store
    /// to those who wait for an answer, however many bodies report. The slower the store, the more changes share a write.
    /// </summary>
    public static TimeSpan Rest(TimeSpan write, TimeSpan longest) =>
        TimeSpan.FromTicks(Math.Clamp(write.Ticks * RestPerWrite, Shortest.Ticks, longest.Ticks));
}
