using System.Text.Json;
using NapGrains.Tests.Transport;

namespace NapGrains.Tests.Api;

/// <summary>What a person is told who has asked for something that is not there: what could be meant instead, in the same words on every transport.</summary>
public sealed class RefusalWordingTests(ReadOnlyServers servers)
{
    [Theory]
    [InlineData("1.100", "'1.100'", "1.11")]
    [InlineData("1.0", "'1.0'", "1.1")]
    [InlineData("3.99", "'3.99'", "3.")]
    [InlineData("9.1", "'9.1'", "6.1")]
    [InlineData("x", "'x'", "1.1")]
    [InlineData("", "''", "1.1")]
    [InlineData("1.99999999999999999999", "'1.99999999999999999999'", "1.")]
    [InlineData("1.-2147483648", "'1.-2147483648'", "1.")]
    [InlineData("..", "'..'", "1.1")]
    public async Task An_unknown_measure_is_answered_with_the_nearest_number(string number, string quoted, string nearest)
    {
        var server = await servers.Seeded;
        var refused = await server.Secretariat.Judge(number, "IN_PROGRESS");

        Assert.Equal("UNKNOWN_MEASURE", refused.Code());
        var message = refused.Errors()[0].Text("message");
        Assert.Contains(quoted, message, StringComparison.Ordinal);
        var meant = message[(message.LastIndexOf(' ') + 1)..].TrimEnd('?');
        Assert.StartsWith(nearest, meant, StringComparison.Ordinal);
        Assert.Equal(meant, (await server.Anonymous.Measure(meant, "number")).Text("number"));
    }

    [Fact]
    public async Task What_somebody_has_sent_is_not_sent_back_at_any_length()
    {
        var refused = await (await servers.Seeded).Secretariat.Judge(new string('9', 50_000), "IN_PROGRESS");

        Assert.True(refused.Errors()[0].Text("message").Length < 200);
    }

    /// <summary>Wrong requests, and what each answer must say.</summary>
    public static TheoryData<string, string?, string[]> Wrong => new()
    {
        { """{ measures(plan: "az-nap-2022-2026", where: { status: [IMPLEMENTD] }) { totalCount } }""", null, ["IMPLEMENTD", "IMPLEMENTED", "NOT_STARTED", "WITHDRAWN"] },
        {
            """query($status: [MeasureStatus!]) { measures(plan: "az-nap-2022-2026", where: { status: $status }) { totalCount } }""",
            """{ "status": ["DONE"] }""", ["DONE", "IMPLEMENTED", "NOT_STARTED", "WITHDRAWN"]
        },
        { """query($order: MeasureOrder) { measures(plan: "az-nap-2022-2026", orderBy: $order) { totalCount } }""", """{ "order": 1 }""", ["NUMBER", "STATUS", "DEADLINE"] },
        { """{ measures(plan: "az-nap-2022-2026", first: 101) { totalCount } }""", null, ["first", "0 to 100", "after"] },
        { """query($first: Int) { measures(plan: "az-nap-2022-2026", first: $first) { totalCount } }""", """{ "first": -1 }""", ["first", "0 to 100", "after"] },
        { """{ plan(key: "az-nap-2022-2026") { events(first: 1000) { totalCount } } }""", null, ["first", "0 to 100", "after"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_value_is_answered_with_the_right_ones_over_every_transport(string query, string? variables, string[] said)
    {
        var server = await servers.Seeded;
        var values = variables is null ? (JsonElement?)null : JsonElement.Parse(variables);

        var posted = (await server.Anonymous.Answer(query, values)).GetProperty("errors")[0].Text("message");
        var got = await Get(server, query, variables);
        var pushed = await Pushed(server, query, values);

        Assert.All(said, word => Assert.Contains(word, posted, StringComparison.Ordinal));
        Assert.Equal((posted, posted), (got, pushed));
    }

    private static async Task<string> Get(NapApplication server, string query, string? variables)
    {
        using var http = new HttpClient();
        var address = $"graphql?query={Uri.EscapeDataString(query)}{(variables is null ? "" : $"&variables={Uri.EscapeDataString(variables)}")}";
        using var answer = await http.GetAsync(new Uri(server.Address, address), TestContext.Current.CancellationToken);
        return (await answer.Json()).GetProperty("errors")[0].Text("message");
    }

    private static async Task<string> Pushed(NapApplication server, string query, JsonElement? variables)
    {
        await using var socket = await SocketClient.Connect(server.Anonymous.Url);
        await socket.Subscribe("1", query, variables);
        var message = await socket.Message();
        var payload = message.GetProperty("payload");
        return (message.Text("type") == "error" ? payload[0] : payload.GetProperty("errors")[0]).Text("message");
    }
}
