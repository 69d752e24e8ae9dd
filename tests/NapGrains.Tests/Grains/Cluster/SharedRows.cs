using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NapGrains.Grains.Delivery;
using Orleans.Storage;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>Rows that outlive the clusters of a test: JSON with ETags, as the real stores keep them.</summary>
internal sealed class SharedRows : IUnsentRows
{
    private readonly ConcurrentDictionary<(string State, string Key), (string Json, string ETag)> _rows = [];
    private readonly List<(Func<bool> Holds, TaskCompletionSource Done)> _awaited = [];
    private int _writes, _listings;

    /// <summary>Called with state name and key before a write takes effect; what it throws is how the write fails.</summary>
    public Func<string, string, Task> BeforeWrite { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called after a write took effect; what it throws is what the writer sees of it.</summary>
    public Action<string, string> AfterWrite { get; set; } = (_, _) => { };

    /// <summary>How many writes took effect.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>How often the unsent rows were listed to their end.</summary>
    public int Listings => Volatile.Read(ref _listings);

    /// <summary>A row's JSON; null where it was never written.</summary>
    public string? Row(string state, string key) => _rows.TryGetValue((state, key), out var row) ? row.Json : null;

    /// <summary>Keys of the rows in which a text stands.</summary>
    public IEnumerable<string> Holding(string text) =>
        _rows.Where(row => row.Value.Json.Contains(text, StringComparison.Ordinal)).Select(row => row.Key.Key).Order(StringComparer.Ordinal);

    /// <summary>Rows that begin as these are now.</summary>
    public SharedRows Copy()
    {
        var copy = new SharedRows { _writes = _writes };
        foreach (var (key, row) in _rows)
        {
            copy._rows[key] = row;
        }

        return copy;
    }

    /// <summary>Whether a row is marked as holding something unsent.</summary>
    public bool IsUnsent(string state, string key) => Row(state, key)?.StartsWith("{\"unsent\":true", StringComparison.Ordinal) == true;

    /// <summary>Ends with the write after which <paramref name="holds"/>; at once where it holds already.</summary>
    public Task When(Func<bool> holds)
    {
        lock (_awaited)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (holds())
            {
                done.SetResult();
            }
            else
            {
                _awaited.Add((holds, done));
            }

            return done.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>One cluster's way to the rows.</summary>
    /// <param name="writes">The number of writes after which it is cut, as by a crash; null for no such end.</param>
    public Attachment Attach(int? writes = null) => new(this, writes);

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var key in _rows.Keys.Where(row => IsUnsent(row.State, row.Key)).Select(row => row.Key).Distinct().Order(StringComparer.Ordinal))
        {
            ct.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return key;
        }

        Interlocked.Increment(ref _listings);
    }

    internal sealed class Attachment(SharedRows rows, int? writes) : IGrainStorage
    {
        private readonly TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = writes ?? int.MaxValue;

        /// <summary>Ends when a write was made that found the way cut.</summary>
        public Task Cut => _cut.Task;

        public void Sever() => Volatile.Write(ref _left, 0);

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var exists = rows._rows.TryGetValue((stateName, grainId.Key.ToString()!), out var row);
            grainState.State = exists ? JsonSerializer.Deserialize<T>(row.Json, NapJson.Options)! : Activator.CreateInstance<T>();
            (grainState.RecordExists, grainState.ETag) = (exists, exists ? row.ETag : null);
            return Task.CompletedTask;
        }

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var key = (stateName, grainId.Key.ToString()!);
            var json = JsonSerializer.Serialize(grainState.State, NapJson.Options);
            await rows.BeforeWrite(stateName, key.Item2);
            lock (rows._awaited)
            {
                if (Interlocked.Decrement(ref _left) < 0)
                {
                    _cut.TrySetResult();
                    throw new IOException("The store is gone.");
                }

                var held = rows._rows.TryGetValue(key, out var row) ? row.ETag : null;
                if (held != grainState.ETag)
                {
                    throw new InconsistentStateException($"{stateName} {key.Item2} has changed.", held, grainState.ETag);
                }

                var etag = $"{Interlocked.Increment(ref rows._writes)}";
                rows._rows[key] = (json, etag);
                foreach (var met in rows._awaited.Where(awaited => awaited.Holds()).ToList())
                {
                    rows._awaited.Remove(met);
                    met.Done.SetResult();
                }

                rows.AfterWrite(stateName, key.Item2);
                (grainState.ETag, grainState.RecordExists) = (etag, true);
            }
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            throw new NotSupportedException("No grain of the service clears a row.");
    }
}
