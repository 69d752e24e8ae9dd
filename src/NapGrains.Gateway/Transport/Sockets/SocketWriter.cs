using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using GraphQL;
using NapGrains.Gateway.Transport.Execution;

namespace NapGrains.Gateway.Transport.Sockets;

/// <summary>
/// What a socket sends. Messages go out one at a time, each written when its turn comes, so that a client that does not read
/// holds one message an operation and no more.
/// </summary>
internal sealed class SocketWriter(WebSocket socket, ResultWriter results, TransportOptions options, TimeProvider time) : IDisposable
{
    // What the buffer keeps between messages; a socket in ten thousand that once sent much must not keep it.
    private const int KeptBytes = 16 * 1024;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private ArrayBufferWriter<byte> _buffer = new(256);
    private int _closing;

    /// <summary>True from when the socket began to close: nothing more is sent, and nothing read is heeded.</summary>
    public bool IsClosing => Volatile.Read(ref _closing) != 0;

    public Task Acknowledge(CancellationToken cancellation) =>
        Send(static (writer, _) => writer.WriteString("type"u8, "connection_ack"u8), 0, cancellation);

    public Task Pong(ReadOnlyMemory<byte> payload, CancellationToken cancellation) => Send(
        static (writer, payload) =>
        {
            writer.WriteString("type"u8, "pong"u8);
            if (payload.IsEmpty) return;
            writer.WritePropertyName("payload"u8);
            writer.WriteRawValue(payload.Span, skipInputValidation: true);
        },
        payload,
        cancellation);

    public Task Next(string id, ExecutionResult result, CancellationToken cancellation) => Send(
        static (writer, message) =>
        {
            writer.WriteString("id"u8, message.id);
            writer.WriteString("type"u8, "next"u8);
            writer.WritePropertyName("payload"u8);
            message.results.Write(writer, message.result);
        },
        (id, result, results),
        cancellation);

    public Task Next(string id, ReadOnlyMemory<byte> answer, CancellationToken cancellation) => Send(
        static (writer, message) =>
        {
            writer.WriteString("id"u8, message.id);
            writer.WriteString("type"u8, "next"u8);
            writer.WritePropertyName("payload"u8);
            writer.WriteRawValue(message.answer.Span, skipInputValidation: true);
        },
        (id, answer),
        cancellation);

    public Task Error(string id, IEnumerable<ExecutionError> errors, CancellationToken cancellation) => Send(
        static (writer, message) =>
        {
            writer.WriteString("id"u8, message.id);
            writer.WriteString("type"u8, "error"u8);
            writer.WritePropertyName("payload"u8);
            message.results.Write(writer, message.errors);
        },
        (id, errors, results),
        cancellation);

    public Task Complete(string id, CancellationToken cancellation) => Send(
        static (writer, id) =>
        {
            writer.WriteString("id"u8, id);
            writer.WriteString("type"u8, "complete"u8);
        },
        id,
        cancellation);

    /// <summary>Closes the socket, once: says why, and waits a little for the client to close its side.</summary>
    /// <returns>Completes when nothing is left to do for this side; a client that does not answer is cut off.</returns>
    public async Task Close(int code, string reason, Task receiving)
    {
        if (Interlocked.Exchange(ref _closing, 1) != 0) return;
        try
        {
            if (!await _turn.WaitAsync(TimeSpan.Zero) && !await Soon(_turn.WaitAsync()))
            {
                // A message is stuck before a client that does not read; it would not read why either.
                socket.Abort();
                return;
            }
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived
                && !await Soon(socket.CloseOutputAsync((WebSocketCloseStatus)code, Shorten(reason), CancellationToken.None)))
            {
                socket.Abort();
                return;
            }
            if (!await Soon(receiving)) socket.Abort();
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone already.
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<bool> Soon(Task task)
    {
        try
        {
            await task.WaitAsync(Linger, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task Send<T>(Action<Utf8JsonWriter, T> write, T message, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (IsClosing) throw new OperationCanceledException("The socket closes.");
            var writer = ResultWriter.Rent(_buffer);
            writer.WriteStartObject();
            write(writer, message);
            writer.WriteEndObject();
            ResultWriter.Return(writer);

            var sending = socket.SendAsync(_buffer.WrittenMemory, WebSocketMessageType.Text, true, CancellationToken.None);
            if (!sending.IsCompletedSuccessfully) await sending.AsTask().WaitAsync(options.SlowReaderTimeout, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // The message that is stuck still reads the buffer; cutting the socket ends that.
            socket.Abort();
            throw new SlowReaderException();
        }
        finally
        {
            if (_buffer.Capacity > KeptBytes) _buffer = new ArrayBufferWriter<byte>(256);
            else _buffer.ResetWrittenCount();
            _turn.Release();
        }
    }

    // A close frame holds 123 bytes of reason.
    private static string Shorten(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > 123) reason = reason[..^1];
        return reason;
    }
}
