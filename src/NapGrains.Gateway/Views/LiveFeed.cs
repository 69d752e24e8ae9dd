using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NapGrains.Gateway.Transport.Execution;

namespace NapGrains.Gateway.Views;

/// <summary>How far a reader may fall behind the live edge. What comes at once counts as one event, however much it is.</summary>
/// <param name="Events">Events that may wait behind one that the reader does not take.</param>
/// <param name="Time">How long the reader may take over that one, whatever waits behind it.</param>
public readonly record struct Patience(int Events, TimeSpan Time);

/// <summary>
/// What one reader of a feed has read last, for any number of others to follow. Each follower reads by position, at its own
/// pace: there is nothing between the feed and it that could be lost, doubled, or grow.
/// </summary>
/// <typeparam name="TEntry">An entry of the feed.</typeparam>
/// <typeparam name="TState">What the entries change; it holds every entry that is handed on.</typeparam>
/// <param name="positionOf">Position of an entry: from 1, without a gap.</param>
/// <param name="time">The clock.</param>
public sealed class LiveFeed<TEntry, TState>(Func<TEntry, long> positionOf, TimeProvider time)
    where TState : class
{
    private const int RecentEntries = 4096;

    private volatile Followed _now = new(null, 0, [], NewSignal());

    /// <summary>The state after the last entries; null before anything was published.</summary>
    public TState? State => _now.State;

    /// <summary>Publishes what was read next; only the feed's one reader may.</summary>
    /// <param name="state">The state that holds the entries.</param>
    /// <param name="position">Position of the last entry that the state holds.</param>
    /// <param name="entries">Entries that follow on those of the last time; empty where the state was read anew.</param>
    public void Publish(TState state, long position, ImmutableArray<TEntry> entries)
    {
        var before = _now;
        var recent = entries.IsEmpty ? [] : before.Recent.AddRange(entries);
        _now = new(state, position, recent.Length > RecentEntries ? recent[^(RecentEntries / 2)..] : recent, NewSignal());
        before.Signal.TrySetResult();
    }

    /// <summary>The state once it holds a position.</summary>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task<TState> At(long position, CancellationToken cancellation)
    {
        while (true)
        {
            var now = _now;
            if (now.State is { } state && now.Position >= position)
            {
                return state;
            }

            await now.Signal.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>The state once it is another one than the reader has, whatever its position: a feed that was put back is read anew.</summary>
    public async Task<TState> Newer(TState? than, CancellationToken cancellation)
    {
        while (true)
        {
            var now = _now;
            if (now.State is { } state && state != than)
            {
                return state;
            }

            await now.Signal.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Entries after a position, then live, exactly in order.</summary>
    /// <param name="position">Position of the last entry before.</param>
    /// <param name="patience">How far the reader may fall behind.</param>
    /// <param name="older">Reads entries after a position from the feed itself: some of those that are there, in order.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <remarks>A reader that does not keep up is ended with a <see cref="SlowReaderException"/>; it comes back with the position it has.</remarks>
    public async IAsyncEnumerable<(TEntry Entry, TState State)> After(
        long position, Patience patience, Func<long, Task<ImmutableArray<TEntry>>> older, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // What was there when the reader came or woke is not held against it.
        var edge = _now.Position;
        while (true)
        {
            var now = _now;
            if (now.Position <= position)
            {
                await now.Signal.Task.WaitAsync(cancellation);
                edge = _now.Position;
                continue;
            }

            var next = now.Recent is [var first, ..] && positionOf(first) <= position + 1
                ? now.Recent[(int)(position + 1 - positionOf(first))..]
                // What the state does not hold yet is handed on when it does.
                : [.. (await older(position)).TakeWhile(entry => positionOf(entry) <= now.Position)];
            foreach (var entry in next)
            {
                cancellation.ThrowIfCancellationRequested();
                var handedOn = time.GetTimestamp();
                yield return (entry, _now.State!);
                position = positionOf(entry);
                if (_now.Position - Math.Max(edge, position) > patience.Events && time.GetElapsedTime(handedOn) > patience.Time)
                {
                    throw new SlowReaderException();
                }
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Followed(TState? State, long Position, ImmutableArray<TEntry> Recent, TaskCompletionSource Signal);
}
