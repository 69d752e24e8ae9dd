using System.Collections.Immutable;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using Orleans.Concurrency;

namespace NapGrains.Grains.Operations;

/// <summary>
/// The queue of a plan's operations that fan out: imports, amendments, openings of periods, naming of members. One write stores the
/// whole intention; it is then carried out step by step, one operation at a time, and resumed after a crash. Either all
/// of it happens or, where that first write was never made, nothing. Key: <see cref="GrainKeys.Operations"/>.
/// </summary>
[Alias("operations")]
public interface IOperationsGrain : IUpwardGrain
{
    /// <summary>Stores an operation; ends when the intention is durable. The same id again gets the same operation.</summary>
    /// <exception cref="ForbiddenException">The actor is not the plan's secretariat.</exception>
    /// <exception cref="OperationIdReusedException">The id was used for another operation.</exception>
    /// <exception cref="RefusalException"><c>PLAN_CHANGED</c>: the plan is not the one on which it was planned.</exception>
    [AlwaysInterleave, Alias("Enqueue")]
    Task<OperationView> Enqueue(Actor actor, string operationId, Intention intention);

    /// <summary>An operation and how far it is; null where the queue remembers none of this id.</summary>
    [AlwaysInterleave, Alias("View")]
    Task<OperationView?> View(string operationId);
}

/// <summary>How far an operation is.</summary>
public enum OperationState
{
    /// <summary>Stored; others are before it.</summary>
    Queued,
    /// <summary>Being carried out.</summary>
    Running,
    /// <summary>Carried out whole.</summary>
    Completed,
}

/// <summary>Something doubtful in a document.</summary>
/// <param name="Line">Line in the document, from 1; 0 where it is about no line.</param>
/// <param name="What">What was found.</param>
/// <param name="Why">Why it is doubtful and what was made of it.</param>
/// <param name="Column">Heading of the column, where the document is a table; its lines are the rows as a spreadsheet counts them.</param>
[GenerateSerializer, Immutable, Alias("operation-warning")]
public sealed record OperationWarning(
    [property: Id(0)] int Line, [property: Id(1)] string What, [property: Id(2)] string Why, [property: Id(3)] string? Column = null);

/// <summary>What an operation is to do.</summary>
/// <param name="Kind">E.g. <c>IMPORT</c>.</param>
/// <param name="Jurisdiction">Jurisdiction of the plan.</param>
/// <param name="Period">The period, if it is about one.</param>
/// <param name="Digest">SHA-256 of what was asked for, to tell a repeat from a reused id.</param>
/// <param name="Steps">The steps, register first, measures before assignments.</param>
/// <param name="Warnings">Doubtful things found while it was planned.</param>
/// <param name="Event">What to tell the feed when it has changed something; null for the event of an import.</param>
/// <param name="Expects">The plan's version on which it was planned, and on which alone it may be stored; null where any will do.</param>
[GenerateSerializer, Immutable, Alias("intention")]
public sealed record Intention(
    [property: Id(0)] string Kind,
    [property: Id(1)] string Jurisdiction,
    [property: Id(2)] string? Period,
    [property: Id(3)] string Digest,
    [property: Id(4)] ImmutableArray<Step> Steps,
    [property: Id(5)] ImmutableArray<OperationWarning> Warnings,
    [property: Id(6)] PlanChange? Event = null,
    [property: Id(7)] int? Expects = null);

/// <summary>An operation and how far it is.</summary>
/// <param name="Plan">Key of the plan.</param>
/// <param name="Id">The operation id that it was asked with.</param>
/// <param name="Kind">E.g. <c>IMPORT</c>.</param>
/// <param name="State">How far it is.</param>
/// <param name="Done">Steps carried out.</param>
/// <param name="Total">Steps in all.</param>
/// <param name="Changed">Whether it changed anything; null until it is completed.</param>
/// <param name="PlanVersion">The plan's version after it; null until it is completed.</param>
/// <param name="Position">The feed's position after it; null until it is completed.</param>
/// <param name="Warnings">Doubtful things.</param>
/// <param name="StoredAt">When the intention was stored.</param>
/// <param name="CompletedAt">When it was completed.</param>
[GenerateSerializer, Immutable, Alias("operation-view")]
public sealed record OperationView(
    [property: Id(0)] string Plan,
    [property: Id(1)] string Id,
    [property: Id(2)] string Kind,
    [property: Id(3)] OperationState State,
    [property: Id(4)] int Done,
    [property: Id(5)] int Total,
    [property: Id(6)] bool? Changed,
    [property: Id(7)] int? PlanVersion,
    [property: Id(8)] long? Position,
    [property: Id(9)] ImmutableArray<OperationWarning> Warnings,
    [property: Id(10)] DateTimeOffset StoredAt,
    [property: Id(11)] DateTimeOffset? CompletedAt);
