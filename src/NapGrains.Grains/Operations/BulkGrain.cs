using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Plans;

namespace NapGrains.Grains.Operations;

/// <summary>The stored operation. What is to be done goes when all of it is done.</summary>
internal sealed record BulkState(
    OperationView? View, string Digest, ImmutableArray<PlanIntention> Plans, ImmutableSortedDictionary<string, long> Positions, Outbox Outbox)
    : IUpwardState<BulkState>
{
    public const string Plan = "plans";

    private static readonly ImmutableSortedDictionary<string, long> Nowhere = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    public static BulkState Empty { get; } = new(null, "", [], Nowhere, Outbox.Empty);

    public BulkState With(Outbox outbox) => this with { Outbox = outbox };

    public BulkState Store(OperationView view, BulkIntention intention) =>
        new(view, intention.Digest, intention.Plans, Nowhere, Outbox.Raise(Plan));

    public BulkState Complete(OperationView view, ImmutableSortedDictionary<string, long> positions) => this with
    {
        View = view,
        Plans = [],
        Positions = positions,
        Outbox = Outbox.Acknowledge(new Dictionary<string, long> { [Plan] = Outbox.Version(Plan) }),
    };
}

internal sealed class BulkGrain(
    [PersistentState("bulk", NapStorage.Name)] IPersistentState<Row<BulkState>> row,
    TimeProvider time,
    ILogger<BulkGrain> logger) : Grain, IBulkGrain
{
    /// <summary>Plans under way at once: each keeps many steps under way itself.</summary>
    private const int SideBySide = 8;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);

    private Committed<BulkState> _state = null!;
    private Task _work = Task.CompletedTask;
    private readonly Dictionary<string, int> _done = new(StringComparer.Ordinal);
    private string _id = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = GrainKeys.Name(this.GetPrimaryKeyString());
        _state = new(row, BulkState.Empty, logger);
        Work();
        return Task.CompletedTask;
    }

    public async Task<OperationView> Enqueue(Actor actor, BulkIntention intention)
    {
        foreach (var sideBySide in intention.Plans.Chunk(64))
        {
            await Task.WhenAll(sideBySide.Select(async part => OperationRights.Require(
                actor, part.Plan, await GrainFactory.GetGrain<IPlanGrain>(GrainKeys.Plan(part.Plan)).View(), part.Intention)));
        }

        OperationIds.Check(_id);
        var view = await _state.Apply(state =>
        {
            if (state.View is { } earlier)
            {
                return state.Digest == intention.Digest ? (state, earlier) : throw new OperationIdReusedException(_id);
            }

            var stored = new OperationView(
                GrainKeys.EveryPlan, _id, "IMPORT", OperationState.Queued, 0, intention.Plans.Sum(part => part.Intention.Steps.Length),
                null, null, null, intention.Warnings, time.GetUtcNow(), null);
            return (state.Store(stored, intention), stored);
        });
        Work();
        return view;
    }

    public Task<BulkView?> View() => Task.FromResult(_state.Value.View is not { } view
        ? null
        : new BulkView(
            view.State == OperationState.Completed || _done.Count == 0 ? view : view with { State = OperationState.Running, Done = _done.Values.Sum() },
            _state.Value.Positions));

    public Task Flush()
    {
        Work();
        return _work;
    }

    private void Work()
    {
        if (_work.IsCompleted && _state.Value.View is { State: not OperationState.Completed })
        {
            _work = CarryOutAll();
        }
    }

    private async Task CarryOutAll()
    {
        while (_state.Value is { View: { State: not OperationState.Completed } view } state)
        {
            try
            {
                await CarryOut(view, state);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // The intention is durable, so it is carried out however long that takes.
                logger.LogWarning(failure, "Operation {Operation} goes on in {Retry}", _id, Retry);
                await Task.Delay(Retry);
            }
        }
    }

    private async Task CarryOut(OperationView view, BulkState state)
    {
        var next = new Queue<PlanIntention>(state.Plans);
        var outcomes = new List<OperationView>();
        await Task.WhenAll(Enumerable.Range(0, SideBySide).Select(async _ =>
        {
            while (next.TryDequeue(out var part))
            {
                outcomes.Add(await CarryOut(part, PlanOperation(state.Digest)));
            }
        }));
        var completed = view with
        {
            State = OperationState.Completed,
            Done = view.Total,
            Changed = outcomes.Exists(outcome => outcome.Changed == true),
            Warnings = [.. view.Warnings, .. outcomes.OrderBy(outcome => outcome.Plan, StringComparer.Ordinal).SelectMany(outcome => outcome.Warnings)],
            CompletedAt = time.GetUtcNow(),
        };
        var positions = outcomes.ToImmutableSortedDictionary(outcome => outcome.Plan, outcome => outcome.Position ?? 0, StringComparer.Ordinal);
        await _state.Apply(held => held.View?.State == OperationState.Completed ? held : held.Complete(completed, positions));
        logger.LogInformation("Operation {Operation} is complete: {Steps} steps in {Plans} plans", _id, view.Total, outcomes.Count);
    }

    /// <summary>Hands a plan's part to its queue, and waits until it is carried out.</summary>
    private async Task<OperationView> CarryOut(PlanIntention part, string operation)
    {
        var queue = GrainFactory.GetGrain<IOperationsGrain>(GrainKeys.Operations(part.Plan));
        var outcome = await queue.Enqueue(Actor.Service, operation, part.Intention);
        while (outcome.State != OperationState.Completed)
        {
            DelayDeactivation(TimeSpan.FromMinutes(10));
            await Task.Delay(Look);
            // A queue forgets what was completed long ago.
            outcome = await queue.View(operation) ?? outcome with { State = OperationState.Completed };
            _done[part.Plan] = outcome.Done;
        }

        _done[part.Plan] = outcome.Total;
        return outcome;
    }

    /// <summary>The id in the plans' queues: nobody else's, whatever ids they were given.</summary>
    private string PlanOperation(string digest) => $"bulk-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_id}\n{digest}")))}";
}
