using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NapGrains.Grains.Feed;

/// <summary>An event as a segment holds it.</summary>
/// <param name="Source">Key of the grain that it came from.</param>
/// <param name="Number">Its number at the source.</param>
/// <param name="Change">What happened.</param>
internal sealed record StoredEvent(string Source, long Number, PlanChange Change);

/// <summary>Up to 256 consecutive events of a feed.</summary>
/// <param name="First">Position of the first one.</param>
/// <param name="Events">The events.</param>
internal sealed record FeedSegment(long First, ImmutableArray<StoredEvent> Events)
{
    public const int Size = 256;

    [JsonIgnore]
    public bool IsFull => Events.Length == Size;

    [JsonIgnore]
    public long Last => First + Events.Length - 1;

    /// <summary>The events after a position, which is at most one before the first.</summary>
    public IEnumerable<FeedEntry> After(long position) =>
        Events.Skip((int)(position + 1 - First)).Select((stored, index) => new FeedEntry(position + 1 + index, stored.Change));
}

/// <summary>What is known of a feed before its open segment.</summary>
/// <param name="Open">Number of the open segment, from 0.</param>
/// <param name="Sources">The last number taken from each source before that segment.</param>
internal sealed record FeedHead(long Open, ImmutableSortedDictionary<string, long> Sources)
{
    public static FeedHead Empty { get; } = new(0, ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));

    public FeedSegment NewSegment() => new((Open * FeedSegment.Size) + 1, []);

    /// <summary>The head after <paramref name="full"/> was filled.</summary>
    public FeedHead After(FeedSegment full) => new(Open + 1, full.Events.Aggregate(
        Sources, (sources, stored) => sources.SetItem(stored.Source, stored.Number)));
}
