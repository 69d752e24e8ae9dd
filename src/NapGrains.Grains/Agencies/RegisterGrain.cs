using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Delivery;

namespace NapGrains.Grains.Agencies;

internal sealed record RegisterState(
    ImmutableSortedDictionary<string, RegisteredBody> Bodies,
    ImmutableSortedDictionary<string, RegisteredBody> Shipped,
    ImmutableArray<RecentOperation<StepOutcome>> Steps,
    long Version,
    Outbox Outbox) : IUpwardState<RegisterState>
{
    private static readonly ImmutableSortedDictionary<string, RegisteredBody> NoBodies =
        ImmutableSortedDictionary.Create<string, RegisteredBody>(StringComparer.Ordinal);

    public static RegisterState Empty { get; } = new(NoBodies, NoBodies, [], 0, Outbox.Empty);

    public RegisterState With(Outbox outbox) => this with { Outbox = outbox };

    public (RegisterState State, StepOutcome Outcome) Take(RegisterPatch patch)
    {
        var merge = new ShippedData(patch.Shipped is not null);
        var (bodies, shipped) = (Bodies, Shipped);
        foreach (var said in patch.Bodies)
        {
            var held = bodies.GetValueOrDefault(said.Key);
            var before = patch.Shipped is null ? null : shipped.GetValueOrDefault(said.Key);
            bodies = bodies.SetItem(said.Key, new(
                said.Key,
                held?.Kind ?? said.Kind,
                merge.MergeTexts($"the name of {said.Key}", held?.Names, before?.Names, said.Names)!,
                [.. (held?.Aliases ?? []).Union(said.Aliases, StringComparer.Ordinal)],
                merge.Merge($"the parent of {said.Key}", held?.Parent, before?.Parent, said.Parent)));
            shipped = patch.Shipped is null ? shipped : shipped.SetItem(said.Key, said);
        }

        var changed = !ShippedData.Same(bodies, Bodies);
        return (
            changed || !ShippedData.Same(shipped, Shipped)
                ? this with { Bodies = bodies, Shipped = shipped, Version = changed ? Version + 1 : Version }
                : this,
            new(changed, merge.Warnings));
    }
}

internal sealed class RegisterGrain(
    [PersistentState("register", NapStorage.Name)] IPersistentState<Row<RegisterState>> row,
    TimeProvider time,
    ILogger<RegisterGrain> logger) : Grain, IRegisterGrain
{
    private Committed<RegisterState> _state = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(row, RegisterState.Empty, logger);
        return Task.CompletedTask;
    }

    public Task<RegisterView?> Read(long knownVersion) => Task.FromResult(_state.Value.Version <= knownVersion
        ? null
        : new RegisterView(GrainKeys.Name(this.GetPrimaryKeyString()), _state.Value.Version, [.. _state.Value.Bodies.Values]));

    public Task<StepOutcome> Carry(string operationId, RegisterPatch patch) => _state.Apply(state =>
    {
        var digest = RecentOperations.Digest(patch);
        if (state.Steps.Carried(operationId, digest) is { } earlier)
        {
            return (state, earlier.Answer);
        }

        var (next, outcome) = state.Take(patch);
        return ReferenceEquals(next, state)
            ? (state, outcome)
            : (next with { Steps = next.Steps.And(operationId, digest, time.GetUtcNow(), outcome) }, outcome);
    });
}
