using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>Global ids and pages.</summary>
public sealed class RelayTests(ReadOnlyServers servers)
{
    private async Task<NapClient> Public() => (await servers.Imported).Anonymous;

    [Fact]
    public async Task A_node_of_every_type_is_found_by_its_id()
    {
        var measure = await (await Public()).Measure("2.17", """
            __typename id plan { __typename id } priority { __typename id }
            assignments { nodes { __typename id agency { __typename id } reports { nodes { __typename id } } } }
            reports { nodes { __typename id } }
            """);
        JsonElement[] nodes =
        [
            measure, measure.GetProperty("plan"), measure.GetProperty("priority"),
            .. measure.Nodes("assignments"), .. measure.Nodes("assignments").Select(assignment => assignment.GetProperty("agency")),
            .. measure.Nodes("assignments").SelectMany(assignment => assignment.Nodes("reports")),
            .. measure.Nodes("reports"),
        ];

        foreach (var node in nodes)
        {
            var found = await (await Public()).AskOne("query($id: ID!) { node(id: $id) { __typename id } }", new { id = node.Text("id") });
            Assert.Equal((node.Text("__typename"), node.Text("id")), (found.Text("__typename"), found.Text("id")));
        }
    }

    [Fact]
    public async Task Ids_of_all_nodes_of_the_plan_are_different()
    {
        var ids = (await (await Public()).Measures("id assignments { nodes { id } } reports { nodes { id } }"))
            .SelectMany(measure => measure.Nodes("assignments").Concat(measure.Nodes("reports")).Append(measure))
            .Select(node => node.Text("id")).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("====")]
    [InlineData("bWVhc3VyZTpub25lLzEuMQ")] // measure:none/1.1
    [InlineData("bWVhc3VyZTphei1uYXAtMjAyMi0yMDI2")] // measure:az-nap-2022-2026
    [InlineData("YWdlbmN5OnVzL25vYm9keQ")] // agency:us/nobody
    [InlineData("b3BlcmF0aW9uOm5vbmUvMQ")] // operation:none/1
    [InlineData("ZmVlZDphei1uYXAtMjAyMi0yMDI2")] // feed:az-nap-2022-2026
    public async Task An_id_of_nothing_is_null_without_an_error(string id) =>
        Assert.Equal(JsonValueKind.Null, (await (await Public()).AskOne("query($id: ID!) { node(id: $id) { id } }", new { id })).ValueKind);

    [Fact]
    public async Task Pages_put_together_are_the_whole_list()
    {
        var numbers = new List<string>();
        string? after = null;
        do
        {
            var page = await (await Public()).AskOne(
                """query($after: String) { measures(plan: "az-nap-2022-2026", first: 7, after: $after) { nodes { number } pageInfo { hasNextPage hasPreviousPage endCursor } } }""",
                new { after });
            Assert.Equal(after is not null, page.GetProperty("pageInfo").Is("hasPreviousPage"));
            numbers.AddRange(page.Nodes().Select(measure => measure.Text("number")));
            after = page.GetProperty("pageInfo").Is("hasNextPage") ? page.GetProperty("pageInfo").Text("endCursor") : null;
        }
        while (after is not null);

        Assert.Equal(await (await Public()).Numbers("{}"), numbers);
    }

    [Fact]
    public async Task An_edge_s_cursor_is_where_the_next_page_begins()
    {
        var edges = (await (await Public()).AskOne("""{ measures(plan: "az-nap-2022-2026", first: 3) { edges { cursor node { number } } } }""")).GetProperty("edges");
        var next = await (await Public()).AskOne(
            """query($after: String) { measures(plan: "az-nap-2022-2026", first: 1, after: $after) { nodes { number } } }""",
            new { after = edges[1].Text("cursor") });

        Assert.Equal(edges[2].GetProperty("node").Text("number"), Assert.Single(next.Nodes()).Text("number"));
    }

    [Fact]
    public async Task A_page_of_none_tells_how_many_there_are()
    {
        var page = await (await Public()).AskOne("""{ measures(plan: "az-nap-2022-2026", first: 0) { totalCount nodes { number } pageInfo { hasNextPage startCursor } } }""");

        Assert.Equal((62, 0, true), (page.Number("totalCount"), page.Nodes().Count, page.GetProperty("pageInfo").Is("hasNextPage")));
    }

    [Theory]
    [InlineData("measures(plan: \"az-nap-2022-2026\", first: FIRST) { totalCount }")]
    [InlineData("plans(first: FIRST) { totalCount }")]
    [InlineData("agencies(first: FIRST) { totalCount }")]
    [InlineData("plan(key: \"az-nap-2022-2026\") { agencies(first: FIRST) { totalCount } }")]
    [InlineData("plan(key: \"az-nap-2022-2026\") { events(first: FIRST) { totalCount } }")]
    [InlineData("measure(plan: \"az-nap-2022-2026\", number: \"1.1\") { assignments(first: FIRST) { totalCount } }")]
    [InlineData("measure(plan: \"az-nap-2022-2026\", number: \"1.1\") { reports(first: FIRST) { totalCount } }")]
    [InlineData("agency(key: \"az/edliyye-nazirliyi\") { assignments(first: FIRST) { totalCount } }")]
    [InlineData("agency(key: \"az/edliyye-nazirliyi\") { reports(first: FIRST) { totalCount } }")]
    public async Task A_negative_or_huge_first_is_refused(string field)
    {
        foreach (var first in (string[])["-1", "101", "2147483647", "-2147483648"])
        {
            Assert.Equal("BAD_USER_INPUT", await (await Public()).Refused($"{{ {field.Replace("FIRST", first, StringComparison.Ordinal)} }}"));
        }
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused() =>
        Assert.Equal("BAD_USER_INPUT", await (await Public()).Refused("""{ measures(plan: "az-nap-2022-2026", after: "bm9uZQ") { totalCount } }"""));

    [Fact]
    public async Task A_feed_cursor_of_another_plan_is_refused()
    {
        var cursor = Convert.ToBase64String("another#1"u8).TrimEnd('=');

        Assert.Equal("BAD_USER_INPUT", await (await Public()).Refused($$"""{ plan(key: "az-nap-2022-2026") { events(after: "{{cursor}}") { totalCount } } }"""));
    }

    [Fact]
    public async Task A_feed_cursor_beyond_the_end_has_expired()
    {
        var cursor = Convert.ToBase64String("az-nap-2022-2026#999999"u8).TrimEnd('=');

        Assert.Equal("CURSOR_EXPIRED", await (await Public()).Refused($$"""{ plan(key: "az-nap-2022-2026") { events(after: "{{cursor}}") { totalCount } } }"""));
    }

    [Fact]
    public async Task Pages_of_events_put_together_are_the_feed_without_a_gap()
    {
        var cursors = new List<string>();
        string? after = null;
        JsonElement page;
        do
        {
            page = (await (await Public()).AskOne(
                """query($after: Cursor) { plan(key: "az-nap-2022-2026") { events(first: 97, after: $after) { totalCount edges { cursor node { kind } } pageInfo { hasNextPage endCursor } } } }""",
                new { after })).GetProperty("events");
            cursors.AddRange(page.GetProperty("edges").EnumerateArray().Select(edge => edge.Text("cursor")));
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }
        while (page.GetProperty("pageInfo").Is("hasNextPage"));

        Assert.Equal(page.Number("totalCount"), cursors.Distinct().Count());
        Assert.Equal(cursors.Count, cursors.Distinct().Count());
    }
}
