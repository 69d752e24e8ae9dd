using System.Collections.Immutable;
using NapGrains.Grains.Feed;
using Orleans.Concurrency;

namespace NapGrains.Grains.Notices;

/// <summary>
/// What one agency should know: a queue that it can read, and that is delivered to it where the operator has said how. Key:
/// <see cref="GrainKeys.Notices"/>. Nobody who tells it something waits for a delivery.
/// </summary>
[Alias("notices")]
public interface INoticesGrain : IGrainWithStringKey
{
    /// <summary>Takes changes of a source in the order of their numbers, each number once; ends when they are durable here.</summary>
    /// <param name="source">Key of the grain that tells them.</param>
    /// <param name="plan">Key of the plan they are about.</param>
    /// <param name="changes">What happened. Numbers rise; those that did not concern this agency may be missing.</param>
    [AlwaysInterleave, Alias("Take")]
    Task Take(string source, string plan, ImmutableArray<NumberedChange> changes);

    /// <summary>Notices after a number, oldest first, of the plans that the actor's roles hold for.</summary>
    /// <param name="actor">Who reads.</param>
    /// <param name="after">Number of the last notice that was read before; 0 for the beginning.</param>
    /// <param name="first">How many at most.</param>
    /// <exception cref="ForbiddenException">The actor neither reports for the agency nor is a secretariat of its jurisdiction.</exception>
    [AlwaysInterleave, Alias("Read")]
    Task<NoticePage> Read(Actor actor, long after, int first);

    /// <summary>Begins to deliver what is undelivered, and does not wait for it.</summary>
    [AlwaysInterleave, Alias("Wake")]
    Task Wake();
}

/// <summary>Something that an agency should know.</summary>
/// <param name="Number">Its place among the agency's notices, from 1 without a gap; it never changes.</param>
/// <param name="Plan">Key of the plan it is about.</param>
/// <param name="Change">What happened.</param>
/// <param name="Deliveries">By which channels it was delivered, and when.</param>
[GenerateSerializer, Immutable, Alias("notice")]
public sealed record Notice(
    [property: Id(0)] long Number,
    [property: Id(1)] string Plan,
    [property: Id(2)] PlanChange Change,
    [property: Id(3)] ImmutableArray<NoticeDelivery> Deliveries);

/// <summary>A delivery that was acknowledged.</summary>
/// <param name="Channel">Name of the channel.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("notice-delivery")]
public sealed record NoticeDelivery([property: Id(0)] string Channel, [property: Id(1)] DateTimeOffset At);

/// <summary>A page of an agency's notices.</summary>
/// <param name="Notices">The notices, oldest first.</param>
/// <param name="Total">How many the actor may read in all.</param>
/// <param name="HasBefore">Whether there are some before the page.</param>
/// <param name="HasAfter">Whether there are more behind it.</param>
[GenerateSerializer, Immutable, Alias("notice-page")]
public sealed record NoticePage(
    [property: Id(0)] ImmutableArray<Notice> Notices,
    [property: Id(1)] int Total,
    [property: Id(2)] bool HasBefore,
    [property: Id(3)] bool HasAfter);
