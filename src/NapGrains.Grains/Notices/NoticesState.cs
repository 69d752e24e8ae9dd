using System.Collections.Immutable;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;

namespace NapGrains.Grains.Notices;

/// <summary>An agency's notices, as stored.</summary>
/// <param name="Queue">The notices that are kept, oldest first.</param>
/// <param name="Last">Number of the newest one; 0 for none.</param>
/// <param name="Taken">The last number taken from each source.</param>
/// <param name="Outbox">An outlet a channel: the number of the newest notice it is to deliver, and of the newest one it has delivered.</param>
internal sealed record NoticesState(
    ImmutableArray<Notice> Queue, long Last, ImmutableSortedDictionary<string, long> Taken, Outbox Outbox) : IUpwardState<NoticesState>
{
    /// <summary>How many notices are kept in any case: the newest.</summary>
    public const int Kept = 1000;

    /// <summary>How many notices go with one delivery.</summary>
    public const int LargestBatch = 100;

    /// <summary>How long an older notice waits for its delivery; after that it falls off undelivered.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    public static NoticesState Empty { get; } = new(
        [], 0, ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal), Outbox.Empty);

    public NoticesState With(Outbox outbox) => this with { Outbox = outbox };

    /// <summary>Each change once; the same ones again change nothing.</summary>
    /// <param name="source">Key of the grain that tells them.</param>
    /// <param name="plan">Key of the plan they are about.</param>
    /// <param name="changes">What happened, by rising numbers.</param>
    /// <param name="channels">Names of the channels that are to deliver them.</param>
    /// <param name="now">Recorded time.</param>
    public NoticesState Take(
        string source, string plan, ImmutableArray<NumberedChange> changes, IEnumerable<string> channels, DateTimeOffset now)
    {
        var taken = Taken.GetValueOrDefault(source);
        var queue = Queue.ToBuilder();
        var last = Last;
        foreach (var change in changes.Where(change => change.Number > taken))
        {
            queue.Add(new(++last, plan, change.Change, []));
            taken = change.Number;
        }

        return last == Last
            ? this
            : (this with
            {
                Queue = queue.ToImmutable(),
                Last = last,
                Taken = Taken.SetItem(source, taken),
                Outbox = channels.Aggregate(Outbox, (outbox, channel) => outbox with
                {
                    // A channel that is new here begins with what is new.
                    Outlets = outbox.Outlets.SetItem(
                        channel, (outbox.Outlets.TryGetValue(channel, out var outlet) ? outlet : new(Last, Last)) with { Version = last }),
                }),
            }).Trimmed(now);
    }

    /// <summary>What a channel has to deliver next; empty where it has delivered all.</summary>
    public ImmutableArray<Notice> Undelivered(string channel)
    {
        var outlet = Outbox.Outlets.GetValueOrDefault(channel);
        return outlet.Delivered == outlet.Version
            ? []
            : [.. Queue.Where(notice => notice.Number > outlet.Delivered).Take(LargestBatch)];
    }

    /// <summary>A channel is done with the notices up to <paramref name="number"/>.</summary>
    /// <param name="channel">Name of the channel.</param>
    /// <param name="number">Number of the newest of them.</param>
    /// <param name="at">When they were delivered; null where they were given up.</param>
    public NoticesState Done(string channel, long number, DateTimeOffset? at)
    {
        var before = Outbox.Outlets.GetValueOrDefault(channel).Delivered;
        var outbox = Outbox.Acknowledge(new Dictionary<string, long> { [channel] = number });
        return ReferenceEquals(outbox, Outbox)
            ? this
            : this with
            {
                Outbox = outbox,
                Queue = at is not { } delivered
                    ? Queue
                    : [
                        .. Queue.Select(notice => notice.Number > before && notice.Number <= number
                            ? notice with { Deliveries = notice.Deliveries.Add(new(channel, delivered)) }
                            : notice),
                    ],
            };
    }

    /// <summary>Forgets the channels that are there no more, and with them what they had to deliver.</summary>
    public NoticesState Only(IEnumerable<string> channels)
    {
        var gone = Outbox.Outlets.Keys.Except(channels).ToList();
        return gone.Count == 0 ? this : this with { Outbox = Outbox with { Outlets = Outbox.Outlets.RemoveRange(gone) } };
    }

    /// <summary>The newest notices, and of older ones those that wait for their delivery and may still do so.</summary>
    private NoticesState Trimmed(DateTimeOffset now)
    {
        var delivered = Outbox.Outlets.IsEmpty ? Last : Outbox.Outlets.Values.Min(outlet => outlet.Delivered);
        return Queue.Length <= Kept
            ? this
            : this with
            {
                Queue = Queue.RemoveAll(notice =>
                    notice.Number <= Last - Kept && (notice.Number <= delivered || notice.Change.At < now - LongestWait)),
            };
    }
}
