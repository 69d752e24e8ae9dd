using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using NapGrains.Tests.Api;

namespace NapGrains.Tests.Processes;

/// <summary>
/// A subscriber over graphql-transport-ws that comes back with its last cursor whenever its socket breaks, and remembers every
/// event that it got.
/// </summary>
/// <param name="address">Where the server listens now.</param>
/// <param name="start">The cursor after which it begins.</param>
/// <param name="texts">Events as text, kept once however many subscribers get them.</param>
internal sealed class ResumingSubscriber(Func<Uri> address, string start, ConcurrentDictionary<string, string> texts)
{
    /// <summary>What is asked of each event; nothing that changes later.</summary>
    public const string Selection = "cursor at kind period from to measure { number } agency { key }";

    private static readonly byte[] Hello = """{"type":"connection_init"}"""u8.ToArray();
    private static readonly byte[] Pong = """{"type":"pong"}"""u8.ToArray();

    private readonly List<string> _events = [];
    private string _cursor = start;

    /// <summary>Every event, as it came.</summary>
    public IReadOnlyList<string> Events => _events;

    /// <summary>How often it connected.</summary>
    public int Connections { get; private set; }

    /// <summary>Receives until it has the event of a cursor.</summary>
    public async Task ReadTo(Task<string> last, CancellationToken cancellation)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!(last.IsCompletedSuccessfully && await last == _cursor))
        {
            try
            {
                await Connect(last, cancellation);
            }
            catch (Exception lost) when (lost is WebSocketException or HttpRequestException or IOException)
            {
                // The server is down; the cursor is all that is needed to go on.
            }

            await again.WaitForNextTickAsync(cancellation);
        }
    }

    private async Task Connect(Task<string> last, CancellationToken cancellation)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new UriBuilder(new Uri(address(), "graphql")) { Scheme = "ws" }.Uri, cancellation);
        Connections++;
        await socket.SendAsync(Hello, WebSocketMessageType.Text, true, cancellation);
        var subscription = $$"""subscription($after: Cursor) { planEvents(plan: "{{NapApplication.Plan}}", after: $after) { {{Selection}} } }""";
        await socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(new { id = "1", type = "subscribe", payload = new { query = subscription, variables = new { after = _cursor } } }),
            WebSocketMessageType.Text, true, cancellation);
        while (!(last.IsCompletedSuccessfully && await last == _cursor))
        {
            // Who waits for the last event is told that it has it already.
            var received = Receive(socket, cancellation);
            if (!last.IsCompleted && await Task.WhenAny(received, last) == last && await last == _cursor)
            {
                socket.Abort();
                return;
            }

            if (await received is not { } message)
            {
                return;
            }

            switch (message.GetProperty("type").GetString())
            {
                case "next":
                    Keep(message.GetProperty("payload").GetProperty("data").GetProperty("planEvents"));
                    break;
                case "ping":
                    await socket.SendAsync(Pong, WebSocketMessageType.Text, true, cancellation);
                    break;
                case "error":
                case "complete":
                    return;
            }
        }
    }

    private void Keep(JsonElement received)
    {
        _cursor = received.Text("cursor");
        var text = received.GetRawText();
        _events.Add(texts.GetOrAdd(text, text));
    }

    private static async Task<JsonElement?> Receive(ClientWebSocket socket, CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        var text = new StringBuilder();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            if (part.EndOfMessage)
            {
                return JsonElement.Parse(text.ToString());
            }
        }
    }
}
