using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Notices;
using Orleans.Storage;

namespace NapGrains.Grains.Assignments;

internal sealed class AssignmentGrain(
    [PersistentState("assignment", NapStorage.Name)] IPersistentState<Row<AssignmentState>> row,
    IServiceProvider services,
    TimeProvider time,
    ILogger<AssignmentGrain> logger) : Grain, IAssignmentGrain
{
    private readonly IGrainStorage _storage = GrainRow<HeldContent>.Storage(services);
    private Committed<AssignmentState> _state = null!;
    private UpwardLink<AssignmentState> _link = null!;
    private OperationRing<Answered> _seen = null!;
    private SupersededRevisions _superseded = null!;
    private string _plan = "", _measure = "", _agency = "";

    private string Jurisdiction => _agency[.._agency.IndexOf('/', StringComparison.Ordinal)];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_plan, _measure, _agency) = GrainKeys.Parts(this.GetPrimaryKeyString());
        _seen = new(this.GetPrimaryKeyString(), _storage);
        _superseded = new(this.GetPrimaryKeyString(), _storage);
        _state = new(row, AssignmentState.Empty, logger) { Prepare = Prepare };
        var measure = GrainFactory.GetGrain<IMeasureGrain>(GrainKeys.Measure(_plan, _measure));
        var agency = GrainFactory.GetGrain<IAgencyGrain>(GrainKeys.Agency(_agency));
        var notices = GrainFactory.GetGrain<INoticesGrain>(GrainKeys.Notices(_agency));
        _link = new UpwardLink<AssignmentState>(this, _state, logger)
            .To(AssignmentState.ToMeasure, state => measure.Report(Update(state, state.Outbox.EventsTo(AssignmentState.ToMeasure), withHistory: true)))
            .To(AssignmentState.ToAgency, state => agency.ReportAssignment(_plan, Update(state, [], withHistory: false)))
            .To(AssignmentState.ToNotices, state => notices.Take(
                this.GetPrimaryKeyString(), _plan, state.Outbox.EventsTo(AssignmentState.ToNotices)));
        _link.Wake();
        return Task.CompletedTask;
    }

    public async Task<ReportHead> SaveDraft(Actor actor, string operationId, ReportSubmission draft)
    {
        RequireReporter(actor);
        var digest = RecentOperations.Digest(new { draft });
        await _seen.Load(_state.Value.RecentClosed);
        return await Head(await _state.Apply(state =>
        {
            if (Earlier(state, operationId, digest) is { } again)
            {
                return (state, again.Answer);
            }

            var held = Expecting(state, draft.Period, draft.ExpectedRevision);
            var report = held with
            {
                State = held.State is ReportState.NotRequested or ReportState.Expected ? ReportState.Draft : held.State,
                Draft = new(held.Number + 1, draft.Content),
                Unasked = held.Unasked || state.Periods.GetValueOrDefault(draft.Period) is null or { State: ReportState.NotRequested },
            };
            var next = state with { Periods = state.Periods.SetItem(draft.Period, report) };
            var answer = new Answered(draft.Period, report.Number, report.State, report.ReturnReason);

            // A draft is nobody else's business: nothing is sent upward.
            return (next with { Recent = state.Recent.And(operationId, digest, time.GetUtcNow(), answer) }, answer);
        }));
    }

    public async Task<ReportHead> Submit(Actor actor, string operationId, ReportSubmission submission)
    {
        RequireReporter(actor);
        ClaimRules.Check(submission.Content);
        // Whether it is extraordinary is the clock's to say, and a repeat may come when the clock says otherwise.
        var digest = RecentOperations.Digest(new { submission = submission with { Extraordinary = false } });
        await _seen.Load(_state.Value.RecentClosed);
        return await Head(await _state.Apply(state =>
        {
            if (Earlier(state, operationId, digest) is { } again)
            {
                return (state, again.Answer);
            }

            var held = Expecting(state, submission.Period, submission.ExpectedRevision);
            var now = time.GetUtcNow();
            var number = held.Number + 1;
            var report = held with
            {
                State = ReportState.Submitted,
                Latest = RevisionHead.Of(number, submission.Content, submission.Extraordinary, now),
                Draft = null,
                ReturnReason = null,
                Received = held.Received ?? now,
            };
            var next = state with
            {
                Periods = state.Periods.SetItem(submission.Period, report),
                Newest = new(submission.Period, number, submission.Content, now, false, held.Latest?.Number, submission.Extraordinary),
            };
            if (state.Newest is { } given)
            {
                next = next.Supersede(given);
            }

            return Answer(
                state, next, new(actor.As("reporter"), _agency, operationId), digest, submission.Period, PlanEventKind.ReportSubmitted, next.Newest);
        }));
    }

    public Task<ReportHead> Return(Actor actor, string operationId, string period, string reason, int? expectedRevision)
    {
        RequireSecretariat(actor, "send reports back");
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RefusalException("REASON_REQUIRED", "A report is sent back with a reason: say what to mend.");
        }

        return Decide(Secretariat(actor, operationId), new { Return = period, reason, expectedRevision }, period, expectedRevision, (state, held, _) => (
            Notify(
                state with
                {
                    Periods = state.Periods.SetItem(period, held with
                    {
                        State = ReportState.Returned,
                        ReturnReason = reason,
                        Received = held.Accepted is null ? null : held.Received,
                    }),
                },
                PlanEventKind.ReportReturned,
                period,
                ReportState.Returned,
                reason),
            PlanEventKind.AssignmentChanged,
            null));
    }

    public async Task<ReportHead> Accept(Actor actor, string operationId, string period, int? expectedRevision)
    {
        RequireSecretariat(actor, "accept reports");
        await _state.Refresh();
        await KeepAccepted(period);
        var submitted = _state.Value.Periods.GetValueOrDefault(period)?.Latest is { } waiting ? await Held(_state.Value, period, waiting.Number) : null;
        return await Decide(Secretariat(actor, operationId), new { accept = period, expectedRevision }, period, expectedRevision, (state, held, latest) =>
        {
            if (submitted?.Is(period, latest.Number) != true)
            {
                throw ChangedElsewhere();
            }

            var noted = state.NoteAccepted(period);
            var next = noted with { Periods = noted.Periods.SetItem(period, held with { State = ReportState.Accepted, Accepted = latest }) };
            return (
                Notify(next.NoteAccepted(period), PlanEventKind.ReportAccepted, period, ReportState.Accepted), PlanEventKind.ReportAccepted, submitted);
        });
    }

    public async Task<ReportHead> Redact(Actor actor, string operationId, string period, int revision, string reason)
    {
        RequireSecretariat(actor, "redact reports");
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RefusalException("REASON_REQUIRED", "Texts are taken out with a reason: name the law or the decision.");
        }

        var by = Secretariat(actor, operationId);
        var digest = RecentOperations.Digest(new { redact = period, revision, reason });
        await _seen.Load(_state.Value.RecentClosed);
        if (Earlier(_state.Value, operationId, digest) is { } earlier)
        {
            return await Head(earlier.Answer);
        }

        await _state.Refresh();
        var inRow = _state.Value.Find(period, revision);
        var kept = await _superseded.Read(period, revision);
        var held = inRow ?? kept ?? throw new RefusalException(
            "UNKNOWN_REVISION", $"{_agency} has no submitted revision {revision} on measure {_measure} for {period}.");
        var redacted = held.Redacted is null ? held.Without(time.GetUtcNow(), reason) : held;
        if (kept is not null)
        {
            // The texts go first: a chain that says so before they are gone would have to be believed. A row of their own may
            // stand beside those in the assignment's row, where moving them there failed half-way.
            await Keep(redacted);
        }

        return await Head(await _state.Apply(state =>
        {
            var now = time.GetUtcNow();
            var report = state.Periods[period];
            var answer = new Answered(period, report.Number, report.State, report.ReturnReason);
            var change = new PlanChange(PlanEventKind.ReportRedacted, now, _measure, _agency, Period: period, Reason: reason);
            if (!ReferenceEquals(state.Find(period, revision), inRow))
            {
                throw ChangedElsewhere();
            }

            var next = state.Redact(redacted) with { Recent = state.Recent.And(operationId, digest, now, answer) };
            return (next.Tell(change, by, redacted), answer);
        }));
    }

    public async Task<StepOutcome> Carry(string operationId, AssignmentPatch patch)
    {
        var digest = RecentOperations.Digest(patch);
        var by = new By(patch.Shipped is null ? "secretariat" : "service", null, operationId);
        await _state.Refresh();
        var before = _state.Value;
        var older = new Dictionary<string, HeldContent>(StringComparer.Ordinal);
        if (before.Steps.Carried(operationId, digest) is null)
        {
            foreach (var period in patch.Reports.Keys)
            {
                await KeepAccepted(period);
                if (before.Periods.GetValueOrDefault(period)?.Latest is { } latest && before.Newest?.Is(period, latest.Number) != true)
                {
                    older.Add(period, await Held(before, period, latest.Number));
                }
            }
        }

        var outcome = await _state.Apply(state =>
        {
            if (state.Steps.Carried(operationId, digest) is { } again)
            {
                return (state, again.Answer);
            }

            if (!ReferenceEquals(state.Newest, before.Newest))
            {
                throw ChangedElsewhere();
            }

            var noted = patch.Reports.Keys.Aggregate(state, (noted, period) => noted.NoteAccepted(period));
            var (next, did, superseded) = AssignmentImport.Apply(noted, patch, older, _measure, _agency, by, time.GetUtcNow());
            return ReferenceEquals(next, noted)
                ? (state, did)
                : (next.Supersede(superseded) with { Steps = next.Steps.And(operationId, digest, time.GetUtcNow(), did) }, did);
        });
        await _link.Flush();
        return outcome;
    }

    public async Task<ReportView?> Read(Actor actor, string period)
    {
        var state = _state.Value;
        if (state.Periods.GetValueOrDefault(period) is not { } report)
        {
            return null;
        }

        var seesAll = actor.MaySeeUnpublished(_agency, _plan, Jurisdiction);
        if (seesAll && report.Draft is { } draft)
        {
            return new(report.Own(period), draft.Content);
        }

        return (seesAll ? report.Latest : report.Accepted) is { } shown
            ? View(seesAll ? report.Own(period) : report.Public(period), await Held(state, period, shown.Number))
            : null;

        static ReportView View(ReportHead head, HeldContent held) => new(head, held.Content, held.Redacted);
    }

    public async Task<ImmutableArray<RevisionView>> Revisions(Actor actor, string period)
    {
        var state = _state.Value;
        var report = state.Periods.GetValueOrDefault(period);
        var seesAll = actor.MaySeeUnpublished(_agency, _plan, Jurisdiction);
        var revisions = ImmutableArray.CreateBuilder<RevisionView>();
        for (var number = report?.Latest?.Number; number is not null;)
        {
            var held = await Held(state, period, number.Value);
            var accepted = held.Accepted || number == report!.Accepted?.Number;
            if (accepted || seesAll)
            {
                revisions.Insert(0, new(held.Revision, held.Submitted, accepted, held.Content, held.Redacted));
            }

            number = held.Previous;
        }

        return revisions.ToImmutable();
    }

    public Task<ImmutableArray<HeldLink>> History(long after, int first) =>
        ChainSegment.After(_state.Value.History, this.GetPrimaryKeyString(), _storage, after, first);

    public Task<ChainCheck> Verify() =>
        AssignmentVerification.Of(this.GetGrainId(), this.GetPrimaryKeyString(), _state.Value.History, _storage);

    public Task<AssignmentSummary?> View() =>
        Task.FromResult(row.RecordExists ? _state.Value.Summary(_measure, _agency) : null);

    public Task Flush() => _link.Flush();

    /// <summary>The secretariat's decision on the submitted revision.</summary>
    private async Task<ReportHead> Decide<TAsked>(
        By by,
        TAsked asked,
        string period,
        int? expectedRevision,
        Func<AssignmentState, PeriodReport, RevisionHead, (AssignmentState State, PlanEventKind Kind, HeldContent? Content)> decide)
    {
        var digest = RecentOperations.Digest(asked);
        await _seen.Load(_state.Value.RecentClosed);
        return await Head(await _state.Apply(state =>
        {
            if (Earlier(state, by.Operation, digest) is { } again)
            {
                return (state, again.Answer);
            }

            if (state.Periods.GetValueOrDefault(period) is not { State: ReportState.Submitted, Latest: { } latest } held)
            {
                throw new RefusalException(
                    "NOT_SUBMITTED", $"{_agency} has no submitted report on measure {_measure} for {period}; only a submitted report can be accepted or sent back.");
            }

            if (expectedRevision is { } expected && expected != latest.Number)
            {
                throw new RevisionConflictException(latest.Number, expected);
            }

            var (next, kind, content) = decide(state, held, latest);
            return Answer(state, next, by, digest, period, kind, content);
        }));
    }

    private static PeriodReport Expecting(AssignmentState state, string period, int? expectedRevision)
    {
        var held = state.Periods.GetValueOrDefault(period) ?? PeriodReport.Opened(state.Duty != Duty.Voluntary);
        return expectedRevision is { } expected && expected != held.Number ? throw new RevisionConflictException(held.Number, expected) : held;
    }

    private static By Secretariat(Actor actor, string operationId) => new(actor.As("secretariat"), null, operationId);

    private void RequireReporter(Actor actor)
    {
        if (!actor.MayReportFor(_agency, _plan, Jurisdiction))
        {
            throw new ForbiddenException($"Only a reporter of {_agency} may write its reports.");
        }
    }

    private void RequireSecretariat(Actor actor, string what)
    {
        if (!actor.IsSecretariatOf(_plan, Jurisdiction))
        {
            throw new ForbiddenException($"Only the secretariat of {_plan} may {what}.");
        }
    }

    /// <summary>Remembers the answer, and tells above what of it is public: a draft's state and a reason never are.</summary>
    private (AssignmentState, Answered) Answer(
        AssignmentState before, AssignmentState after, By by, string digest, string period, PlanEventKind kind, HeldContent? content)
    {
        var now = time.GetUtcNow();
        var report = after.Periods[period];
        var answer = new Answered(period, report.Latest!.Number, report.State, report.ReturnReason);
        var next = after with { Recent = after.Recent.And(by.Operation, digest, now, answer) };
        var from = before.Periods.GetValueOrDefault(period)?.Public(period).State ?? ReportState.NotRequested;
        var to = kind == PlanEventKind.ReportSubmitted ? ReportState.Submitted : report.Public(period).State;
        var change = new PlanChange(kind, now, _measure, _agency, Period: period, From: GraphNames.Of(from), To: GraphNames.Of(to));
        return (kind == PlanEventKind.AssignmentChanged && from == to ? next : next.Tell(change, by, content), answer);
    }

    /// <summary>The head that a call answered with, also when it is asked again after others.</summary>
    private async Task<ReportHead> Head(Answered answer)
    {
        var state = _state.Value;
        var report = state.Periods[answer.Period];
        var head = report.Own(answer.Period);
        if (head.Revision != answer.Number)
        {
            // Others have written since. A draft that was written over is gone, a revision that was handed in never is.
            var content = state.Find(answer.Period, answer.Number) ?? await _superseded.Read(answer.Period, answer.Number);
            var then = RevisionHead.Of(answer.Number, content?.Content ?? new(null, false, [], null, [], [], []), head.Extraordinary, content?.Submitted);
            head = new(
                answer.Period, answer.State, true, then.Number, then.Claim, then.Nil, then.Extraordinary, then.Submitted, then.Position, then.Figures, then.References);
        }

        return head with { State = answer.State, ReturnReason = answer.ReturnReason };
    }

    private AssignmentUpdate Update(AssignmentState state, ImmutableArray<NumberedChange> events, bool withHistory) => new(
        state.Outbox.Version(AssignmentState.ToMeasure),
        withHistory ? state.Summary(_measure, _agency) : state.Summary(_measure, _agency) with { History = null },
        events);

    /// <summary>The agency is to be told what became of the report that it handed in.</summary>
    private AssignmentState Notify(AssignmentState state, PlanEventKind kind, string period, ReportState to, string? reason = null) => state with
    {
        Outbox = state.Outbox.Emit(AssignmentState.ToNotices, new(
            kind, time.GetUtcNow(), _measure, _agency, Period: period, From: GraphNames.Of(ReportState.Submitted), To: GraphNames.Of(to), Reason: reason)),
    };

    private async Task<HeldContent> Held(AssignmentState state, string period, int revision) =>
        (state.Find(period, revision) ?? await _superseded.Read(period, revision))
        ?? throw new InvalidOperationException($"Revision {period}/{revision} of {this.GetPrimaryKeyString()} is missing.");

    private RecentOperation<Answered>? Earlier(AssignmentState state, string operationId, string digest) =>
        _seen.Earlier(state.Recent, state.RecentClosed, operationId, digest);

    /// <summary>What the row has grown out of goes to rows of its own, durable before the row lets go of it.</summary>
    private async Task<AssignmentState> Prepare(AssignmentState before, AssignmentState next)
    {
        next = next with { Links = await ChainSegment.Close(before.History, next.History, this.GetPrimaryKeyString(), _storage) };
        if (await _seen.Close(before.Recent, before.RecentClosed) is > 0 and var seen)
        {
            next = next with { Recent = next.Recent.RemoveRange(0, seen), RecentClosed = before.RecentClosed + 1 };
        }

        if (before.Unmoved?.Length >= RevisionSegment.Size)
        {
            // What this very change has touched stays: it is not durable yet. So does what shares a segment with the newest texts:
            // it is written when that is whole.
            var moved = before.Superseded.Where(content => next.Superseded.Contains(content) && !SharesSegment(content, before.Newest)).ToList();
            await Keep(moved);
            next = next.LetGo(moved);
        }

        return next;

        static bool SharesSegment(HeldContent content, HeldContent? newest) =>
            content.Period == newest?.Period && RevisionSegment.Of(content.Revision) == RevisionSegment.Of(newest.Revision);
    }

    /// <summary>
    /// Sees to it that the row of the period's published revision says so, before another one is published: a revision may be
    /// accepted when its texts have left the assignment's row already.
    /// </summary>
    private async Task KeepAccepted(string period)
    {
        var state = _state.Value;
        if (state.Periods.GetValueOrDefault(period)?.Accepted is not { } accepted || state.Find(period, accepted.Number) is not null)
        {
            return;
        }

        if (await _superseded.Read(period, accepted.Number) is { Accepted: false } held)
        {
            await Keep(held with { Accepted = true });
        }
    }

    /// <summary>Copies texts to a row of their own before others take their place.</summary>
    private async Task Keep(params IEnumerable<HeldContent> contents)
    {
        try
        {
            await _superseded.Keep(contents);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException and not InconsistentStateException)
        {
            logger.LogWarning(failure, "Superseded revisions of {Grain} could not be kept", this.GetPrimaryKeyString());
            throw new StorageUnavailableException("The store cannot write now; the same call may be made again.");
        }
    }

    private static StorageUnavailableException ChangedElsewhere() =>
        new("The assignment was changed elsewhere meanwhile; the same call may be made again.");
}
