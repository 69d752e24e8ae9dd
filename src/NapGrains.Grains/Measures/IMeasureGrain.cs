using System.Collections.Immutable;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;
using Orleans.Concurrency;

namespace NapGrains.Grains.Measures;

/// <summary>
/// One measure: its own data, its verdict, and the newest summary of each of its assignments. Key: <see cref="GrainKeys.Measure"/>.
/// It is the log through which the events of its assignments reach the plan's feed.
/// </summary>
[Alias("measure")]
public interface IMeasureGrain : IUpwardGrain
{
    /// <summary>The measure with its assignments; null where the plan has no such measure.</summary>
    [AlwaysInterleave, Alias("View")]
    Task<MeasureView?> View();

    /// <summary>Sets the verdict. Verdicts may go back: a regression is data.</summary>
    /// <exception cref="ForbiddenException">The actor is not the plan's secretariat.</exception>
    /// <exception cref="RefusalException">No reason, <c>WITHDRAWN</c>, a withdrawn measure, or no such one; the code names the rule.</exception>
    [AlwaysInterleave, Alias("GiveVerdict")]
    Task<Verdict> GiveVerdict(Actor actor, string operationId, VerdictInput verdict);

    /// <summary>Publishes an independent assessment in the actor's own name, beside the verdict.</summary>
    /// <exception cref="ForbiddenException">The actor is no assessor of this plan, or has no name of its own.</exception>
    /// <exception cref="RefusalException">No reason, <c>WITHDRAWN</c>, or no such measure; the code names the rule.</exception>
    [AlwaysInterleave, Alias("Assess")]
    Task<Assessment> Assess(Actor actor, string operationId, VerdictInput assessment);

    /// <summary>Links of the chain of its public changes after a number, at most so many.</summary>
    [AlwaysInterleave, Alias("History")]
    Task<ImmutableArray<HeldLink>> History(long after, int first);

    /// <summary>Recomputes the chain, and what the row holds, from what is stored.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:30"), Alias("Verify")]
    Task<ChainCheck> Verify();

    /// <summary>Takes the newest summary of an assignment and its events; ends when they are durable here.</summary>
    [AlwaysInterleave, Alias("Report")]
    Task Report(AssignmentUpdate update);

    /// <summary>Carries out one step of a plan's operation.</summary>
    [AlwaysInterleave, Alias("Carry")]
    Task<StepOutcome> Carry(string operationId, MeasurePatch patch);

    /// <summary>Carries out what an amendment does to the measure, or adds it; done again, it changes nothing.</summary>
    [AlwaysInterleave, Alias("Amend")]
    Task Amend(Amendment amendment, MeasureChange change);
}

/// <summary>What an assignment tells its measure and its agency.</summary>
/// <param name="Version">Rises with each change; only a newer one replaces what is held.</param>
/// <param name="Summary">The public assignment.</param>
/// <param name="Events">Unsent events in order; a receiver takes each number once and no number before its predecessor.</param>
[GenerateSerializer, Immutable, Alias("assignment-update")]
public sealed record AssignmentUpdate(
    [property: Id(0)] long Version,
    [property: Id(1)] AssignmentSummary Summary,
    [property: Id(2)] ImmutableArray<NumberedChange> Events);

/// <summary>A verdict as it is given.</summary>
[GenerateSerializer, Immutable, Alias("verdict-input")]
public sealed record VerdictInput(
    [property: Id(0)] MeasureStatus Status,
    [property: Id(1)] string Reason,
    [property: Id(2)] string? Source,
    [property: Id(3)] DateTimeOffset? EffectiveAt);
