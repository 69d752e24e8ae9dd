using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Notices;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Priorities;

namespace NapGrains.Grains.Clock;

/// <summary>A plan's clock, as stored.</summary>
/// <param name="Looked">Until when every deadline was told; null before the first look.</param>
/// <param name="Opened">Periods whose opening is stored in the queue of operations.</param>
/// <param name="Outbox">Deadlines on their way to the feed and to the bodies that they concern.</param>
/// <param name="Dues">When the reports of each period were due at the last look.</param>
internal sealed record ClockState(
    DateTimeOffset? Looked, ImmutableSortedSet<string> Opened, Outbox Outbox, ImmutableSortedDictionary<string, DateTimeOffset>? Dues = null)
    : IUpwardState<ClockState>
{
    public const string ToFeed = "feed";
    public const string ToNotices = "notices";

    public static ClockState Empty { get; } = new(null, ImmutableSortedSet.Create<string>(StringComparer.Ordinal), Outbox.Empty);

    public ClockState With(Outbox outbox) => this with { Outbox = outbox };

    public ClockState Tell(PlanChange change) => this with { Outbox = Outbox.Emit(ToFeed, change) };

    public ClockState Notify(PlanChange change) => this with { Outbox = Outbox.Emit(ToNotices, change) };
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
                this.GetPrimaryKeyString(), state.Outbox.EventsTo(ClockState.ToFeed)))
            .To(ClockState.ToNotices, TellAgencies);
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
            var dues = plan.Periods.Where(period => period.Due is not null)
                .ToImmutableSortedDictionary(period => period.Key, period => period.Due!.Value, StringComparer.Ordinal);
            var known = _state.Value.Dues ?? dues;
            if (opening.Count > 0 || hasPassed || since is null || !dues.SequenceEqual(_state.Value.Dues ?? dues.Clear()))
            {
                var measures = await Measures(plan);
                foreach (var period in opening)
                {
                    await Open(plan, period, measures);
                }

                var changes = hasPassed ? Deadlines.Between(plan, measures, since!.Value, now) : [];
                var notices = Reminders.Of(plan, measures, opening, changes, known, now);
                await _state.Apply(state => state.Looked == since
                    ? notices.Aggregate(changes.Aggregate(state, (told, change) => told.Tell(change)), (told, notice) => told.Notify(notice)) with
                    {
                        Looked = now,
                        Opened = state.Opened.Union(opening.Select(period => period.Key)),
                        Dues = dues,
                    }
                    : state);
            }

            // A look takes its time, in which the next moment may have come.
            var wait = Deadlines.Next(plan, now) - time.GetUtcNow();
            _again |= wait <= TimeSpan.Zero;
            if (!_again)
            {
                Arm(wait);
            }
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

    private Task TellAgencies(ClockState state) => Task.WhenAll(state.Outbox.EventsTo(ClockState.ToNotices)
        .GroupBy(sent => sent.Change.Agency!, StringComparer.Ordinal)
        .Select(agency => GrainFactory.GetGrain<INoticesGrain>(GrainKeys.Notices(agency.Key)).Take(this.GetPrimaryKeyString(), _plan, [.. agency])));

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
