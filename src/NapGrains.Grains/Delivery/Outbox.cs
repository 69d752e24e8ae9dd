using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NapGrains.Grains.Feed;

namespace NapGrains.Grains.Delivery;

/// <summary>One direction in which a grain sends.</summary>
/// <param name="Version">Rises with every change that is to be sent.</param>
/// <param name="Delivered">The newest version known to be acknowledged when the row was written.</param>
/// <param name="LastEvent">Number of the last event that was sent this way; null before the first one.</param>
internal readonly record struct Outlet(long Version, long Delivered, long? LastEvent = null);

/// <summary>An event on its way up.</summary>
/// <param name="Number">Its place among the events that its source sends this way, from 1 without a gap; the receiver takes only the next one.</param>
/// <param name="Version">The outlet's version that brought it.</param>
/// <param name="Outlet">The direction in which it goes.</param>
/// <param name="Change">What happened.</param>
internal sealed record OutgoingEvent(long Number, long Version, string Outlet, PlanChange Change);

/// <summary>
/// What a grain has to send upward. It is part of the grain's state, so it is written together with the change that caused
/// it: after a crash nothing that was promised is forgotten. Summaries coalesce (only the newest version counts), events
/// do not.
/// </summary>
/// <remarks>
/// Each outlet numbers its own events: a receiver that waits for the next number must not wait for one that went elsewhere.
/// <c>LastEvent</c> is the last number of rows written when all outlets shared one count; only one of theirs sent events.
/// </remarks>
internal sealed record Outbox(
    ImmutableSortedDictionary<string, Outlet> Outlets, ImmutableArray<OutgoingEvent> Events, long LastEvent = 0)
{
    public static Outbox Empty { get; } = new(ImmutableSortedDictionary.Create<string, Outlet>(StringComparer.Ordinal), []);

    [JsonIgnore]
    public bool HasUnsent => Outlets.Any(outlet => outlet.Value.Delivered < outlet.Value.Version);

    public long Version(string outlet) => Outlets.GetValueOrDefault(outlet).Version;

    /// <summary>Something changed that <paramref name="outlet"/> has to be told.</summary>
    public Outbox Raise(string outlet)
    {
        var now = Outlets.GetValueOrDefault(outlet);
        return this with { Outlets = Outlets.SetItem(outlet, now with { Version = now.Version + 1 }) };
    }

    /// <summary>Something happened that has to arrive, in this order and once.</summary>
    public Outbox Emit(string outlet, PlanChange change)
    {
        var now = Outlets.GetValueOrDefault(outlet);
        var number = (now.LastEvent ?? (now.Version > 0 ? LastEvent : 0)) + 1;
        var next = now with { Version = now.Version + 1, LastEvent = number };
        return this with { Outlets = Outlets.SetItem(outlet, next), Events = Events.Add(new(number, next.Version, outlet, change)) };
    }

    /// <summary>The events that <paramref name="outlet"/> has not acknowledged, in order.</summary>
    public ImmutableArray<NumberedChange> EventsTo(string outlet) =>
        [.. Events.Where(sent => sent.Outlet == outlet).Select(sent => new NumberedChange(sent.Number, sent.Change))];

    /// <summary>Notes what was acknowledged; returns this very outbox where that is nothing new.</summary>
    public Outbox Acknowledge(IReadOnlyDictionary<string, long> acknowledged)
    {
        var outlets = Outlets;
        foreach (var (name, version) in acknowledged)
        {
            if (outlets.TryGetValue(name, out var outlet) && outlet.Delivered < version)
            {
                outlets = outlets.SetItem(name, outlet with { Delivered = version });
            }
        }

        return ReferenceEquals(outlets, Outlets)
            ? this
            : this with { Outlets = outlets, Events = Events.RemoveAll(sent => sent.Version <= outlets[sent.Outlet].Delivered) };
    }
}

/// <summary>A grain state that holds an outbox.</summary>
internal interface IUpwardState<TSelf>
{
    /// <summary>What is to be sent.</summary>
    Outbox Outbox { get; }

    /// <summary>The same state with another outbox.</summary>
    TSelf With(Outbox outbox);
}
