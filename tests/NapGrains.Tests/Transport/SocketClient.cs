using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace NapGrains.Tests.Transport;

/// <summary>A client that speaks graphql-transport-ws word by word, and wrongly where a test wants it.</summary>
public sealed class SocketClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();

    public static Task<SocketClient> Open(TransportHost host, string? protocol = "graphql-transport-ws", string? origin = null, string? bearer = null) =>
        Open(host.SocketUrl, protocol, origin, bearer);

    public static async Task<SocketClient> Open(Uri url, string? protocol = "graphql-transport-ws", string? origin = null, string? bearer = null)
    {
        var client = new SocketClient();
        if (protocol is not null) client._socket.Options.AddSubProtocol(protocol);
        if (origin is not null) client._socket.Options.SetRequestHeader("Origin", origin);
        if (bearer is not null) client._socket.Options.SetRequestHeader("Authorization", $"Bearer {bearer}");
        client._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await client._socket.ConnectAsync(url, TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>A client that is acknowledged.</summary>
    public static async Task<SocketClient> Connect(TransportHost host, string? token = null)
    {
        var client = await Open(host);
        await client.Init(token);
        return client;
    }

    /// <summary>A client of a GraphQL endpoint that is acknowledged.</summary>
    public static async Task<SocketClient> Connect(Uri graphql, string? token = null)
    {
        var client = await Open(new UriBuilder(graphql) { Scheme = "ws" }.Uri);
        await client.Init(token);
        return client;
    }

    public async Task Init(string? token = null)
    {
        await Send(token is null ? """{"type":"connection_init"}""" : $$$"""{"type":"connection_init","payload":{"Authorization":"Bearer {{{token}}}"}}""");
        Assert.Equal("""{"type":"connection_ack"}""", await Text());
    }

    public Task Subscribe(string id, string query, object? variables = null) =>
        Send(JsonSerializer.Serialize(new { id, type = "subscribe", payload = new { query, variables } }));

    public Task Send(string message, WebSocketMessageType type = WebSocketMessageType.Text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message), type, true, TestContext.Current.CancellationToken);

    /// <summary>The next message, as it came; null when the server closed.</summary>
    public async Task<string?> Text()
    {
        using var text = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).Soon();
            if (part.MessageType == WebSocketMessageType.Close) return null;
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return Encoding.UTF8.GetString(text.ToArray());
        }
    }

    public async Task<JsonElement> Message() =>
        JsonElement.Parse(await Text() ?? throw new InvalidOperationException($"Closed: {Code} {Reason}"));

    /// <summary>Reads until the server closes, and answers as the protocol wants.</summary>
    /// <returns>The close code.</returns>
    public async Task<int> Closed()
    {
        while (await Text() is not null)
        {
        }
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        return Code;
    }

    public Task Close() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken).Soon();

    public void Abort() => _socket.Abort();

    public int Code => (int)(_socket.CloseStatus ?? 0);

    public string? Reason => _socket.CloseStatusDescription;

    public string? Protocol => _socket.SubProtocol;

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
