using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Rollup;

namespace NapGrains.Grains.Plans;

internal sealed record HeldPriority(long Version, Histogram Histogram);

internal sealed record PlanState(
    PlanPatch? Definition,
    PlanPatch? Shipped,
    int Version,
    ImmutableSortedDictionary<int, HeldPriority> Priorities,
    ImmutableArray<RecentOperation<StepOutcome>> Steps,
    ImmutableArray<RecentOperation<int>> Concluded,
    Outbox Outbox) : IUpwardState<PlanState>
{
    public static PlanState Empty { get; } = new(null, null, 0, ImmutableSortedDictionary<int, HeldPriority>.Empty, [], [], Outbox.Empty);

    public PlanState With(Outbox outbox) => this with { Outbox = outbox };
}

internal sealed class PlanGrain(
    [PersistentState("plan", NapStorage.Name)] IPersistentState<Row<PlanState>> row,
    TimeProvider time,
    ILogger<PlanGrain> logger) : Grain, IPlanGrain
{
    private Committed<PlanState> _state = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(row, PlanState.Empty, logger, GroupCommit.ParentPause);
        return Task.CompletedTask;
    }

    public Task<PlanView?> View()
    {
        var state = _state.Value;
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
                Histogram.Sum(state.Priorities.Values.Select(priority => priority.Histogram)),
                state.Shipped?.Shipped ?? 0));
    }

    public Task Report(int priority, long version, Histogram histogram) => _state.Apply(state =>
        state.Priorities.GetValueOrDefault(priority)?.Version >= version
            ? state
            : state with { Priorities = state.Priorities.SetItem(priority, new(version, histogram)) });

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
        var outcome = new StepOutcome(!ShippedData.Same(held, definition), [.. merge.Warnings.Select(warning => $"plan: {warning}")]);
        return ShippedData.Same(next, state)
            ? (state, outcome)
            : (next with { Steps = next.Steps.And(operationId, digest, time.GetUtcNow(), outcome) }, outcome);
    });

    public Task<int> Conclude(string operationId, bool changed) => _state.Apply(state =>
    {
        if (state.Concluded.Earlier(operationId, "") is { } earlier)
        {
            return (state, earlier.Answer);
        }

        var version = changed ? state.Version + 1 : state.Version;
        return (state with { Version = version, Concluded = state.Concluded.And(operationId, "", time.GetUtcNow(), version) }, version);
    });

    /// <summary>Adds periods that are new, and dates that were not set; dates that are set stay.</summary>
    private static ImmutableArray<Period> Periods(ImmutableArray<Period> held, ImmutableArray<Period> said) =>
    [
        .. held.Concat(said).GroupBy(period => period.Key, StringComparer.Ordinal)
            .Select(same => same.Aggregate((old, now) => new(old.Key, old.Opens ?? now.Opens, old.Due ?? now.Due, old.Locks ?? now.Locks)))
            .OrderBy(period => period.Key, StringComparer.Ordinal),
    ];
}
