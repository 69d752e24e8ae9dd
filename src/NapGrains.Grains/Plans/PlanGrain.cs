using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Clock;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Rollup;

namespace NapGrains.Grains.Plans;

internal sealed record HeldPriority(long Version, Histogram Histogram, ImmutableArray<FormerHistogram> Former = default)
{
    [JsonIgnore]
    public VersionedHistogram Counted => new(Histogram, Former.IsDefault ? [] : Former);
}

internal sealed record PlanState(
    PlanPatch? Definition,
    PlanPatch? Shipped,
    int Version,
    ImmutableSortedDictionary<int, HeldPriority> Priorities,
    ImmutableArray<RecentOperation<StepOutcome>> Steps,
    ImmutableArray<RecentOperation<int>> Concluded,
    Outbox Outbox,
    ImmutableArray<RecentOperation<Period>>? RecentPeriods = null,
    PastHead? Past = null,
    ImmutableArray<Amendment>? Amended = null) : IUpwardState<PlanState>
{
    public const string ToFeed = "feed";
    public const string ToClock = "clock";

    public static PlanState Empty { get; } = new(null, null, 0, ImmutableSortedDictionary<int, HeldPriority>.Empty, [], [], Outbox.Empty);

    public PlanState With(Outbox outbox) => this with { Outbox = outbox };

    /// <summary>Amendments, the one that is being carried out included.</summary>
    [JsonIgnore]
    public ImmutableArray<Amendment> Amendments => Amended ?? [];

    public VersionedHistogram Counted() => VersionedHistogram.Sum([.. Priorities.Values.Select(priority => priority.Counted)]);
}

internal sealed class PlanGrain(
    [PersistentState("plan", NapStorage.Name)] IPersistentState<Row<PlanState>> row,
    IServiceProvider services,
    TimeProvider time,
    ILogger<PlanGrain> logger) : Grain, IPlanGrain
{
    private Committed<PlanState> _state = null!;
    private UpwardLink<PlanState> _link = null!;
    private PastSummaries _past = null!;
    private string _plan = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _plan = GrainKeys.Name(this.GetPrimaryKeyString());
        _past = new(this.GetPrimaryKeyString(), GrainRow<PastSegment>.Storage(services), time);
        _state = new(row, PlanState.Empty, logger, GroupCommit.RestOfFew) { Prepare = KeepPast };
        _link = new UpwardLink<PlanState>(this, _state, logger)
            .To(PlanState.ToFeed, state => GrainFactory.GetGrain<IFeedGrain>(GrainKeys.Feed(_plan)).Append(
                this.GetPrimaryKeyString(), state.Outbox.EventsTo(PlanState.ToFeed)))
            .To(PlanState.ToClock, _ => GrainFactory.GetGrain<IPlanClockGrain>(GrainKeys.Clock(_plan)).Look());
        _link.Wake();
        return Task.CompletedTask;
    }

    public Task Flush() => _link.Flush();

    public async Task<KnownHistogram> At(DateTimeOffset asOf, int? planVersion)
    {
        var state = _state.Value;
        return await _past.At(state.Past, asOf) is { } past
            ? KnownHistogram.Of(past, planVersion, isPlan: true)
            : new(state.Counted().In(planVersion), KnownHistogram.Earlier(planVersion, state.Version));
    }

    public Task<Period> SetPeriod(Actor actor, string operationId, Period period, string? reason)
    {
        var digest = RecentOperations.Digest(new { period, reason });
        return _state.Apply(state =>
        {
            if (state.Definition is not { } definition)
            {
                throw new RefusalException("UNKNOWN_PLAN", $"There is no plan '{_plan}'.");
            }

            if (!actor.IsSecretariatOf(_plan, definition.Jurisdiction!))
            {
                throw new ForbiddenException($"Only the secretariat of {_plan} may set its periods.");
            }

            var recent = state.RecentPeriods ?? [];
            if (recent.Earlier(operationId, digest) is { } earlier)
            {
                return (state, earlier.Answer);
            }

            var now = time.GetUtcNow();
            PeriodRules.Check(definition.Periods, period, reason, now);
            var held = definition.Periods.FirstOrDefault(known => known.Key == period.Key);
            var next = state with { RecentPeriods = recent.And(operationId, digest, now, period) };
            if (held == period)
            {
                return (next, period);
            }

            var change = new PlanChange(
                PlanEventKind.PeriodChanged, now, Period: period.Key, From: held?.Due?.ToString("O"), To: period.Due?.ToString("O"), Reason: reason);
            return (
                next with
                {
                    Definition = definition with
                    {
                        Periods =
                        [
                            .. definition.Periods.Where(known => known.Key != period.Key).Append(period).OrderBy(known => known.Key, StringComparer.Ordinal),
                        ],
                    },
                    Outbox = state.Outbox.Emit(PlanState.ToFeed, change).Raise(PlanState.ToClock),
                },
                period);
        });
    }

    public Task<PlanView?> View()
    {
        var state = _state.Value;
        var counted = state.Counted();
        return Task.FromResult(state.Definition is not { } plan
            ? null
            : new PlanView(
                GrainKeys.Name(this.GetPrimaryKeyString()),
                plan.Jurisdiction!,
                plan.TimeZone!,
                plan.Language!,
                plan.Titles ?? Texts.Empty,
                state.Version,
                plan.Periods,
                plan.Frames,
                plan.Priorities,
                counted.Now,
                state.Shipped?.Shipped ?? 0,
                [.. state.Amendments.Where(amendment => amendment.Version <= state.Version)],
                counted.Former));
    }

    public Task Report(int priority, long version, VersionedHistogram counted) => _state.Apply(state =>
        state.Priorities.GetValueOrDefault(priority)?.Version >= version
            ? state
            : state with { Priorities = state.Priorities.SetItem(priority, new(version, counted.Now, counted.Former)) });

    public Task<StepOutcome> Carry(string operationId, PlanPatch patch) => _state.Apply(state =>
    {
        var digest = RecentOperations.Digest(patch);
        if (state.Steps.Carried(operationId, digest) is { } earlier)
        {
            return (state, earlier.Answer);
        }

        var merge = new ShippedData(patch.Shipped is not null);
        var held = state.Definition;
        var before = patch.Shipped is null ? null : state.Shipped;
        var definition = new PlanPatch(
            held?.Jurisdiction ?? patch.Jurisdiction,
            merge.Merge("time zone", held?.TimeZone, before?.TimeZone, patch.TimeZone),
            merge.Merge("language", held?.Language, before?.Language, patch.Language),
            merge.MergeTexts("title", held?.Titles, before?.Titles, patch.Titles),
            Periods(held?.Periods ?? [], patch.Periods),
            patch.Frames.Aggregate(
                held?.Frames ?? ImmutableSortedDictionary.Create<string, DocumentFrame>(StringComparer.Ordinal),
                (frames, frame) => frames.SetItem(frame.Key, frame.Value)),
            [.. (held?.Priorities ?? []).Union(patch.Priorities).Order()],
            null);
        var next = state with { Definition = definition, Shipped = patch.Shipped is null ? state.Shipped : patch };
        if (held is null && patch.Version is { } version)
        {
            // The operation that brings it makes the version.
            next = next with { Version = version - 1, Amended = patch.Amendments.IsDefaultOrEmpty ? null : patch.Amendments };
        }

        var outcome = new StepOutcome(!ShippedData.Same(held, definition), [.. merge.Warnings.Select(warning => $"plan: {warning}")]);
        if (!ShippedData.Same(held?.Periods, definition.Periods) || held?.TimeZone != definition.TimeZone)
        {
            next = next with { Outbox = next.Outbox.Raise(PlanState.ToClock) };
        }

        return ShippedData.Same(next, state)
            ? (state, outcome)
            : (next with { Steps = next.Steps.And(operationId, digest, time.GetUtcNow(), outcome) }, outcome);
    });

    public Task<Amendment> Amend(string operationId, string instrument, DateOnly date) => _state.Apply(state =>
    {
        if (state.Amendments.FirstOrDefault(known => known.Operation == operationId) is { } begun)
        {
            return (state, begun);
        }

        var amendment = new Amendment(state.Version + 1, operationId, instrument, date, time.GetUtcNow());
        return (state with { Amended = state.Amendments.Add(amendment) }, amendment);
    });

    public Task<Amendment> AmendmentBy(string operationId) => Task.FromResult(
        _state.Value.Amendments.FirstOrDefault(known => known.Operation == operationId)
        ?? throw new InvalidOperationException($"Operation {operationId} of {_plan} has begun no amendment."));

    public Task<int> Conclude(string operationId, bool changed) => _state.Apply(state =>
    {
        if (state.Concluded.Earlier(operationId, "") is { } earlier)
        {
            return (state, earlier.Answer);
        }

        var version = changed ? state.Version + 1 : state.Version;
        return (state with { Version = version, Concluded = state.Concluded.And(operationId, "", time.GetUtcNow(), version) }, version);
    });

    private async Task<PlanState> KeepPast(PlanState before, PlanState next) =>
        ReferenceEquals(before.Priorities, next.Priorities) && before.Version == next.Version
            ? next
            : next with
            {
                Past = await _past.Keep(before.Past, before.Version, () => KnownHistogram.Recorded(before.Counted()), before.Version != next.Version),
            };

    /// <summary>Adds periods that are new, and dates that were not set; dates that are set stay.</summary>
    private static ImmutableArray<Period> Periods(ImmutableArray<Period> held, ImmutableArray<Period> said) =>
    [
        .. held.Concat(said).GroupBy(period => period.Key, StringComparer.Ordinal)
            .Select(same => same.Aggregate((old, now) => new(old.Key, old.Opens ?? now.Opens, old.Due ?? now.Due, old.Locks ?? now.Locks)))
            .OrderBy(period => period.Key, StringComparer.Ordinal),
    ];
}
