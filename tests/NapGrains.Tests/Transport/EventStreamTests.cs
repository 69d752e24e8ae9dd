using System.Net;
using System.Text.Json;

namespace NapGrains.Tests.Transport;

public sealed class EventStreamTests
{
    [Fact]
    public async Task A_subscription_by_POST_is_a_stream_of_next_events_and_a_complete_event()
    {
        await using var host = await TransportHost.Start();
        await using var stream = await Open(host, "subscription { count(to: 2) { number } }");

        Assert.Equal("text/event-stream", stream.MediaType);
        Assert.Equal([":", ""], await stream.Lines(2));
        Assert.Equal(["event: next", "data: {\"data\":{\"count\":{\"number\":1}}}", ""], await stream.Lines(3));
        Assert.Equal(["event: next", "data: {\"data\":{\"count\":{\"number\":2}}}", ""], await stream.Lines(3));
        Assert.Equal(["event: complete", "data:", "", null], await stream.Lines(4));
    }

    [Fact]
    public async Task A_subscription_by_GET_is_the_same_for_browsers_and_curl()
    {
        await using var host = await TransportHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "?query=subscription{count(to:1){number}}");
        await using var stream = await Open(host, request);

        Assert.Equal([":", "", "event: next", "data: {\"data\":{\"count\":{\"number\":1}}}", "", "event: complete"], await stream.Lines(6));
    }

    [Theory]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    [InlineData("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("subscription { refused { number } }", "CURSOR_EXPIRED")]
    [InlineData("subscription { broken { number } }", "INTERNAL")]
    public async Task Errors_before_the_start_come_as_events_too(string query, string code)
    {
        await using var host = await TransportHost.Start();
        await using var stream = await Open(host, query);
        var answer = JsonElement.Parse((await stream.Next())!);

        Assert.Equal(HttpStatusCode.OK, stream.Status);
        Assert.Equal(code, answer.Code());
        Assert.Equal("complete", await stream.Event());
    }

    [Fact]
    public async Task A_source_that_fails_gives_its_error_and_completes()
    {
        await using var host = await TransportHost.Start();
        await using var stream = await Open(host, "subscription { pushed { number } }");
        await host.Stage.Pushed.Subscribed.Soon();
        host.Stage.Pushed.Fail(new InvalidOperationException("SELECT secret"));

        Assert.Equal("INTERNAL", JsonElement.Parse((await stream.Next())!).Code());
        Assert.Equal("complete", await stream.Event());
    }

    [Fact]
    public async Task A_query_can_be_a_stream_of_one()
    {
        await using var host = await TransportHost.Start();
        await using var stream = await Open(host, "{ hello }");

        Assert.Equal("{\"data\":{\"hello\":\"Salam, dünya\"}}", await stream.Next());
        Assert.Equal("complete", await stream.Event());
    }

    [Fact]
    public async Task A_client_that_accepts_both_gets_queries_as_JSON_and_subscriptions_as_events()
    {
        await using var host = await TransportHost.Start();
        const string accept = "application/graphql-response+json, application/json, text/event-stream, multipart/mixed";
        using var query = await host.Post("{ hello }", accept: accept);
        using var subscription = await host.Post("subscription { count(to: 1) { number } }", accept: accept);

        Assert.Equal("application/graphql-response+json", query.Content.Headers.ContentType!.MediaType);
        Assert.Equal("text/event-stream", subscription.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_mutation_by_GET_is_405_and_does_not_run()
    {
        await using var host = await TransportHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "?query=mutation{add}");
        await using var stream = await Open(host, request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, stream.Status);
        Assert.Equal(0, host.Stage.Mutations);
    }

    [Fact]
    public async Task An_invalid_token_is_401()
    {
        await using var host = await TransportHost.Start();
        await using var stream = await Open(host, "subscription { pushed { number } }", "nonsense");

        Assert.Equal(HttpStatusCode.Unauthorized, stream.Status);
    }

    [Fact]
    public async Task A_token_tells_resolvers_who_asks()
    {
        await using var host = await TransportHost.Start();
        await using var stream = await Open(host, "{ who }", host.Token(claims: [("sub", "aygun")]));

        Assert.Equal("{\"data\":{\"who\":\"aygun\"}}", await stream.Next());
    }

    [Fact]
    public async Task A_silent_stream_has_a_comment_every_15_seconds()
    {
        await using var host = await TransportHost.Start();
        await using var stream = await Open(host, "subscription { pushed { number } }");
        await host.Stage.Pushed.Subscribed.Soon();
        await stream.Lines(2);
        host.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal([":", ""], await stream.Lines(2));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_its_source()
    {
        await using var host = await TransportHost.Start();
        var stream = await Open(host, "subscription { pushed { number } }");
        await host.Stage.Pushed.Subscribed.Soon();
        await stream.DisposeAsync();

        await host.Stage.Pushed.Left.Soon();
    }

    [Fact]
    public async Task A_stopping_gateway_ends_streams_without_complete_so_that_clients_resume()
    {
        await using var host = await TransportHost.Start();
        await using var stream = await Open(host, "subscription { pushed { number } }");
        await host.Stage.Pushed.Subscribed.Soon();
        await stream.Lines(2);
        var stopping = host.Stop();

        Assert.Equal([null], await stream.Lines(1));
        await stopping.Soon();
    }

    [Fact]
    public async Task An_expired_token_ends_the_stream()
    {
        await using var host = await TransportHost.Start();
        await using var stream = await Open(host, "subscription { pushed { number } }", host.Token(TimeSpan.FromMinutes(5)));
        await host.Stage.Pushed.Subscribed.Soon();
        await stream.Lines(2);
        host.Clock.Advance(TimeSpan.FromMinutes(6));

        await host.Stage.Pushed.Left.Soon();
    }

    [Fact]
    public async Task A_slow_reader_is_cut_off_when_its_queue_is_full()
    {
        await using var host = await TransportHost.Start();
        await using var stream = await Open(host, "subscription { pushed { text } }");
        await host.Stage.Pushed.Subscribed.Soon();
        var tick = new Tick(1, new string('x', 128 * 1024));
        for (var i = 0; i < 1_000; i++) host.Stage.Pushed.Push(tick);

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while ((await stream.Lines(1))[0] is not null)
            {
            }
        });
        await host.Stage.Pushed.Left.Soon();
    }

    private static Task<EventStream> Open(TransportHost host, string query, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, host.Url)
        {
            Content = new StringContent(JsonSerializer.Serialize(new { query }), System.Text.Encoding.UTF8, "application/json"),
        };
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        return Open(host, request);
    }

    private static async Task<EventStream> Open(TransportHost host, HttpRequestMessage request)
    {
        request.Headers.Accept.ParseAdd("text/event-stream");
        var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return new EventStream(response, new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
    }

    private sealed class EventStream(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
    {
        public HttpStatusCode Status => response.StatusCode;

        public string? MediaType => response.Content.Headers.ContentType?.MediaType;

        public async Task<string?[]> Lines(int count)
        {
            var lines = new string?[count];
            for (var i = 0; i < count; i++) lines[i] = await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().Soon();
            return lines;
        }

        /// <summary>Name of the next event, comments skipped.</summary>
        public async Task<string?> Event()
        {
            while ((await Lines(1))[0] is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal)) return line["event: ".Length..];
            }
            return null;
        }

        /// <summary>Data of the next event, which is a <c>next</c>.</summary>
        public async Task<string?> Next()
        {
            Assert.Equal("next", await Event());
            return (await Lines(1))[0]!["data: ".Length..];
        }

        public ValueTask DisposeAsync()
        {
            response.Dispose();
            reader.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
