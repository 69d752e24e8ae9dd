using System.Net.Http.Headers;
using System.Text.Json;
using NapGrains.Tests.Transport;

namespace NapGrains.Tests.Api;

/// <summary>A plan's live events, over both transports.</summary>
public sealed class PlanEventTests(FreshServer fresh) : IClassFixture<FreshServer>
{
    private const string Events =
        """subscription($after: Cursor, $where: PlanEventFilter) { planEvents(plan: "az-nap-2022-2026", after: $after, where: $where) { cursor at kind from to summary period measure { number verdict { status } } priority { number } } }""";

    private readonly NapApplication _server = fresh.Server;

    [Fact]
    public async Task A_socket_receives_the_event_of_a_verdict()
    {
        var cursor = await Cursor();
        await using var socket = await SocketClient.Connect(_server.Anonymous.Url);
        await socket.Subscribe("1", Events, new { after = cursor });
        await _server.Secretariat.Judge("1.1", "IN_PROGRESS").Taken();

        var received = await Next(socket, "1.1");

        Assert.Equal(
            ("VERDICT_GIVEN", "UNASSESSED", "IN_PROGRESS", "IN_PROGRESS"),
            (received.Text("kind"), received.Text("from"), received.Text("to"), received.GetProperty("measure").GetProperty("verdict").Text("status")));
        Assert.Equal(1, received.GetProperty("priority").Number("number"));
    }

    [Fact]
    public async Task An_event_stream_receives_the_event_of_a_verdict()
    {
        var cursor = await Cursor();
        using var http = new HttpClient();
        using var reader = await Stream(http, new { after = cursor });
        await _server.Secretariat.Judge("1.2", "IN_PROGRESS").Taken();

        var received = await Next(reader, "1.2");

        Assert.Equal(("VERDICT_GIVEN", "IN_PROGRESS"), (received.Text("kind"), received.Text("to")));
    }

    [Fact]
    public async Task Who_comes_back_with_a_cursor_misses_nothing_and_gets_nothing_twice()
    {
        var cursor = await Cursor();
        var seen = new List<string>();
        var where = new { measures = new[] { "2.1" } };
        foreach (var status in (string[])["IN_PROGRESS", "NOT_STARTED", "PARTIALLY_IMPLEMENTED", "IMPLEMENTED"])
        {
            // The event happens while nobody listens.
            await _server.Secretariat.Judge("2.1", status).Taken();
            await using var socket = await SocketClient.Connect(_server.Anonymous.Url);
            await socket.Subscribe("1", Events, new { after = cursor, where });
            var received = await Next(socket, "2.1");
            seen.Add($"{received.Text("from")} → {received.Text("to")}");
            cursor = received.Text("cursor");
        }

        Assert.Equal(
            ["UNASSESSED → IN_PROGRESS", "IN_PROGRESS → NOT_STARTED", "NOT_STARTED → PARTIALLY_IMPLEMENTED", "PARTIALLY_IMPLEMENTED → IMPLEMENTED"], seen);
    }

    [Fact]
    public async Task A_subscription_from_the_beginning_is_the_whole_feed_in_order()
    {
        var listed = new List<string>();
        string? after = null;
        JsonElement page;
        do
        {
            page = (await _server.Anonymous.AskOne(
                """query($after: Cursor) { plan(key: "az-nap-2022-2026") { events(after: $after) { nodes { cursor } pageInfo { hasNextPage endCursor } } } }""", new { after })).GetProperty("events");
            listed.AddRange(page.Nodes().Select(item => item.Text("cursor")));
            after = page.GetProperty("pageInfo").Text("endCursor");
        }
        while (page.GetProperty("pageInfo").Is("hasNextPage"));
        var beginning = Convert.ToBase64String("az-nap-2022-2026#0"u8).TrimEnd('=');
        await using var socket = await SocketClient.Connect(_server.Anonymous.Url);
        await socket.Subscribe("1", Events, new { after = beginning });

        var received = new List<string>();
        while (received.Count < listed.Count)
        {
            received.Add(Event(await socket.Message()).Text("cursor"));
        }

        Assert.Equal(listed, received);
    }

    [Fact]
    public async Task A_filter_by_kind_measure_and_priority_lets_only_those_through()
    {
        var cursor = await Cursor();
        await _server.Secretariat.Judge("3.1", "IN_PROGRESS").Taken();
        await _server.Secretariat.Judge("3.3", "IN_PROGRESS").Taken();
        await _server.Client("reporter", "az/nazirler-kabineti").Submit("3.3", "az/nazirler-kabineti").Taken();
        await _server.Secretariat.Judge("3.3", "NOT_STARTED").Taken();
        await using var socket = await SocketClient.Connect(_server.Anonymous.Url);
        await socket.Subscribe("1", Events, new { after = cursor, where = new { measures = new[] { "3.3" }, priorities = new[] { 3 }, kinds = new[] { "VERDICT_GIVEN" } } });

        Assert.Equal("IN_PROGRESS", Event(await socket.Message()).Text("to"));
        Assert.Equal("NOT_STARTED", Event(await socket.Message()).Text("to"));
    }

    [Fact]
    public async Task A_cursor_beyond_the_end_has_expired()
    {
        await using var socket = await SocketClient.Connect(_server.Anonymous.Url);
        await socket.Subscribe("1", Events, new { after = Convert.ToBase64String("az-nap-2022-2026#99999999"u8).TrimEnd('=') });

        Assert.Equal("CURSOR_EXPIRED", (await socket.Message()).GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("az-nap-2022-2026", "another#1")]
    public async Task An_unknown_plan_and_a_cursor_of_another_plan_are_refused(string plan, string? cursor)
    {
        var after = cursor is null ? null : Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(cursor)).TrimEnd('=');
        await using var socket = await SocketClient.Connect(_server.Anonymous.Url);
        await socket.Subscribe("1", "subscription($plan: String!, $after: Cursor) { planEvents(plan: $plan, after: $after) { cursor } }", new { plan, after });

        Assert.Equal("BAD_USER_INPUT", (await socket.Message()).GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    private async Task<string> Cursor() => (await _server.Anonymous.Plan("cursor")).Text("cursor");

    private static JsonElement Event(JsonElement message) => message.GetProperty("payload").GetProperty("data").GetProperty("planEvents");

    /// <summary>The next event about a measure; other tests of this class cause events of other measures.</summary>
    private static async Task<JsonElement> Next(SocketClient socket, string measure)
    {
        JsonElement received;
        do
        {
            received = Event(await socket.Message());
        }
        while (!IsAbout(received, measure));
        return received;
    }

    private async Task<StreamReader> Stream(HttpClient http, object variables)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _server.Anonymous.Url)
        {
            Content = new StringContent(JsonSerializer.Serialize(new { query = Events, variables }), new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Accept.ParseAdd("text/event-stream");
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<JsonElement> Next(StreamReader reader, string measure)
    {
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().Soon() is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal)
                && JsonElement.Parse(line["data: ".Length..]).GetProperty("data").GetProperty("planEvents") is var received && IsAbout(received, measure))
            {
                return received;
            }
        }

        throw new InvalidOperationException("The stream has ended.");
    }

    private static bool IsAbout(JsonElement received, string measure) =>
        received.GetProperty("measure") is { ValueKind: JsonValueKind.Object } about && about.Text("number") == measure;
}
