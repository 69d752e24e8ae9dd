using System.Net.WebSockets;

namespace NapGrains.Tests.Transport;

public sealed class SocketTests
{
    [Fact]
    public async Task A_subscription_gives_each_event_and_completes()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Subscribe("a", "subscription($to: Int!) { count(to: $to) { number } }", new { to = 3 });

        for (var number = 1; number <= 3; number++)
            Assert.Equal($$"""{"id":"a","type":"next","payload":{"data":{"count":{"number":{{number}} } } } }""".Replace(" ", "", StringComparison.Ordinal), await client.Text());
        Assert.Equal("""{"id":"a","type":"complete"}""", await client.Text());
    }

    [Fact]
    public async Task Queries_and_mutations_are_answered_once_and_complete()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Subscribe("q", "{ echo(text: \"ə\") }");
        Assert.Equal("""{"id":"q","type":"next","payload":{"data":{"echo":"ə"}}}""", await client.Text());
        Assert.Equal("""{"id":"q","type":"complete"}""", await client.Text());

        await client.Subscribe("m", "mutation { add }");
        Assert.Equal("""{"id":"m","type":"next","payload":{"data":{"add":1}}}""", await client.Text());
        Assert.Equal("""{"id":"m","type":"complete"}""", await client.Text());
    }

    [Theory]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    [InlineData("{ nothing }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("query($t: String!) { echo(text: $t) }", "BAD_USER_INPUT")]
    [InlineData("subscription { refused { number } }", "CURSOR_EXPIRED")]
    [InlineData("subscription { broken { number } }", "INTERNAL")]
    public async Task An_operation_that_cannot_start_ends_with_an_error_message_and_its_id_is_free_again(string query, string code)
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        for (var i = 0; i < 2; i++)
        {
            await client.Subscribe("a", query);
            var message = await client.Message();

            Assert.Equal("error", message.GetProperty("type").GetString());
            Assert.Equal(code, message.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
            Assert.DoesNotContain("secret", message.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_source_that_fails_ends_the_subscription_with_an_error_message()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Subscribe("a", "subscription { pushed { number } }");
        await host.Stage.Pushed.Subscribed.Soon();
        host.Stage.Pushed.Push(new Tick(1));
        host.Stage.Pushed.Fail(new InvalidOperationException("SELECT secret"));

        Assert.Equal("next", (await client.Message()).GetProperty("type").GetString());
        var message = await client.Message();
        Assert.Equal("error", message.GetProperty("type").GetString());
        Assert.Equal("INTERNAL", message.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
        await host.Stage.Pushed.Left.Soon();
    }

    [Fact]
    public async Task Complete_from_the_client_ends_the_source_and_frees_the_id()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Subscribe("a", "subscription { pushed { number } }");
        await host.Stage.Pushed.Subscribed.Soon();
        await client.Send("""{"id":"a","type":"complete"}""");
        await host.Stage.Pushed.Left.Soon();

        await client.Subscribe("a", "{ hello }");
        Assert.Equal("a", (await client.Message()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_client_that_leaves_ends_its_sources()
    {
        await using var host = await TransportHost.Start();
        var client = await SocketClient.Connect(host);
        await client.Subscribe("a", "subscription { pushed { number } }");
        await host.Stage.Pushed.Subscribed.Soon();
        client.Abort();

        await host.Stage.Pushed.Left.Soon();
    }

    [Fact]
    public async Task A_client_that_closes_is_answered()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Close();

        Assert.Equal(1000, client.Code);
    }

    [Fact]
    public async Task Ping_is_answered_with_its_payload_before_and_after_init()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Open(host);
        await client.Send("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await client.Text());
        await client.Init();
        await client.Send("""{"type":"pong"}""");
        await client.Send("""{"type":"ping","payload":{"x":[1]}}""");
        Assert.Equal("""{"type":"pong","payload":{"x":[1]}}""", await client.Text());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"unknown"}""")]
    [InlineData("""{"type":"next","id":"a","payload":{}}""")]
    [InlineData("""{"type":"ping","payload":1}""")]
    [InlineData("""{"type":"complete"}""")]
    [InlineData("""{"type":"subscribe","payload":{"query":"{ hello }"}}""")]
    [InlineData("""{"type":"subscribe","id":"","payload":{"query":"{ hello }"}}""")]
    [InlineData("""{"type":"subscribe","id":"a"}""")]
    [InlineData("""{"type":"subscribe","id":"a","payload":{}}""")]
    [InlineData("""{"type":"subscribe","id":"a","payload":{"query":1}}""")]
    [InlineData("""{"type":"subscribe","id":"a","payload":[{"query":"{ hello }"}]}""")]
    [InlineData("""{"type":"ping"}{"type":"ping"}""")]
    public async Task Invalid_messages_close_with_4400(string message)
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Send(message);

        Assert.Equal(4400, await client.Closed());
    }

    [Fact]
    public async Task Binary_messages_close_with_4400()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Send("""{"type":"ping"}""", WebSocketMessageType.Binary);

        Assert.Equal(4400, await client.Closed());
    }

    [Fact]
    public async Task Subscribing_before_init_closes_with_4401()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Open(host);
        await client.Subscribe("a", "{ hello }");

        Assert.Equal(4401, await client.Closed());
    }

    [Theory]
    [InlineData("""{"Authorization":"Bearer nonsense"}""")]
    [InlineData("""{"Authorization":"Basic x"}""")]
    [InlineData("""{"token":"nonsense"}""")]
    [InlineData("""{"token":""}""")]
    [InlineData("""{"token":1}""")]
    public async Task An_invalid_token_closes_with_4403_and_is_never_anonymous(string payload)
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Open(host);
        await client.Send($$"""{"type":"connection_init","payload":{{payload}}}""");

        Assert.Equal(4403, await client.Closed());
    }

    [Theory]
    [InlineData("{\"Authorization\":\"Bearer $\"}")]
    [InlineData("{\"authorization\":\"bearer $\"}")]
    [InlineData("{\"token\":\"$\"}")]
    public async Task The_token_of_connection_init_tells_resolvers_who_asks(string payload)
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Open(host);
        var token = host.Token(claims: [("sub", "aygun")]);
        await client.Send($$"""{"type":"connection_init","payload":{{payload.Replace("$", token, StringComparison.Ordinal)}}}""");
        Assert.Equal("""{"type":"connection_ack"}""", await client.Text());
        await client.Subscribe("a", "{ who }");

        Assert.Equal("""{"id":"a","type":"next","payload":{"data":{"who":"aygun"}}}""", await client.Text());
    }

    [Fact]
    public async Task A_token_of_the_handshake_counts_where_init_brings_none()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Open(host, bearer: host.Token(claims: [("sub", "aygun")]));
        await client.Init();
        await client.Subscribe("a", "{ who }");

        Assert.Equal("""{"id":"a","type":"next","payload":{"data":{"who":"aygun"}}}""", await client.Text());
    }

    [Fact]
    public async Task An_expired_token_ends_a_live_socket_with_4403()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host, host.Token(TimeSpan.FromMinutes(10)));
        await client.Subscribe("a", "subscription { pushed { number } }");
        await host.Stage.Pushed.Subscribed.Soon();
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        host.Stage.Pushed.Push(new Tick(1));
        Assert.Equal("next", (await client.Message()).GetProperty("type").GetString());
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(4403, await client.Closed());
        await host.Stage.Pushed.Left.Soon();
    }

    [Theory]
    [InlineData("graphql-ws")]
    [InlineData(null)]
    public async Task Another_subprotocol_closes_with_4406(string? protocol)
    {
        await using var host = await TransportHost.Start();
        SocketClient client;
        try
        {
            client = await SocketClient.Open(host, protocol);
        }
        catch (WebSocketException) when (protocol is not null)
        {
            // This client, like a browser, fails by itself when none of its protocols is chosen.
            return;
        }

        Assert.Equal(4406, await client.Closed());
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_sends_no_init_in_3_seconds_is_closed_with_4408()
    {
        await using var host = await TransportHost.Start();
        await using var late = await SocketClient.Open(host);
        await late.Send("""{"type":"ping"}""");
        await late.Text();
        await using var inTime = await SocketClient.Connect(host);
        host.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(4408, await late.Closed());
        await inTime.Send("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await inTime.Text());
    }

    [Fact]
    public async Task An_id_in_use_closes_with_4409()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Subscribe("a", "subscription { pushed { number } }");
        await client.Subscribe("a", "{ hello }");

        Assert.Equal(4409, await client.Closed());
        Assert.Equal("Subscriber for a already exists", client.Reason);
    }

    [Fact]
    public async Task A_long_id_does_not_break_the_close_frame()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        var id = new string('ə', 500);
        await client.Subscribe(id, "subscription { pushed { number } }");
        await client.Subscribe(id, "subscription { pushed { number } }");

        Assert.Equal(4409, await client.Closed());
    }

    [Fact]
    public async Task A_second_init_closes_with_4429()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Send("""{"type":"connection_init"}""");

        Assert.Equal(4429, await client.Closed());
    }

    [Fact]
    public async Task Messages_of_64_KB_pass_and_larger_ones_close_with_1009()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Send(PingOf(64 * 1024));
        Assert.Equal(64 * 1024, (await client.Text())!.Length);
        await client.Send(PingOf((64 * 1024) + 1));

        Assert.Equal(1009, await client.Closed());

        static string PingOf(int bytes)
        {
            const string start = """{"type":"ping","payload":{"x":" """, end = "\"}}";
            return start + new string('x', bytes - start.Length - end.Length) + end;
        }
    }

    [Fact]
    public async Task The_21st_subscription_of_a_socket_is_refused_and_the_others_go_on()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        for (var i = 0; i < 21; i++) await client.Subscribe($"s{i}", "subscription { pushed { number } }");
        var message = await client.Message();

        Assert.Equal("s20", message.GetProperty("id").GetString());
        Assert.Equal("TOO_MANY_SUBSCRIPTIONS", message.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
        await client.Send("""{"id":"s0","type":"complete"}""");
        await client.Subscribe("again", "{ hello }");
        Assert.Equal("again", (await client.Message()).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Pages_of_other_origins_are_refused(string origin)
    {
        await using var host = await TransportHost.Start();
        var refusal = await Assert.ThrowsAsync<WebSocketException>(() => SocketClient.Open(host, origin: origin));

        Assert.Contains("403", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_the_gateway_and_of_configured_origins_are_let_in()
    {
        await using var host = await TransportHost.Start(("Nap:GraphQL:AllowedOrigins:0", "https://nap.example"));
        await using var own = await SocketClient.Open(host, origin: host.Url.GetLeftPart(UriPartial.Authority));
        await using var configured = await SocketClient.Open(host, origin: "https://nap.example");

        Assert.Equal("graphql-transport-ws", own.Protocol);
        Assert.Equal("graphql-transport-ws", configured.Protocol);
    }

    [Fact]
    public async Task A_stopping_gateway_closes_sockets_with_1001()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Subscribe("a", "subscription { pushed { number } }");
        await host.Stage.Pushed.Subscribed.Soon();
        var stopping = host.Stop();

        Assert.Equal(1001, await client.Closed());
        await stopping.Soon();
        await host.Stage.Pushed.Left.Soon();
    }

    [Fact]
    public async Task A_slow_reader_is_closed_with_1013_when_its_queue_is_full()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Subscribe("a", "subscription { pushed { text } }");
        await host.Stage.Pushed.Subscribed.Soon();
        // Far more than the kernel buffers for a client that does not read.
        var tick = new Tick(1, new string('x', 128 * 1024));
        for (var i = 0; i < 1_000; i++) host.Stage.Pushed.Push(tick);

        Assert.Equal(1013, await client.Closed());
        await host.Stage.Pushed.Left.Soon();
    }

    [Fact]
    public async Task A_client_that_never_reads_is_cut_off_and_its_source_ends()
    {
        await using var host = await TransportHost.Start(realClock: true, ("Nap:GraphQL:SlowReaderTimeout", "00:00:00.2"));
        await using var client = await SocketClient.Connect(host);
        await client.Subscribe("a", "subscription { count(to: 1000000) { number text } }");
        await client.Subscribe("b", "subscription { pushed { text } }");
        await host.Stage.Pushed.Subscribed.Soon();

        await host.Stage.Pushed.Left.Soon();
    }

    [Fact]
    public async Task A_replay_longer_than_the_queue_reaches_a_reader_whole()
    {
        await using var host = await TransportHost.Start();
        await using var client = await SocketClient.Connect(host);
        await client.Subscribe("a", "subscription { count(to: 5000) { number } }");
        for (var number = 1; number <= 5_000; number++)
            Assert.Equal(number, (await client.Message()).GetProperty("payload").Data("count").GetProperty("number").GetInt32());

        Assert.Equal("complete", (await client.Message()).GetProperty("type").GetString());
    }
}
