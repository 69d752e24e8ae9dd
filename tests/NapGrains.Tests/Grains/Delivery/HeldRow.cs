using System.Text.Json;
using NapGrains.Grains.Delivery;

namespace NapGrains.Tests.Grains.Delivery;

/// <summary>A grain's row that is written when the test says so, well or badly; what is on disk is JSON.</summary>
internal sealed class HeldRow<T> : IPersistentState<Row<T>>
    where T : class
{
    private readonly Queue<TaskCompletionSource<Func<Exception?>>> _held = [];
    private string? _disk;

    /// <summary>Whether writes wait for <see cref="LetGo"/>.</summary>
    public bool Holds { get; set; }

    /// <summary>Thrown by the next writes, in this order; null for a write that works.</summary>
    public Queue<Exception?> Failures { get; } = [];

    public Exception? ReadFailure { get; set; }

    public int Writes { get; private set; }

    public int Reads { get; private set; }

    public Row<T> State { get; set; } = new();

    public string? Etag { get; private set; }

    public bool RecordExists => _disk is not null;

    /// <summary>What is on disk.</summary>
    public Row<T>? Disk => _disk is null ? null : JsonSerializer.Deserialize<Row<T>>(_disk, NapJson.Options);

    /// <summary>Puts a row on disk behind the grain's back.</summary>
    public void Overwrite(T state) => _disk = Json.Of(new Row<T> { State = state });

    /// <summary>Ends the oldest write that is held.</summary>
    public void LetGo(Exception? failure = null) => _held.Dequeue().SetResult(() => failure);

    public async Task WriteStateAsync()
    {
        Writes++;
        var written = Json.Of(State);
        if (Holds)
        {
            var held = new TaskCompletionSource<Func<Exception?>>();
            _held.Enqueue(held);
            if ((await held.Task)() is { } failure)
            {
                throw failure;
            }
        }

        if (Failures.TryDequeue(out var next) && next is not null)
        {
            throw next;
        }

        _disk = written;
        Etag = $"{Writes}";
    }

    public Task ReadStateAsync()
    {
        Reads++;
        if (ReadFailure is { } failure)
        {
            throw failure;
        }

        State = Disk ?? new Row<T>();
        return Task.CompletedTask;
    }

    public Task ClearStateAsync() => throw new NotSupportedException("Grains of the service clear no rows.");
}
