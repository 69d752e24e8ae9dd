using System.Collections.Immutable;
using Orleans.Concurrency;

namespace NapGrains.Grains.Feed;

/// <summary>The one gap-free, ordered feed of a plan's events. Key: <see cref="GrainKeys.Feed"/>.</summary>
[Alias("feed")]
public interface IFeedGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes events of a source in the order of their numbers; ends when they are durable here. Numbers taken before are
    /// dropped, a number without its predecessor waits for the next push.
    /// </summary>
    /// <returns>The position of the feed's last event.</returns>
    [AlwaysInterleave, Alias("Append")]
    Task<long> Append(string source, ImmutableArray<NumberedChange> changes);

    /// <summary>Events after a position, at most 256; where there are none it waits for one, a second at most, before it answers.</summary>
    /// <exception cref="RefusalException"><c>CURSOR_EXPIRED</c>: the feed does not reach there.</exception>
    [AlwaysInterleave, Alias("ReadAfter")]
    Task<FeedPage> ReadAfter(long position, bool wait);

    /// <summary>The position of the last event; 0 for an empty feed.</summary>
    [AlwaysInterleave, Alias("Head")]
    Task<long> Head();
}

/// <summary>A page of a feed.</summary>
/// <param name="Entries">Events in order.</param>
/// <param name="Head">The position of the feed's last event.</param>
[GenerateSerializer, Immutable, Alias("feed-page")]
public sealed record FeedPage([property: Id(0)] ImmutableArray<FeedEntry> Entries, [property: Id(1)] long Head);
