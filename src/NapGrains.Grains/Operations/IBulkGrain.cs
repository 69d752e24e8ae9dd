using System.Collections.Immutable;
using NapGrains.Grains.Delivery;
using Orleans.Concurrency;

namespace NapGrains.Grains.Operations;

/// <summary>
/// One operation on several plans. One write stores all of it; it is then handed to the queues of its plans, a few at a time, and
/// resumed after a crash: the queues know what they were handed already. Either all of it happens or, where that write was never
/// made, nothing. Key: <see cref="GrainKeys.Bulk"/>.
/// </summary>
[Alias("bulk")]
public interface IBulkGrain : IUpwardGrain
{
    /// <summary>Stores the operation; ends when it is durable. The same again gets the same operation.</summary>
    /// <exception cref="ForbiddenException">The actor is not the secretariat of every plan.</exception>
    /// <exception cref="OperationIdReusedException">The id was used for another operation.</exception>
    [AlwaysInterleave, ResponseTimeout("00:00:30"), Alias("Enqueue")]
    Task<OperationView> Enqueue(Actor actor, BulkIntention intention);

    /// <summary>The operation and how far it is; null where there is none of this id.</summary>
    [AlwaysInterleave, Alias("View")]
    Task<BulkView?> View();
}

/// <summary>What an operation on several plans is to do.</summary>
/// <param name="Digest">SHA-256 of what was asked for, to tell a repeat from a reused id.</param>
/// <param name="Plans">What is to be done with each plan.</param>
/// <param name="Warnings">Doubtful things found while it was planned.</param>
[GenerateSerializer, Immutable, Alias("bulk-intention")]
public sealed record BulkIntention(
    [property: Id(0)] string Digest, [property: Id(1)] ImmutableArray<PlanIntention> Plans, [property: Id(2)] ImmutableArray<OperationWarning> Warnings);

/// <summary>What is to be done with one of several plans.</summary>
[GenerateSerializer, Immutable, Alias("plan-intention")]
public sealed record PlanIntention([property: Id(0)] string Plan, [property: Id(1)] Intention Intention);

/// <summary>An operation on several plans and how far it is.</summary>
/// <param name="Operation">The whole; its plan is <see cref="GrainKeys.EveryPlan"/>.</param>
/// <param name="Positions">The feeds' positions after it, by plan, as far as they are known.</param>
[GenerateSerializer, Immutable, Alias("bulk-view")]
public sealed record BulkView([property: Id(0)] OperationView Operation, [property: Id(1)] ImmutableSortedDictionary<string, long> Positions);
