using System.Collections.Immutable;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.History;
using Orleans.Concurrency;

namespace NapGrains.Grains.Assignments;

/// <summary>
/// One agency's part of one measure, with its reports. Key: <see cref="GrainKeys.Assignment"/>. Drafts and returned reports
/// never leave this grain but to those who may see them; what it sends upward is public.
/// </summary>
[Alias("assignment")]
public interface IAssignmentGrain : IUpwardGrain
{
    /// <summary>Keeps what is begun; only the agency and the secretariat see it. Rules of the claim are checked when it is handed in.</summary>
    /// <exception cref="ForbiddenException">The actor does not report for this agency.</exception>
    /// <exception cref="RevisionConflictException">Somebody else wrote meanwhile.</exception>
    [Alias("SaveDraft")]
    Task<ReportHead> SaveDraft(Actor actor, string operationId, ReportSubmission draft);

    /// <summary>Sends the submitted revision back with a reason.</summary>
    /// <exception cref="ForbiddenException">The actor is not the plan's secretariat.</exception>
    /// <exception cref="RevisionConflictException">It is no longer the expected revision.</exception>
    /// <exception cref="RefusalException"><c>NOT_SUBMITTED</c>, or <c>REASON_REQUIRED</c>.</exception>
    [Alias("Return")]
    Task<ReportHead> Return(Actor actor, string operationId, string period, string reason, int? expectedRevision);

    /// <summary>Hands in a report of this agency.</summary>
    /// <exception cref="ForbiddenException">The actor does not report for this agency.</exception>
    /// <exception cref="RevisionConflictException">Somebody else wrote a newer revision.</exception>
    /// <exception cref="RefusalException">A rule of the claim is not kept; the code names it.</exception>
    [Alias("Submit")]
    Task<ReportHead> Submit(Actor actor, string operationId, ReportSubmission submission);

    /// <summary>Takes the submitted revision and publishes it.</summary>
    /// <exception cref="ForbiddenException">The actor is not the plan's secretariat.</exception>
    /// <exception cref="RevisionConflictException">It is no longer the expected revision.</exception>
    /// <exception cref="RefusalException"><c>NOT_SUBMITTED</c>: there is nothing to accept.</exception>
    [Alias("Accept")]
    Task<ReportHead> Accept(Actor actor, string operationId, string period, int? expectedRevision);

    /// <summary>Carries out one step of a plan's operation.</summary>
    [Alias("Carry")]
    Task<StepOutcome> Carry(string operationId, AssignmentPatch patch);

    /// <summary>The report of a period as the actor may see it; null where there is none for that actor.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<ReportView?> Read(Actor actor, string period);

    /// <summary>The submitted revisions of a period's report that the actor may see, oldest first: the public sees accepted ones.</summary>
    [AlwaysInterleave, Alias("Revisions")]
    Task<ImmutableArray<RevisionView>> Revisions(Actor actor, string period);

    /// <summary>
    /// Takes the texts out of a submitted revision, as a law or a court demands; what it claims, and the digest of the texts, stay.
    /// </summary>
    /// <exception cref="ForbiddenException">The actor is not the plan's secretariat.</exception>
    /// <exception cref="RefusalException"><c>REASON_REQUIRED</c>, or <c>UNKNOWN_REVISION</c>.</exception>
    [Alias("Redact")]
    Task<ReportHead> Redact(Actor actor, string operationId, string period, int revision, string reason);

    /// <summary>Links of the chain of its public changes after a number, at most so many.</summary>
    [AlwaysInterleave, Alias("History")]
    Task<ImmutableArray<HeldLink>> History(long after, int first);

    /// <summary>Recomputes the chain, and what the rows hold, from what is stored.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:30"), Alias("Verify")]
    Task<ChainCheck> Verify();

    /// <summary>The assignment as the public sees it; null where this agency has no part in the measure.</summary>
    [AlwaysInterleave, Alias("View")]
    Task<AssignmentSummary?> View();
}

/// <summary>What a step of an operation did.</summary>
/// <param name="Changed">Whether anything public is now different.</param>
/// <param name="Warnings">What was kept as it is, and why.</param>
[GenerateSerializer, Immutable, Alias("step-outcome")]
public sealed record StepOutcome([property: Id(0)] bool Changed, [property: Id(1)] ImmutableArray<string> Warnings)
{
    /// <summary>Nothing to do.</summary>
    public static StepOutcome Nothing { get; } = new(false, []);
}

/// <summary>The expected revision is not the current one. Read it, decide again, and send its number.</summary>
[GenerateSerializer, Alias("revision-conflict")]
public sealed class RevisionConflictException(int currentRevision, int expectedRevision) : RefusalException(
    "REVISION_CONFLICT",
    $"This report is at revision {currentRevision}, not {expectedRevision}: read it again and send expectedRevision: {currentRevision}.")
{
    /// <summary>The number of the newest revision; 0 where there is none.</summary>
    [Id(0)]
    public int CurrentRevision { get; } = currentRevision;
}
