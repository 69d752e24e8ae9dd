using System.Buffers;
using System.Net.WebSockets;

namespace NapGrains.Gateway.Transport.Sockets;

/// <summary>How reading a message went.</summary>
internal enum SocketRead
{
    Message,
    Closed,
    TooBig,
    NotText,
}

/// <summary>Reads whole messages of a socket, up to a size.</summary>
internal sealed class SocketReader(WebSocket socket, int limit) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(2 * 1024);
    private int _length;

    /// <summary>The message last read; valid until the next is.</summary>
    public ReadOnlyMemory<byte> Message => _buffer.AsMemory(0, _length);

    /// <summary>Waits for the next message.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async ValueTask<SocketRead> Read(CancellationToken cancellation)
    {
        _length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(_length), cancellation);
            if (part.MessageType == WebSocketMessageType.Close) return SocketRead.Closed;
            if (part.MessageType == WebSocketMessageType.Binary) return SocketRead.NotText;
            _length += part.Count;
            if (_length > limit) return SocketRead.TooBig;
            if (part.EndOfMessage) return SocketRead.Message;
            if (_length == _buffer.Length) Grow();
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
