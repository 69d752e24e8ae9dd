using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NapGrains.Grains.Feed;

namespace NapGrains.Grains.Delivery;

/// <summary>One direction in which a grain sends.</summary>
/// <param name="Version">Rises with every change that is to be sent.</param>
/// <param name="Delivered">The newest version known to be acknowledged when the row was written.</param>
internal readonly record struct Outlet(long Version, long Delivered);

/// <summary>An event on its way up.</summary>
/// <param name="Number">Its place among the events of its source, from 1 without a gap; the receiver takes only the next one.</param>
/// <param name="Version">The outlet's version that brought it.</param>
/// <param name="Outlet">The direction in which it goes.</param>
/// <param name="Change">What happened.</param>
internal sealed record OutgoingEvent(long Number, long Version, string Outlet, PlanChange Change);

/// <summary>
/// What a grain has to send upward. It is part of the grain's state, so it is written together with the change that caused
/// it: after a crash nothing that was promised is forgotten. Summaries coalesce (only the newest version counts), events
/// do not.
/// </summary>
internal sealed record Outbox(
    ImmutableSortedDictionary<string, Outlet> Outlets, ImmutableArray<OutgoingEvent> Events, long LastEvent)
{
    public static Outbox Empty { get; } = new(ImmutableSortedDictionary.Create<string, Outlet>(StringComparer.Ordinal), [], 0);

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
        var raised = Raise(outlet);
        return raised with
        {
            Events = raised.Events.Add(new(LastEvent + 1, raised.Version(outlet), outlet, change)),
            LastEvent = LastEvent + 1,
        };
    }

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
