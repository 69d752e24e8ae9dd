using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NapGrains.Tests.Transport;

/// <summary>What somebody sends who wants the gateway to break, to stall or to tell what it should not.</summary>
public sealed class AttackTests
{
    [Fact]
    public async Task Fragments_that_double_at_every_step_are_refused_at_once()
    {
        await using var host = await TransportHost.Start();
        var query = new StringBuilder("{ ...F0 }");
        for (var i = 0; i < 100; i++) query.Append(System.Globalization.CultureInfo.InvariantCulture, $" fragment F{i} on Query {{ self {{ ...F{i + 1} }} ...F{i + 1} }}");
        query.Append(" fragment F100 on Query { hello }");
        using var response = await host.Post(query.ToString()).Soon();

        Assert.Equal("DEPTH_EXCEEDED", (await response.Json()).Code());
    }

    [Fact]
    public async Task Fragments_that_double_without_nesting_are_refused_at_once()
    {
        await using var host = await TransportHost.Start();
        var query = new StringBuilder("{ ...F0 }");
        for (var i = 0; i < 100; i++) query.Append(System.Globalization.CultureInfo.InvariantCulture, $" fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}");
        query.Append(" fragment F100 on Query { hello }");
        using var response = await host.Post(query.ToString()).Soon();

        Assert.Equal("FIELD_REPETITION_EXCEEDED", (await response.Json()).Code());
    }

    [Theory]
    [InlineData("{ ...A } fragment A on Query { ...A }")]
    [InlineData("{ ...A } fragment A on Query { self { ...B } } fragment B on Query { self { ...C } } fragment C on Query { ...A }")]
    [InlineData("{ items { nodes { ...A } } } fragment A on Query { items { nodes { ...A } } }")]
    public async Task Circular_fragments_are_refused(string query)
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post(query).Soon();

        Assert.Equal("GRAPHQL_VALIDATION_FAILED", (await response.Json()).Code());
    }

    [Fact]
    public async Task A_fragment_named_like_introspection_is_no_introspection()
    {
        await using var host = await TransportHost.Start();
        var deep = string.Concat(Enumerable.Repeat("{ self ", 15)) + "{ hello }" + new string('}', 15);
        using var response = await host.Post($"{{ ...__schema }} fragment __schema on Query {deep}");

        Assert.Equal("DEPTH_EXCEEDED", (await response.Json()).Code());
    }

    [Fact]
    public async Task Fields_that_nest_deeper_than_the_parser_goes_are_refused()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post(string.Concat(Enumerable.Repeat("{self", 600)) + new string('}', 600));

        Assert.Equal("DEPTH_EXCEEDED", (await response.Json()).Code());
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public async Task Variables_that_nest_10_000_deep_are_refused_over_every_transport(string open, string close)
    {
        await using var host = await TransportHost.Start();
        var bomb = string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000));
        using var posted = await host.Send($$$"""{"query":"{ hello }","variables":{"x":{{{bomb}}} }}""");
        using var ignored = await host.Send($$$"""{"query":"{ hello }","unknown":{{{bomb}}}}""");
        await using var client = await SocketClient.Connect(host);
        await client.Send($$$$"""{"id":"a","type":"subscribe","payload":{"query":"{ hello }","variables":{"x":{{{{bomb[..Math.Min(bomb.Length, 30_000)]}}}} }}}""");

        Assert.Equal("BAD_USER_INPUT", (await posted.Json()).Code());
        Assert.Equal("BAD_USER_INPUT", (await ignored.Json()).Code());
        Assert.Equal(4400, await client.Closed());
    }

    [Fact]
    public async Task A_body_of_100_MB_is_refused_without_being_read()
    {
        await using var host = await TransportHost.Start();
        await using var raw = await RawConnection.Open(host);
        await raw.Send("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n{");
        var answer = await raw.Until("BODY_TOO_LARGE");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_given_up()
    {
        await using var host = await TransportHost.Start(realClock: true, ("Nap:GraphQL:SlowBodyGrace", "00:00:01.1"));
        await using var raw = await RawConnection.Open(host);
        await raw.Send("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");

        Assert.StartsWith("HTTP/1.1 408 ", await raw.UntilClosed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_whose_headers_never_end_is_given_up()
    {
        await using var host = await TransportHost.Start(realClock: true, ("Nap:GraphQL:HeadersTimeout", "00:00:01"));
        await using var raw = await RawConnection.Open(host);
        await raw.Send("GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");

        Assert.StartsWith("HTTP/1.1 408 ", await raw.UntilClosed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_sends_half_an_init_is_closed_like_one_that_sends_none()
    {
        await using var host = await TransportHost.Start();
        await using var raw = await RawConnection.Open(host);
        await raw.Send("GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n");
        await raw.Until("\r\n\r\n");
        // A text frame of 125 masked bytes, of which two come.
        await raw.Send([0x81, 0xFD, 0, 0, 0, 0, (byte)'{', (byte)'"']);
        host.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Contains("Connection initialisation timeout", await raw.Until("timeout"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://nap.example", "101")]
    [InlineData("https://nap.example:8443", "403")]
    [InlineData("https://nap.example.evil.example", "403")]
    public async Task A_page_of_another_port_or_a_longer_name_opens_no_socket(string origin, string status)
    {
        await using var host = await TransportHost.Start();
        await using var raw = await RawConnection.Open(host);
        await raw.Send($"GET /graphql HTTP/1.1\r\nHost: nap.example\r\nOrigin: {origin}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", await raw.Until("\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ fault }")]
    [InlineData("{ mustFault }")]
    [InlineData("{ plain }")]
    [InlineData("query($x: Nothing) { hello }")]
    [InlineData("subscription { broken { number } }")]
    public async Task No_error_tells_of_code_or_queries(string query)
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post(query, accept: query.StartsWith("sub", StringComparison.Ordinal) ? "text/event-stream" : null);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("\"errors\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SELECT", text, StringComparison.Ordinal);
    }

    /// <summary>A connection on which a test says exactly what it likes, as slowly as it likes.</summary>
    private sealed class RawConnection : IAsyncDisposable
    {
        private readonly TcpClient _tcp = new();
        private readonly StringBuilder _received = new();

        public static async Task<RawConnection> Open(TransportHost host)
        {
            var connection = new RawConnection();
            await connection._tcp.ConnectAsync(IPAddress.Loopback, host.Url.Port, TestContext.Current.CancellationToken);
            return connection;
        }

        public Task Send(string text) => Send(Encoding.ASCII.GetBytes(text));

        public Task Send(byte[] bytes) => _tcp.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken).AsTask();

        /// <summary>Everything that came, as soon as it holds a text.</summary>
        public async Task<string> Until(string text)
        {
            while (!_received.ToString().Contains(text, StringComparison.Ordinal))
            {
                if (!await Receive()) throw new InvalidOperationException($"Closed after: {_received}");
            }
            return _received.ToString();
        }

        public async Task<string> UntilClosed()
        {
            while (await Receive())
            {
            }
            return _received.ToString();
        }

        public ValueTask DisposeAsync()
        {
            _tcp.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task<bool> Receive()
        {
            var buffer = new byte[4096];
            var count = await _tcp.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().Soon();
            _received.Append(Encoding.Latin1.GetString(buffer, 0, count));
            return count > 0;
        }
    }
}
