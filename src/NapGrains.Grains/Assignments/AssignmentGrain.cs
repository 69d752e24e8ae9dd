using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
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
    private string _plan = "", _measure = "", _agency = "";

    private string Jurisdiction => _agency[.._agency.IndexOf('/', StringComparison.Ordinal)];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_plan, _measure, _agency) = GrainKeys.Parts(this.GetPrimaryKeyString());
        _state = new(row, AssignmentState.Empty, logger);
        _link = new UpwardLink<AssignmentState>(this, _state, logger)
            .To(AssignmentState.ToMeasure, state => GrainFactory.GetGrain<IMeasureGrain>(GrainKeys.Measure(_plan, _measure))
                .Report(Update(state, state.Outbox.Events)))
            .To(AssignmentState.ToAgency, state => GrainFactory.GetGrain<IAgencyGrain>(GrainKeys.Agency(_agency))
                .ReportAssignment(_plan, Update(state, [])));
        _link.Wake();
        return Task.CompletedTask;
    }

    public async Task<ReportHead> Submit(Actor actor, string operationId, ReportSubmission submission)
    {
        if (!actor.MayReportFor(_agency, _plan, Jurisdiction))
        {
            throw new ForbiddenException($"Only a reporter of {_agency} may hand in its reports.");
        }

        ClaimRules.Check(submission.Content);
        var digest = RecentOperations.Digest(new { submission });
        if (_state.Value.Recent.Earlier(operationId, digest) is { } earlier)
        {
            return earlier.Answer;
        }

        await KeepNewest();
        return await _state.Apply(state =>
        {
            if (state.Recent.Earlier(operationId, digest) is { } again)
            {
                return (state, again.Answer);
            }

            var held = state.Periods.GetValueOrDefault(submission.Period) ?? PeriodReport.Opened(state.Duty != Duty.Voluntary);
            var current = held.Latest?.Number ?? 0;
            if (submission.ExpectedRevision is { } expected && expected != current)
            {
                throw new RevisionConflictException(current, expected);
            }

            var now = time.GetUtcNow();
            var report = held with
            {
                State = ReportState.Submitted,
                Latest = RevisionHead.Of(current + 1, submission.Content, submission.Extraordinary, now),
            };
            var next = state with
            {
                Periods = state.Periods.SetItem(submission.Period, report),
                Newest = new(submission.Period, current + 1, submission.Content, now, false),
            };
            return Answer(next, operationId, digest, now, submission.Period, held.State, PlanEventKind.ReportSubmitted);
        });
    }

    public Task<ReportHead> Accept(Actor actor, string operationId, string period, int? expectedRevision)
    {
        if (!actor.IsSecretariatOf(_plan, Jurisdiction))
        {
            throw new ForbiddenException($"Only the secretariat of {_plan} may accept reports.");
        }

        var digest = RecentOperations.Digest(new { accept = period, expectedRevision });
        return _state.Apply(state =>
        {
            if (state.Recent.Earlier(operationId, digest) is { } again)
            {
                return (state, again.Answer);
            }

            if (state.Periods.GetValueOrDefault(period) is not { State: ReportState.Submitted, Latest: { } latest } held)
            {
                throw new RefusalException("NOT_SUBMITTED", $"{_agency} has no submitted report on measure {_measure} for {period}; only a submitted report can be accepted.");
            }

            if (expectedRevision is { } expected && expected != latest.Number)
            {
                throw new RevisionConflictException(latest.Number, expected);
            }

            var report = held with { State = ReportState.Accepted, Accepted = latest };
            var next = state with
            {
                Periods = state.Periods.SetItem(period, report),
                Newest = IsNewest(state, period, latest.Number) ? state.Newest! with { Accepted = true } : state.Newest,
            };
            return Answer(next, operationId, digest, time.GetUtcNow(), period, held.State, PlanEventKind.ReportAccepted);
        });
    }

    public async Task<StepOutcome> Carry(string operationId, AssignmentPatch patch)
    {
        var digest = RecentOperations.Digest(patch);
        if (_state.Value.Steps.Earlier(operationId, digest) is null && patch.Reports.Count > 0)
        {
            await KeepNewest();
        }

        var outcome = await _state.Apply(state =>
        {
            if (state.Steps.Earlier(operationId, digest) is { } again)
            {
                return (state, again.Answer);
            }

            var (next, did) = AssignmentImport.Apply(state, patch, _measure, _agency, time.GetUtcNow());
            return ReferenceEquals(next, state)
                ? (state, did)
                : (next with { Steps = next.Steps.And(operationId, digest, time.GetUtcNow(), did) }, did);
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

        var shown = report.Accepted;
        var head = report.Public(period);
        if (actor.MaySeeUnpublished(_agency, _plan, Jurisdiction) && report.Latest is { } latest)
        {
            (shown, head) = (latest, report.Own(period));
        }

        return shown is null ? null : new(head, await Content(state, period, shown.Number));
    }

    public async Task<ImmutableArray<RevisionView>> Revisions(Actor actor, string period)
    {
        var state = _state.Value;
        if (state.Periods.GetValueOrDefault(period) is not { Latest: { } latest } report)
        {
            return [];
        }

        var all = await Task.WhenAll(Enumerable.Range(1, latest.Number)
            .Select(async number => IsNewest(state, period, number) ? state.Newest : await Revision(period, number).Read()));
        var seesAll = actor.MaySeeUnpublished(_agency, _plan, Jurisdiction);
        return
        [
            .. all.OfType<HeldContent>()
                .Select(held => new RevisionView(
                    held.Revision, held.Submitted, held.Accepted || held.Revision == report.Accepted?.Number, held.Content))
                .Where(revision => revision.Accepted || seesAll),
        ];
    }

    public Task<AssignmentSummary?> View() =>
        Task.FromResult(row.RecordExists ? _state.Value.Summary(_measure, _agency) : null);

    public Task Flush() => _link.Flush();

    private (AssignmentState, ReportHead) Answer(
        AssignmentState state, string operationId, string digest, DateTimeOffset now, string period, ReportState before, PlanEventKind kind)
    {
        var answer = state.Periods[period].Own(period);
        var change = new PlanChange(
            kind, now, _measure, _agency, Period: period, From: GraphNames.Of(before), To: GraphNames.Of(state.Periods[period].State));
        return (state with
        {
            Recent = state.Recent.And(operationId, digest, now, answer),
            Outbox = state.Outbox.Emit(AssignmentState.ToMeasure, change).Raise(AssignmentState.ToAgency),
        }, answer);
    }

    private AssignmentUpdate Update(AssignmentState state, ImmutableArray<OutgoingEvent> events) => new(
        state.Outbox.Version(AssignmentState.ToMeasure),
        state.Summary(_measure, _agency),
        [.. events.Select(sent => new NumberedChange(sent.Number, sent.Change))]);

    private async Task<ReportContent> Content(AssignmentState state, string period, int revision)
    {
        var held = IsNewest(state, period, revision) ? state.Newest : await Revision(period, revision).Read();
        return held?.Content ?? throw new InvalidOperationException($"Revision {period}/{revision} of {this.GetPrimaryKeyString()} is missing.");
    }

    private static bool IsNewest(AssignmentState state, string period, int revision) =>
        state.Newest is { } newest && newest.Period == period && newest.Revision == revision;

    /// <summary>
    /// Copies the newest texts to a row of their own before others take their place; done again, it changes nothing. A copy
    /// made earlier may be out of date: its revision was accepted since, or got its official words, which make no new revision.
    /// </summary>
    private async Task KeepNewest()
    {
        if (_state.Value.Newest is not { } newest)
        {
            return;
        }

        var kept = Revision(newest.Period, newest.Revision);
        if (await kept.Read() is not { } copy || !ShippedData.Same(copy, newest))
        {
            try
            {
                await kept.Write(newest);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                logger.LogWarning(failure, "A superseded revision of {Grain} could not be kept", this.GetPrimaryKeyString());
                throw new StorageUnavailableException("The store cannot write now; the same call may be made again.");
            }
        }
    }

    private GrainRow<HeldContent> Revision(string period, int revision) =>
        new("revision", GrainKeys.Revision(this.GetPrimaryKeyString(), period, revision), _storage);
}
