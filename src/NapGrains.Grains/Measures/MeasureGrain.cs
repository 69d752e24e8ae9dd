using Microsoft.Extensions.Logging;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Notices;
using NapGrains.Grains.Priorities;

namespace NapGrains.Grains.Measures;

internal sealed class MeasureGrain(
    [PersistentState("measure", NapStorage.Name)] IPersistentState<Row<MeasureState>> row,
    TimeProvider time,
    ILogger<MeasureGrain> logger) : Grain, IMeasureGrain
{
    private Committed<MeasureState> _state = null!;
    private UpwardLink<MeasureState> _link = null!;
    private string _plan = "", _id = "";
    private MeasureView? _view;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_plan, _id, _) = GrainKeys.Parts(this.GetPrimaryKeyString());
        _state = new(row, MeasureState.Empty, logger, GroupCommit.ParentPause);
        _link = new UpwardLink<MeasureState>(this, _state, logger)
            .To(MeasureState.ToPriority, ReportToPriority)
            .To(MeasureState.ToAgencies, ReportToAgencies)
            .To(MeasureState.ToFeed, state => GrainFactory.GetGrain<IFeedGrain>(GrainKeys.Feed(_plan)).Append(
                this.GetPrimaryKeyString(), state.Outbox.EventsTo(MeasureState.ToFeed)))
            .To(MeasureState.ToNotices, TellAgencies);
        _link.Wake();
        return Task.CompletedTask;
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
            if (state.Definition is not { } definition)
            {
                throw new RefusalException("UNKNOWN_MEASURE", $"The plan has no measure {_id}.");
            }

            if (!actor.IsSecretariatOf(_plan, definition.Jurisdiction))
            {
                throw new ForbiddenException($"Only the secretariat of {_plan} may give verdicts.");
            }

            if (state.Recent.Earlier(operationId, digest) is { } earlier)
            {
                return (state, earlier.Answer);
            }

            if (string.IsNullOrWhiteSpace(verdict.Reason))
            {
                throw new RefusalException("REASON_REQUIRED", "A verdict needs a reason: say why.");
            }

            if (verdict.Status == MeasureStatus.Withdrawn)
            {
                throw new RefusalException("WITHDRAWN_BY_AMENDMENT", "Only an amendment of the plan withdraws a measure.");
            }

            var now = time.GetUtcNow();
            var given = new Verdict(verdict.Status, verdict.Reason, verdict.Source, verdict.EffectiveAt ?? now);
            var next = state with { Verdict = given, Recent = state.Recent.And(operationId, digest, now, given) };
            var change = MeasureImport.VerdictChange(state.Verdict, given, _id, definition.Priority, now);
            return (next.Emit(change).Notify(change).Changed(), given);
        });
    }

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

            var (next, outcome) = MeasureImport.Apply(state, patch, _id, time.GetUtcNow());
            return ReferenceEquals(next, state)
                ? (state, outcome)
                : (next with { Steps = next.Steps.And(operationId, digest, time.GetUtcNow(), outcome) }, outcome);
        });
    }

    public Task Flush() => _link.Flush();

    // Assignments may report before their measure is defined; until it is, there is nothing to tell above.
    private Task ReportToPriority(MeasureState state) => state.Definition is not { } definition
        ? Task.CompletedTask
        : GrainFactory.GetGrain<IPriorityGrain>(GrainKeys.Priority(_plan, definition.Priority))
            .Report(new(_id, state.Outbox.Version(MeasureState.ToPriority), definition.Order, state.Histogram()));

    private Task ReportToAgencies(MeasureState state) => state.Definition is not { } definition
        ? Task.CompletedTask
        : Task.WhenAll(state.Assignments.Keys.Select(agency => GrainFactory.GetGrain<IAgencyGrain>(GrainKeys.Agency(agency)).ReportMeasure(
            _plan,
            state.Outbox.Version(MeasureState.ToAgencies),
            new MeasureHeadline(_id, definition.Number, definition.Priority, definition.Standing(state.Verdict)))));

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
