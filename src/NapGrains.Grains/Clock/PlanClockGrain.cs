using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Priorities;

namespace NapGrains.Grains.Clock;

/// <summary>A plan's clock, as stored.</summary>
/// <param name="Looked">Until when every deadline was told; null before the first look.</param>
/// <param name="Opened">Periods whose opening is stored in the queue of operations.</param>
/// <param name="Outbox">Deadlines on their way to the feed.</param>
internal sealed record ClockState(DateTimeOffset? Looked, ImmutableSortedSet<string> Opened, Outbox Outbox) : IUpwardState<ClockState>
{
    public const string ToFeed = "feed";

    public static ClockState Empty { get; } = new(null, ImmutableSortedSet.Create<string>(StringComparer.Ordinal), Outbox.Empty);

    public ClockState With(Outbox outbox) => this with { Outbox = outbox };

    public ClockState Tell(PlanChange change) => this with { Outbox = Outbox.Emit(ToFeed, change) };
}

internal sealed class PlanClockGrain(
    [PersistentState("clock", NapStorage.Name)] IPersistentState<Row<ClockState>> row,
    TimeProvider time,
    ILogger<PlanClockGrain> logger) : Grain, IPlanClockGrain
{
    private Committed<ClockState> _state = null!;
    private UpwardLink<ClockState> _link = null!;
    private IGrainTimer? _timer;
    private Task _look = Task.CompletedTask;
    private bool _again;
    private string _plan = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _plan = GrainKeys.Name(this.GetPrimaryKeyString());
        _state = new(row, ClockState.Empty, logger);
        _link = new UpwardLink<ClockState>(this, _state, logger)
            .To(ClockState.ToFeed, state => GrainFactory.GetGrain<IFeedGrain>(GrainKeys.Feed(_plan)).Append(
                this.GetPrimaryKeyString(), [.. state.Outbox.Events.Select(sent => new NumberedChange(sent.Number, sent.Change))]));
        _link.Wake();
        return Task.CompletedTask;
    }

    public Task Look()
    {
        // One look at a time; who asks while one is under way gets the next one, which sees what he knows.
        if (_look.IsCompleted)
        {
            return _look = LookOnce();
        }

        _again = true;
        return _look;
    }

    public Task Flush() => _link.Flush();

    private async Task LookOnce()
    {
        do
        {
            _again = false;
            if (await GrainFactory.GetGrain<IPlanGrain>(GrainKeys.Plan(_plan)).View() is not { } plan)
            {
                return;
            }

            var now = time.GetUtcNow();
            var opening = plan.Periods.Where(period => period.Opens <= now && !_state.Value.Opened.Contains(period.Key)).ToList();
            var since = _state.Value.Looked;
            var hasPassed = since is { } before && Deadlines.Passed(plan, before, now);
            if (opening.Count > 0 || hasPassed || since is null)
            {
                var measures = await Measures(plan);
                foreach (var period in opening)
                {
                    await Open(plan, period, measures);
                }

                var changes = hasPassed ? Deadlines.Between(plan, measures, since!.Value, now) : [];
                await _state.Apply(state => state.Looked == since
                    ? changes.Aggregate(state, (told, change) => told.Tell(change)) with
                    {
                        Looked = now,
                        Opened = state.Opened.Union(opening.Select(period => period.Key)),
                    }
                    : state);
            }

            Arm(Deadlines.Next(plan, now) - now);
        }
        while (_again);
    }

    /// <summary>Every duty of the plan is expected to report: a stored operation, for it concerns many grains.</summary>
    private async Task Open(PlanView plan, Period period, ImmutableArray<MeasureView> measures) => await GrainFactory
        .GetGrain<IOperationsGrain>(GrainKeys.Operations(_plan))
        .Enqueue(Actor.Service, OperationIds.Opening(period.Key), new(
            "OPEN_PERIOD",
            plan.Jurisdiction,
            period.Key,
            period.Key,
            [.. measures.Select(measure => new OpenStep(measure.Id, period.Key))],
            [],
            new(PlanEventKind.PeriodOpened, default, Period: period.Key, To: period.Due?.ToString("O"))));

    private async Task<ImmutableArray<MeasureView>> Measures(PlanView plan)
    {
        var priorities = await Task.WhenAll(plan.Priorities
            .Select(number => GrainFactory.GetGrain<IPriorityGrain>(GrainKeys.Priority(_plan, number)).View()));
        var measures = ImmutableArray.CreateBuilder<MeasureView>();
        foreach (var sideBySide in priorities.SelectMany(priority => priority?.Measures ?? []).Chunk(64))
        {
            var views = await Task.WhenAll(sideBySide.Select(id => GrainFactory.GetGrain<IMeasureGrain>(GrainKeys.Measure(_plan, id)).View()));
            measures.AddRange(views.OfType<MeasureView>());
        }

        return measures.ToImmutable();
    }

    private void Arm(TimeSpan wait)
    {
        _timer?.Dispose();
        _timer = this.RegisterGrainTimer(
            _ => Look(), new GrainTimerCreationOptions(wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
    }
}
