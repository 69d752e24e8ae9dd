using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace NapGrains.Grains.Delivery;

/// <summary>
/// A grain's state as it is on disk, and the one way to change it. Changes are functions from state to state; those that
/// come while a write is under way share the next one (group commit), and each caller is answered after the write that
/// holds its change. Readers see only what is durable; a write that fails takes its changes with it.
/// </summary>
/// <param name="row">The persistent row.</param>
/// <param name="empty">The state of a grain that was never written.</param>
/// <param name="logger">Where failed writes are reported.</param>
/// <param name="longestRest">The most that it rests between two writes under load, as parents with many children do; none by default.</param>
internal sealed partial class Committed<T>(IPersistentState<Row<T>> row, T empty, ILogger logger, TimeSpan longestRest = default)
    where T : class, IUpwardState<T>
{
    /// <summary>
    /// Changes that may wait for a write, those of the write under way included. A healthy store leaves hundreds waiting under the
    /// heaviest load; one that is away for seconds must not leave what everybody asks meanwhile.
    /// </summary>
    internal const int MostWaiting = 4096;

    private List<Change> _waiting = [];
    private int _beingWritten;
    private bool _writing;
    private bool _stale;
    private (long Ended, TimeSpan Took)? _lastWrite;

    /// <summary>What is durable now.</summary>
    public T Value { get; private set; } = row.State.State ?? empty;

    /// <summary>Called after every write.</summary>
    public Action? Written { get; set; }

    /// <summary>
    /// Called before a write with what is durable and what is to be: writes rows beside the grain's own that have to be durable
    /// first, and says what the grain's row is to hold.
    /// </summary>
    public Func<T, T, Task<T>>? Prepare { get; set; }

    /// <summary>Called when the grain's row was read: adds what stands in rows beside it.</summary>
    public Func<T, Task<T>>? Complete { get; set; }

    /// <summary>What is known to be acknowledged; every write takes it along, so that an acknowledgement needs none of its own.</summary>
    public IReadOnlyDictionary<string, long> Acknowledged { get; set; } = new Dictionary<string, long>();

    /// <summary>Completes what the grain was activated with; only a grain with <see cref="Complete"/> needs it.</summary>
    public async Task Load() => Value = await Read();

    /// <summary>Carries out a change and answers when it is durable.</summary>
    /// <exception cref="RefusalException">The change refused; nothing was written for it.</exception>
    /// <exception cref="StorageUnavailableException">
    /// The write failed; whether it took effect shows when it is asked again. Or <see cref="MostWaiting"/> changes wait already.
    /// </exception>
    public Task<TAnswer> Apply<TAnswer>(Func<T, (T State, TAnswer Answer)> change)
    {
        if (_waiting.Count + _beingWritten >= MostWaiting)
        {
            return Task.FromException<TAnswer>(
                new StorageUnavailableException("The store is slower than what is asked of it; the same call may be made again."));
        }

        var waiting = new Change<TAnswer>(change);
        _waiting.Add(waiting);
        if (!_writing)
        {
            _writing = true;
            _ = WriteAll();
        }

        return waiting.Done.Task;
    }

    /// <inheritdoc cref="Apply{TAnswer}"/>
    public Task Apply(Func<T, T> change) => Apply(state => (change(state), true));

    /// <summary>
    /// Reads the row again where the last write seemed to fail: it may have taken effect all the same, and then the row holds
    /// something to send that nobody here knows of.
    /// </summary>
    public Task Refresh() => _stale ? Apply(state => state) : Task.CompletedTask;

    private async Task WriteAll()
    {
        while (_waiting.Count > 0)
        {
            await Rest();
            var began = Stopwatch.GetTimestamp();
            var batch = _waiting;
            (_waiting, _beingWritten) = ([], batch.Count);
            try
            {
                await Write(batch);
                batch.ForEach(change => change.Answer());
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                logger.LogWarning(failure, "Writing {Grain} failed; {Count} changes were not taken", typeof(T).Name, batch.Count);
                _stale = true;
                var reason = new StorageUnavailableException("The store cannot write now; the same call may be made again.");
                batch.ForEach(change => change.Fail(reason));
            }

            _lastWrite = (Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(began));
        }

        (_writing, _beingWritten) = (false, 0);
    }

    private async Task Rest()
    {
        if (longestRest > TimeSpan.Zero && _lastWrite is { } last && GroupCommit.Rest(last.Took, longestRest) - Stopwatch.GetElapsedTime(last.Ended) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest);
        }
    }

    private async Task Write(List<Change> batch)
    {
        if (_stale)
        {
            await Reread();
        }

        try
        {
            await WriteOnce(batch);
        }
        catch (InconsistentStateException)
        {
            // Somebody else wrote the row, or an earlier write of ours took effect although it failed: decide again on what is there.
            await Reread();
            await WriteOnce(batch);
        }
    }

    private async Task WriteOnce(List<Change> batch)
    {
        var next = batch.Aggregate(Value, (state, change) => change.Run(state, isDurable: ReferenceEquals(state, Value)));
        if (ReferenceEquals(next, Value))
        {
            return;
        }

        if (Prepare is { } prepare)
        {
            next = await prepare(Value, next);
        }

        next = next.With(next.Outbox.Acknowledge(Acknowledged));
        BeforeWrite(next);
        row.State = new Row<T> { Unsent = next.Outbox.HasUnsent, State = next };
        await row.WriteStateAsync();
        Value = next;
        Written?.Invoke();
    }

    /// <summary>Where a test may stand in the way; a release has nobody there, and then this is no call at all.</summary>
    partial void BeforeWrite(T next);

    private async Task Reread()
    {
        await row.ReadStateAsync();
        Value = await Read();
        _stale = false;
        Written?.Invoke();
    }

    private async Task<T> Read()
    {
        var read = row.State.State ?? empty;
        return Complete is { } complete ? await complete(read) : read;
    }

    private abstract class Change
    {
        public abstract T Run(T state, bool isDurable);

        public abstract void Answer();

        public abstract void Fail(Exception reason);
    }

    private sealed class Change<TAnswer>(Func<T, (T State, TAnswer Answer)> change) : Change
    {
        private Exception? _refusal;
        private bool _refusedDurably;
        private TAnswer? _answer;

        public TaskCompletionSource<TAnswer> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override T Run(T state, bool isDurable)
        {
            (_refusal, _refusedDurably) = (null, isDurable);
            try
            {
                (state, _answer) = change(state);
            }
            catch (RefusalException refusal)
            {
                _refusal = refusal;
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                // A fault in one change is its caller's, not its neighbours'.
                _refusal = fault;
            }

            return state;
        }

        public override void Answer()
        {
            if (_refusal is null)
            {
                Done.SetResult(_answer!);
            }
            else
            {
                Done.SetException(_refusal);
            }
        }

        // A refusal that rests on a neighbour's change falls with it.
        public override void Fail(Exception reason) => Done.SetException(_refusedDurably && _refusal is not null ? _refusal : reason);
    }
}
