using System.Buffers;
using System.IO.Pipelines;

namespace NapGrains.Gateway.Transport.EventStreams;

/// <summary>Writes one stream's events, and a comment whenever it was silent for a while, so that nothing between closes it.</summary>
internal sealed class EventWriter : IAsyncDisposable
{
    private readonly PipeWriter _output;
    private readonly TransportOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _heartbeat;

    public EventWriter(PipeWriter output, TransportOptions options, TimeProvider time)
    {
        _output = output;
        _options = options;
        _time = time;
        _heartbeat = Beat();
    }

    /// <summary>Writes an answer.</summary>
    /// <exception cref="TimeoutException">The client does not read.</exception>
    public Task Next(Action<IBufferWriter<byte>> writeJson, CancellationToken cancellation) => Write(
        output =>
        {
            output.Write("event: next\ndata: "u8);
            // JSON escapes line breaks, so it is always one line.
            writeJson(output);
            output.Write("\n\n"u8);
        },
        cancellation);

    /// <summary>Writes that nothing follows. The empty data is for browsers, which drop an event without any.</summary>
    /// <exception cref="TimeoutException">The client does not read.</exception>
    public Task Complete(CancellationToken cancellation) =>
        Write(output => output.Write("event: complete\ndata:\n\n"u8), cancellation);

    /// <summary>Writes something that clients skip.</summary>
    /// <exception cref="TimeoutException">The client does not read.</exception>
    public Task Comment(CancellationToken cancellation) => Write(output => output.Write(":\n\n"u8), cancellation);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _heartbeat;
        _end.Dispose();
        _turn.Dispose();
    }

    private async Task Write(Action<PipeWriter> write, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            write(_output);
            var flush = _output.FlushAsync(cancellation);
            if (!flush.IsCompletedSuccessfully) await flush.AsTask().WaitAsync(_options.SlowReaderTimeout, _time, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task Beat()
    {
        using var timer = new PeriodicTimer(_options.Heartbeat, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token)) await Comment(_end.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException or IOException)
        {
            // The stream is over, or the writer of events finds out itself that it is.
        }
    }
}
