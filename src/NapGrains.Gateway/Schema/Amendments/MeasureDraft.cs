using System.Collections.Immutable;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Schema.Amendments;

/// <summary>What an amendment makes of one measure, gathered from all its changes.</summary>
/// <param name="Id">The measure's identity.</param>
/// <param name="Held">The measure as it is; null for one that is added.</param>
internal sealed record MeasureDraft(string Id, MeasureView? Held)
{
    public MeasureChange Change { get; init; } = new([]);

    /// <summary>All bodies that the plan names on it; null where they stay.</summary>
    public IReadOnlyList<ExecutorInput>? Executors { get; init; }

    public string Number => Change.Number ?? Held!.Definition.Number;

    public int Priority => Change.Priority ?? Held!.Definition.Priority;

    public bool IsWithdrawn => Change.Kinds.Contains(AmendmentKind.Withdrawn);

    /// <summary>First year in which something is expected; null for no such bound.</summary>
    public int? ScheduledFrom => Change.Dates is { } dates ? dates.Schedule?.From : Held?.Definition.Schedule?.From;

    /// <summary>The delegations of leads that stay.</summary>
    public ImmutableArray<Delegation> Delegations => Executors is null
        ? Held?.Definition.Delegations ?? []
        : [.. (Held?.Definition.Delegations ?? []).Where(delegation => Executors.Any(executor => executor.Agency == delegation.From))];

    public MeasureDraft With(AmendmentKind kind, Func<MeasureChange, MeasureChange> change) =>
        this with { Change = change(Change) with { Kinds = Change.Kinds.Add(kind) } };
}
