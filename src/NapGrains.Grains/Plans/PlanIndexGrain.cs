using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Delivery;

namespace NapGrains.Grains.Plans;

internal sealed record PlanIndexState(ImmutableSortedDictionary<string, string> Jurisdictions, Outbox Outbox) : IUpwardState<PlanIndexState>
{
    public static PlanIndexState Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), Outbox.Empty);

    public PlanIndexState With(Outbox outbox) => this with { Outbox = outbox };
}

internal sealed class PlanIndexGrain(
    [PersistentState("plan-index", NapStorage.Name)] IPersistentState<Row<PlanIndexState>> row,
    ILogger<PlanIndexGrain> logger) : Grain, IPlanIndexGrain
{
    private Committed<PlanIndexState> _state = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(row, PlanIndexState.Empty, logger);
        return Task.CompletedTask;
    }

    public Task<ImmutableSortedDictionary<string, string>> Read() => Task.FromResult(_state.Value.Jurisdictions);

    public Task Add(string plan, string jurisdiction) => _state.Apply(state =>
        state.Jurisdictions.ContainsKey(plan) ? state : state with { Jurisdictions = state.Jurisdictions.Add(plan, jurisdiction) });
}
