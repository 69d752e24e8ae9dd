using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NapGrains.Grains.Delivery;
using Orleans.Storage;

namespace NapGrains.Tests.Grains;

/// <summary>
/// Grain storage that outlives the clusters of a test: rows as JSON, with ETags, as the real stores keep them. It can fail, cut
/// off, or hold writes.
/// </summary>
internal sealed class SharedRows : IGrainStorage, IUnsentRows
{
    private readonly ConcurrentDictionary<(string State, string Key), (string Json, string ETag)> _rows = [];
    private int _writes;

    /// <summary>Called before a write with state name and key; throws to fail it, or ends when the write may go on.</summary>
    public Func<string, string, Task> BeforeWrite { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called after a write took effect; throws to make the caller believe that it failed.</summary>
    public Action<string, string> AfterWrite { get; set; } = (_, _) => { };

    /// <summary>How many writes took effect.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Number of writes that may still take effect; as after a crash, later ones throw.</summary>
    public int? WritesLeft { get; set; }

    /// <summary>Rows as state name and key, with their JSON, in order.</summary>
    public SortedDictionary<string, string> Content => new(
        _rows.ToDictionary(row => $"{row.Key.State} {row.Key.Key}", row => row.Value.Json), StringComparer.Ordinal);

    /// <summary>A row's JSON; null where it was never written.</summary>
    public string? Row(string state, string key) => _rows.TryGetValue((state, key), out var row) ? row.Json : null;

    /// <summary>Whether a row is marked as holding something unsent.</summary>
    public bool IsUnsent(string state, string key) => Row(state, key)?.StartsWith("{\"unsent\":true", StringComparison.Ordinal) == true;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var exists = _rows.TryGetValue((stateName, grainId.Key.ToString()!), out var row);
        grainState.State = exists ? JsonSerializer.Deserialize<T>(row.Json, NapJson.Options)! : Activator.CreateInstance<T>();
        (grainState.RecordExists, grainState.ETag) = (exists, exists ? row.ETag : null);
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId.Key.ToString()!);
        var json = JsonSerializer.Serialize(grainState.State, NapJson.Options);
        await BeforeWrite(stateName, key.Item2);
        lock (_rows)
        {
            if (WritesLeft is { } left)
            {
                WritesLeft = left - 1;
                if (left <= 0)
                {
                    throw new IOException("The disk is gone.");
                }
            }

            var held = _rows.TryGetValue(key, out var row) ? row.ETag : null;
            if (held != grainState.ETag)
            {
                throw new InconsistentStateException($"{stateName} {key.Item2} has changed.", held, grainState.ETag);
            }

            _rows[key] = (json, $"{++_writes}");
            AfterWrite(stateName, key.Item2);
            (grainState.ETag, grainState.RecordExists) = ($"{_writes}", true);
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("No grain of the service clears a row.");

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var key in _rows.Where(row => IsUnsent(row.Key.State, row.Key.Key)).Select(row => row.Key.Key).Distinct().Order(StringComparer.Ordinal))
        {
            ct.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return key;
        }
    }
}
