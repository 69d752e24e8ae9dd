using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Priorities;

namespace NapGrains.Grains.Operations;

/// <summary>A stored operation. Its steps go when it is completed.</summary>
internal sealed record StoredOperation(OperationView View, string Digest, string? Period, int Phase, bool AnyChange, ImmutableArray<Step> Steps, PlanChange? Event = null);

internal sealed record OperationsState(ImmutableArray<StoredOperation> Operations, long Emitted, Outbox Outbox) : IUpwardState<OperationsState>
{
    public const string Queue = "queue";
    private const int MostRemembered = 256;

    public static OperationsState Empty { get; } = new([], 0, Outbox.Empty);

    [JsonIgnore]
    public StoredOperation? Next => Operations.FirstOrDefault(operation => operation.View.State != OperationState.Completed);

    /// <summary>The plan's version after the last operation that is remembered.</summary>
    [JsonIgnore]
    public int LastVersion => Operations.Max(operation => operation.View.PlanVersion) ?? 0;

    public OperationsState With(Outbox outbox) => this with { Outbox = outbox };

    public StoredOperation? Find(string id) => Operations.FirstOrDefault(operation => operation.View.Id == id);

    /// <summary>Adds an operation and forgets the oldest completed ones; one that is not completed is never forgotten.</summary>
    public OperationsState Add(StoredOperation operation)
    {
        var forgotten = Operations.Where(old => old.View.State == OperationState.Completed)
            .Take(Operations.Length + 1 - MostRemembered).Select(old => old.View.Id).ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Operations = [.. Operations.Where(old => !forgotten.Contains(old.View.Id)), operation],
            Outbox = Outbox.Raise(Queue),
        };
    }

    /// <summary>Notes how far an operation is; an activation that lost its silo and lags behind another one sets nothing back.</summary>
    public OperationsState Replace(StoredOperation operation) => IsBehind(operation)
        ? this with { Operations = [.. Operations.Select(old => old.View.Id == operation.View.Id ? operation : old)] }
        : this;

    /// <summary>Notes that an operation is completed, and that its event, if it has one, was the one of this number.</summary>
    public OperationsState Complete(StoredOperation operation, long emitted)
    {
        if (!IsBehind(operation))
        {
            return this;
        }

        var next = Replace(operation) with { Emitted = emitted };
        return next.Next is null
            ? next.With(next.Outbox.Acknowledge(new Dictionary<string, long> { [Queue] = next.Outbox.Version(Queue) }))
            : next;
    }

    private bool IsBehind(StoredOperation operation) =>
        Find(operation.View.Id) is { View.State: not OperationState.Completed } held && held.Phase <= operation.Phase;
}

internal sealed class OperationsGrain(
    [PersistentState("operations", NapStorage.Name)] IPersistentState<Row<OperationsState>> row,
    TimeProvider time,
    ILogger<OperationsGrain> logger) : Grain, IOperationsGrain
{
    /// <summary>Steps under way at once: many, for each waits until its parents have written, and they write together.</summary>
    private const int SideBySide = 256;
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);

    private Committed<OperationsState> _state = null!;
    private Task _work = Task.CompletedTask;
    private (string Operation, int Done) _progress = ("", 0);
    private string _plan = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _plan = GrainKeys.Name(this.GetPrimaryKeyString());
        _state = new(row, OperationsState.Empty, logger);
        Work();
        return Task.CompletedTask;
    }

    public async Task<OperationView> Enqueue(Actor actor, string operationId, Intention intention)
    {
        var plan = await GrainFactory.GetGrain<IPlanGrain>(GrainKeys.Plan(_plan)).View();
        OperationRights.Require(actor, _plan, plan, intention);
        OperationIds.Check(operationId);
        var view = await _state.Apply(state =>
        {
            if (state.Find(operationId) is { } earlier)
            {
                return earlier.Digest == intention.Digest ? (state, earlier.View) : throw new OperationIdReusedException(operationId);
            }

            if (intention.Expects is { } expected && (state.Next is not null || state.LastVersion > expected || plan?.Version != expected))
            {
                // What is stored is carried out, so it must fit the plan on which it will be.
                throw new RefusalException("PLAN_CHANGED", $"The plan is being changed, or is no longer at version {expected}: look at it, and send this again.");
            }

            var stored = new OperationView(
                _plan, operationId, intention.Kind, OperationState.Queued, 0, intention.Steps.Length,
                null, null, null, intention.Warnings, time.GetUtcNow(), null);
            return (state.Add(new(stored, intention.Digest, intention.Period, 0, false, intention.Steps, intention.Event)), stored);
        });
        Work();
        return view;
    }

    public Task<OperationView?> View(string operationId)
    {
        var found = _state.Value.Find(operationId);
        return Task.FromResult(found is not null && found.View.Id == _progress.Operation && found.View.State != OperationState.Completed
            ? found.View with { State = OperationState.Running, Done = _progress.Done }
            : found?.View);
    }

    public Task Flush()
    {
        Work();
        return _work;
    }

    private void Work()
    {
        if (_work.IsCompleted && _state.Value.Next is not null)
        {
            _work = CarryOutAll();
        }
    }

    private async Task CarryOutAll()
    {
        while (_state.Value.Next is { } operation)
        {
            try
            {
                await CarryOut(operation);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // The intention is durable, so it is carried out however long that takes.
                logger.LogWarning(failure, "Operation {Operation} of {Plan} goes on in {Retry}", operation.View.Id, _plan, Retry);
                await Task.Delay(Retry);
            }
        }
    }

    private async Task CarryOut(StoredOperation operation)
    {
        DelayDeactivation(TimeSpan.FromMinutes(10));
        foreach (var phase in operation.Steps.GroupBy(step => step.Phase).OrderBy(phase => phase.Key).Where(phase => phase.Key >= operation.Phase))
        {
            operation = await CarryOut(operation, phase.Key, [.. phase]);
        }

        await SettleRollups(operation);
        var version = await GrainFactory.GetGrain<IPlanGrain>(GrainKeys.Plan(_plan)).Conclude(operation.View.Id, operation.AnyChange);
        var feed = GrainFactory.GetGrain<IFeedGrain>(GrainKeys.Feed(_plan));
        var number = _state.Value.Emitted + 1;
        var position = operation.AnyChange
            ? await feed.Append(this.GetPrimaryKeyString(),
            [
                new(number, Told(operation, version)),
            ])
            : await feed.Head();
        var completed = operation with
        {
            Steps = [],
            View = operation.View with
            {
                State = OperationState.Completed,
                Done = operation.View.Total,
                Changed = operation.AnyChange,
                PlanVersion = version,
                Position = position,
                CompletedAt = time.GetUtcNow(),
            },
        };
        await _state.Apply(state => state.Complete(completed, operation.AnyChange ? number : state.Emitted));
        logger.LogInformation(
            "Operation {Operation} of {Plan} is complete: {Steps} steps, plan version {Version}", operation.View.Id, _plan, operation.View.Total, version);
    }

    private static PlanChange Told(StoredOperation operation, int version) => operation.Event switch
    {
        null => new(PlanEventKind.DocumentImported, operation.View.StoredAt, Period: operation.Period, To: $"{version}"),
        { Kind: PlanEventKind.PlanAmended } amended => amended with { At = operation.View.StoredAt, From = $"{version - 1}", To = $"{version}" },
        var told => told with { At = operation.View.StoredAt },
    };

    private async Task<StoredOperation> CarryOut(StoredOperation operation, int phase, ImmutableArray<Step> steps)
    {
        _progress = (operation.View.Id, operation.View.Done);
        var (changed, warnings) = (false, new List<OperationWarning>());
        foreach (var sideBySide in steps.Chunk(SideBySide))
        {
            foreach (var outcome in await Task.WhenAll(sideBySide.Select(step => step.Carry(GrainFactory, _plan, operation.View.Id))))
            {
                changed |= outcome.Changed;
                warnings.AddRange(outcome.Warnings.Select(warning => new OperationWarning(0, warning, "kept")));
            }

            _progress.Done += sideBySide.Length;
        }

        warnings.ForEach(warning => logger.LogWarning("Operation {Operation} of {Plan}: {Warning}", operation.View.Id, _plan, warning.What));
        var next = operation with
        {
            Phase = phase + 1,
            AnyChange = operation.AnyChange || changed,
            View = operation.View with
            {
                State = OperationState.Running,
                Done = operation.View.Done + steps.Length,
                Warnings = operation.View.Warnings.AddRange(warnings),
            },
        };
        await _state.Apply(state => state.Replace(next));
        return next;
    }

    /// <summary>Waits until all that the steps changed has arrived above, so that “completed” means that every total is right.</summary>
    private async Task SettleRollups(StoredOperation operation)
    {
        var measures = operation.Steps.Select(step => step.Counted).OfType<string>().Distinct(StringComparer.Ordinal);
        await Task.WhenAll(measures.Select(measure => GrainFactory.GetGrain<IMeasureGrain>(GrainKeys.Measure(_plan, measure)).Flush()));
        var plan = await GrainFactory.GetGrain<IPlanGrain>(GrainKeys.Plan(_plan)).View();
        await Task.WhenAll((plan?.Priorities ?? []).Select(number => GrainFactory.GetGrain<IPriorityGrain>(GrainKeys.Priority(_plan, number)).Flush()));
    }
}
