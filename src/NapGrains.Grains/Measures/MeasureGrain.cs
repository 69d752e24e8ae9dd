using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;
using NapGrains.Grains.Notices;
using NapGrains.Grains.Priorities;
using Orleans.Storage;

namespace NapGrains.Grains.Measures;

internal sealed class MeasureGrain(
    [PersistentState("measure", NapStorage.Name)] IPersistentState<Row<MeasureState>> row,
    IServiceProvider services,
    TimeProvider time,
    ILogger<MeasureGrain> logger) : Grain, IMeasureGrain
{
    private readonly IGrainStorage _storage = GrainRow<ChainSegment>.Storage(services);
    private ChildRows<HeldAssignment> _children = null!;
    private Committed<MeasureState> _state = null!;
    private UpwardLink<MeasureState> _link = null!;
    private string _plan = "", _id = "";
    private MeasureView? _view;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_plan, _id, _) = GrainKeys.Parts(this.GetPrimaryKeyString());
        _children = new(this.GetPrimaryKeyString(), _storage);
        _state = new(row, MeasureState.Empty, logger, GroupCommit.RestOfMany)
        {
            Prepare = async (before, next) => next with
            {
                Links = await ChainSegment.Close(before.History, next.History, this.GetPrimaryKeyString(), _storage),
                Assignments = await _children.Move(before.Assignments, next.Assignments),
            },
            Complete = async state => state with { Assignments = await _children.Complete(state.Assignments) },
        };
        await _state.Load();
        var feed = GrainFactory.GetGrain<IFeedGrain>(GrainKeys.Feed(_plan));
        _link = new UpwardLink<MeasureState>(this, _state, logger)
            .To(MeasureState.ToPriority, ReportToPriority)
            .To(MeasureState.ToAgencies, ReportToAgencies)
            .To(MeasureState.ToFeed, state => feed.Append(this.GetPrimaryKeyString(), state.Outbox.EventsTo(MeasureState.ToFeed)))
            .To(MeasureState.ToNotices, TellAgencies);
        _link.Wake();
    }

    public Task<MeasureView?> View()
    {
        var state = _state.Value;
        if (state.Definition is not null && _view?.Version != state.Version)
        {
            _view = state.View(_id);
        }

        return Task.FromResult(_view);
    }

    public Task<Verdict> GiveVerdict(Actor actor, string operationId, VerdictInput verdict)
    {
        var digest = RecentOperations.Digest(verdict);
        return _state.Apply(state =>
        {
            var definition = Known(state);
            if (!actor.IsSecretariatOf(_plan, definition.Jurisdiction))
            {
                throw new ForbiddenException($"Only the secretariat of {_plan} may give verdicts.");
            }

            if (state.Recent.Earlier(operationId, digest) is { } earlier)
            {
                return (state, earlier.Answer);
            }

            Check(verdict);
            if (state.Verdict.Status == MeasureStatus.Withdrawn)
            {
                throw new RefusalException("MEASURE_WITHDRAWN", $"Measure {definition.Number} was withdrawn by {state.Verdict.Source}; no verdict is given on it any more.");
            }

            var now = time.GetUtcNow();
            var given = new Verdict(verdict.Status, verdict.Reason, verdict.Source, verdict.EffectiveAt ?? now);
            var next = state with { Verdict = given, Recent = state.Recent.And(operationId, digest, now, given) };
            var change = MeasureImport.VerdictChange(state.Verdict, given, _id, definition.Priority, now);
            return (next.Tell(change, new(actor.As("secretariat"), null, operationId), given).Notify(change).Changed(), given);
        });
    }

    public Task<Assessment> Assess(Actor actor, string operationId, VerdictInput assessment)
    {
        var digest = RecentOperations.Digest(new { actor.Assessor, assessment });
        return _state.Apply(state =>
        {
            if (!actor.MayAssess(_plan, Known(state).Jurisdiction))
            {
                throw new ForbiddenException($"Only an assessor of {_plan} may publish assessments; the token names the assessor.");
            }

            if (state.Recent.Earlier(operationId, digest) is { } earlier)
            {
                return (state, state.Assessments.Last(published => IsOf(published, earlier)));
            }

            Check(assessment);
            var now = time.GetUtcNow();
            var given = new Assessment(
                actor.Assessor!, assessment.Status, assessment.Reason, assessment.Source, assessment.EffectiveAt ?? now, now);
            var answer = new Verdict(given.Status, given.Reason, given.Source, given.EffectiveAt);
            var next = MeasureImport.Assess(state, given, _id, new(actor.As("assessor"), actor.Assessor, operationId), now);
            return (next with { Recent = next.Recent.And(operationId, digest, now, answer), Version = next.Version + 1 }, given);
        });

        bool IsOf(Assessment published, RecentOperation<Verdict> earlier) =>
            published.Assessor == actor.Assessor && published.RecordedAt == earlier.At && published.Status == earlier.Answer.Status;
    }

    public Task<ImmutableArray<HeldLink>> History(long after, int first) =>
        ChainSegment.After(_state.Value.History, this.GetPrimaryKeyString(), _storage, after, first);

    public Task<ChainCheck> Verify() => MeasureVerification.Of(this.GetGrainId(), this.GetPrimaryKeyString(), _state.Value.History, _storage);

    public Task Report(AssignmentUpdate update) => _state.Apply(state => state.Take(update));

    public async Task<StepOutcome> Carry(string operationId, MeasurePatch patch)
    {
        var digest = RecentOperations.Digest(patch);
        return await _state.Apply(state =>
        {
            if (state.Steps.Carried(operationId, digest) is { } earlier)
            {
                return (state, earlier.Answer);
            }

            var by = new By(patch.Shipped is null ? "secretariat" : "service", null, operationId);
            var (next, outcome) = MeasureImport.Apply(state, patch, _id, by, time.GetUtcNow());
            return ReferenceEquals(next, state)
                ? (state, outcome)
                : (next with { Steps = next.Steps.And(operationId, digest, time.GetUtcNow(), outcome) }, outcome);
        });
    }

    public Task Amend(Amendment amendment, MeasureChange change) =>
        _state.Apply(state => MeasureAmending.Apply(state, change, amendment, _id, amendment.Operation, time.GetUtcNow()));

    public Task Flush() => _link.Flush();

    private MeasureDefinition Known(MeasureState state) =>
        state.Definition ?? throw new RefusalException("UNKNOWN_MEASURE", $"The plan has no measure {_id}.");

    private static void Check(VerdictInput verdict)
    {
        if (string.IsNullOrWhiteSpace(verdict.Reason))
        {
            throw new RefusalException("REASON_REQUIRED", "A verdict or an assessment needs a reason: say why.");
        }

        if (verdict.Status == MeasureStatus.Withdrawn)
        {
            throw new RefusalException("WITHDRAWN_BY_AMENDMENT", "Only an amendment of the plan withdraws a measure.");
        }
    }

    // Assignments may report before their measure is defined; until it is, there is nothing to tell above.
    private Task ReportToPriority(MeasureState state) => state.Definition is not { } definition
        ? Task.CompletedTask
        : Task.WhenAll(definition.Priorities().Select(priority =>
        {
            var counted = state.Counted(priority);
            return GrainFactory.GetGrain<IPriorityGrain>(GrainKeys.Priority(_plan, priority))
                .Report(new(_id, state.Outbox.Version(MeasureState.ToPriority), definition.Order, counted.Now, counted.Former));
        }));

    private Task ReportToAgencies(MeasureState state) => state.Definition is not { } definition
        ? Task.CompletedTask
        : Task.WhenAll(state.Assignments.Keys.Select(agency => GrainFactory.GetGrain<IAgencyGrain>(GrainKeys.Agency(agency)).ReportMeasure(
            _plan,
            state.Outbox.Version(MeasureState.ToAgencies),
            definition.Headline(_id, state.Verdict))));

    /// <summary>Every body that has a duty on the measure is told what the secretariat decided; a body of bodies reads nothing.</summary>
    private Task TellAgencies(MeasureState state) => Task.WhenAll(state.Assignments.Values
        .Select(held => held.Summary)
        .Where(assignment => assignment.Duty != Duty.Voluntary && !assignment.Collective)
        .Select(assignment => GrainFactory.GetGrain<INoticesGrain>(GrainKeys.Notices(assignment.Agency)).Take(
            this.GetPrimaryKeyString(),
            _plan,
            [
                .. state.Outbox.EventsTo(MeasureState.ToNotices)
                    .Select(sent => sent with { Change = sent.Change with { Agency = assignment.Agency } }),
            ])));
}
