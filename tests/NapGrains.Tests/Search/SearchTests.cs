using NapGrains.Tests.Api;

namespace NapGrains.Tests.Search;

/// <summary>Search as clients make it: what is found, where, and what never is.</summary>
public sealed class SearchTests(ReadOnlyServers servers, FreshServer fresh) : IClassFixture<FreshServer>
{
    private const string Edliyye = "az/edliyye-nazirliyi";

    private async Task<NapClient> Public() => (await servers.Seeded).Anonymous;

    private NapApplication Server => fresh.Server;

    [Fact]
    public async Task Says_in_which_text_it_found_what_and_marks_it()
    {
        var hit = (await (await Public()).Search("nagdsiz"))[0];

        Assert.Equal(("SHORT_TITLE", "[Nağdsız] ödənişlərin üstün mövqe qazanması"), (hit.Place, hit.Excerpt));
    }

    [Fact]
    public async Task Marks_words_in_any_order_and_those_that_go_on()
    {
        var hit = (await (await Public()).Search("toqqus MARAQ"))[0];

        Assert.Equal("Vəzifəli şəxslərin [maraqlar] [toqquşmasına] dair qanunvericilik", hit.Excerpt);
    }

    [Fact]
    public async Task Words_in_quotes_are_found_in_that_order_and_whole_only()
    {
        var client = await Public();

        Assert.NotEmpty(await client.Search("\"public procurement\""));
        Assert.Empty(await client.Search("\"procurement public\""));
        Assert.Empty(await client.Search("\"public procure\""));
    }

    [Fact]
    public async Task A_number_finds_no_longer_number() =>
        Assert.DoesNotContain(await (await Public()).Search("1.1"), hit => hit.Key is "measure 1.10" or "measure 1.11");

    [Fact]
    public async Task Pages_follow_on_one_another_and_hold_everything_once()
    {
        var client = await Public();
        var all = await client.Search("korrupsiya");
        var (paged, after) = (new List<Hit>(), (string?)null);
        do
        {
            var page = await client.Search("korrupsiya", first: 3, after: after);
            paged.AddRange(page);
            after = page.Count == 3 ? page[^1].Cursor : null;
        }
        while (after is not null);

        Assert.Equal(all.Select(hit => hit.Key), paged.Select(hit => hit.Key));
        Assert.InRange(all.Count, 7, 100);
        Assert.Equal(all.Count, (await client.SearchAll("korrupsiya", first: 1)).Number("totalCount"));
    }

    [Fact]
    public async Task Without_a_plan_all_are_searched_and_a_body_comes_once() =>
        Assert.Single(await (await Public()).Search("Ədliyyə Nazirliyi", plan: null), hit => hit.Key == $"agency {Edliyye}");

    [Fact]
    public async Task An_unknown_plan_gives_an_empty_list() => Assert.Empty(await (await Public()).Search("korrupsiya", plan: "none"));

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData("\"")]
    [InlineData("*")]
    [InlineData("()")]
    [InlineData("-")]
    [InlineData("\0")]
    [InlineData("\ud800")]
    [InlineData("💥")]
    public async Task What_has_nothing_to_look_up_is_refused(string text) =>
        Assert.Equal("BAD_USER_INPUT", await (await Public()).Refused(Searching.Query, new { text }));

    [Theory]
    [InlineData("ədliyyə\"")]
    [InlineData("\"ədliyyə")]
    [InlineData("ədliyyə*")]
    [InlineData("^ədliyyə")]
    [InlineData("NEAR(ədliyyə)")]
    [InlineData("names : ədliyyə")]
    [InlineData("{names titles} : ədliyyə")]
    [InlineData("ədliyyə OR maliyyə")]
    [InlineData("ədliyyə NOT maliyyə")]
    [InlineData("-ədliyyə")]
    [InlineData("ədliyyə + nazirliyi")]
    [InlineData("ədliyyə'; DROP TABLE words; --")]
    [InlineData("ədl\0iyyə")]
    [InlineData("ədliyyə\ud800")]
    [InlineData("ədliyyə $words ?1 @id")]
    public async Task Operators_are_words_like_others(string text) =>
        Assert.True((await (await Public()).SearchAll(text)).Number("totalCount") < 100);

    [Fact]
    public async Task Long_questions_are_refused_with_what_is_allowed()
    {
        var client = await Public();

        Assert.Contains("at most 500 characters", (await client.Answer(Searching.Query, new { text = new string('a', 10_000) })).GetRawText(), StringComparison.Ordinal);
        Assert.Contains("at most 20 words", (await client.Answer(Searching.Query, new { text = string.Join(' ', Enumerable.Range(0, 21)) })).GetRawText(), StringComparison.Ordinal);
        Assert.Empty(await client.Search(new string('a', 500)));
        Assert.Empty(await client.Search(string.Join(' ', Enumerable.Range(0, 20))));
    }

    [Theory]
    [InlineData(101)]
    [InlineData(-1)]
    public async Task Pages_larger_than_100_are_refused(int first) =>
        Assert.Equal("BAD_USER_INPUT", await (await Public()).Refused(Searching.Query, new { text = "a", first }));

    [Fact]
    public async Task A_cursor_that_is_none_of_the_list_is_refused() =>
        Assert.Equal("BAD_USER_INPUT", await (await Public()).Refused(Searching.Query, new { text = "korrupsiya", after = "bm9uZQ" }));

    [Fact]
    public async Task Finds_a_report_once_it_is_accepted_and_no_more_once_it_is_redacted()
    {
        const string Measure = "2.8";
        await Server.Client("reporter", Edliyye).Submit(Measure, Edliyye, "Burada qızılgül bitir.").Taken();
        Assert.Empty(await Server.Anonymous.Search("qızılgül"));
        Assert.Empty(await Server.Secretariat.Search("qızılgül"));

        await Server.Secretariat.Accept(Measure, Edliyye).Taken();
        var hit = await Eventually.Gives("the report is found", async () => (await Server.Anonymous.Search("QIZILGUL")).SingleOrDefault());
        Assert.Equal(($"report {Measure}/2023/{Edliyye}", "STATEMENT", "Burada [qızılgül] bitir."), (hit.Key, hit.Place, hit.Excerpt));

        await Server.Secretariat.Redact(Measure, Edliyye, 1).Taken();
        await Eventually.Holds("the report is found no more", async () => (await Server.Anonymous.Search("qızılgül")).Count == 0);
    }

    [Fact]
    public async Task Drafts_and_returned_reports_are_never_found()
    {
        await Server.Client("reporter", Edliyye).Draft("2.9", Edliyye, "Qaralama bənövşə.").Taken();
        await Server.Client("reporter", Edliyye).Submit("2.10", Edliyye, "Geri bənövşə.").Taken();
        await Server.Secretariat.Return("2.10", Edliyye, "Bənövşə olmaz.").Taken();
        // What comes later in the feed is found, so what came before it has been read.
        await Server.Client("reporter", Edliyye).Submit("2.11", Edliyye, "Açıq nərgiz.").Taken();
        await Server.Secretariat.Accept("2.11", Edliyye).Taken();
        await Eventually.Holds("the accepted report is found", async () => (await Server.Anonymous.Search("nərgiz")).Count == 1);

        foreach (var client in (NapClient[])[Server.Anonymous, Server.Secretariat, Server.Client("reporter", Edliyye)])
        {
            Assert.Empty(await client.Search("bənövşə"));
        }
    }

    [Fact]
    public async Task A_newer_submission_is_found_only_when_it_is_accepted_too()
    {
        await Server.Client("reporter", Edliyye).Submit("2.5", Edliyye, "Əvvəl lalə.").Taken();
        await Server.Secretariat.Accept("2.5", Edliyye).Taken();
        await Server.Client("reporter", Edliyye).Submit("2.5", Edliyye, "Sonra süsən.").Taken();
        await Eventually.Holds("the accepted revision is found", async () => (await Server.Anonymous.Search("lalə")).Count == 1);
        Assert.Empty(await Server.Anonymous.Search("süsən"));

        await Server.Secretariat.Accept("2.5", Edliyye).Taken();
        await Eventually.Holds("the new revision is found", async () => (await Server.Anonymous.Search("süsən")).Count == 1);
        Assert.Empty(await Server.Anonymous.Search("lalə"));
    }

    [Fact]
    public async Task Whoever_has_seen_an_event_finds_what_it_tells_of()
    {
        var cursor = (await Server.Anonymous.Plan("cursor")).Text("cursor");
        await Server.Secretariat.Change(
            "giveVerdict", "GiveVerdictInput",
            new { operationId = "verdict", plan = NapApplication.Plan, measure = "6.1", status = "IN_PROGRESS", reason = "Zanbaq açdı." },
            "errors { code message }").Taken();
        await Eventually.Holds("the event is told", async () => (await Server.Anonymous.AskOne(
            $$"""{ plan(key: "{{NapApplication.Plan}}") { events(after: "{{cursor}}") { nodes { kind measure { number } } } } }"""))
            .Nodes("events").Any(told => told.Text("kind") == "VERDICT_GIVEN"));

        var hit = Assert.Single(await Server.Anonymous.Search("zanbaq"));
        Assert.Equal(("measure 6.1", "VERDICT_REASON"), (hit.Key, hit.Place));
    }

    [Fact]
    public async Task A_page_goes_on_where_the_last_one_ended_although_something_was_added_before_it()
    {
        var before = (await Server.Anonymous.Search("maliyyə")).ConvertAll(hit => hit.Key);
        var first = await Server.Anonymous.Search("maliyyə", first: 5);
        await Server.Client("reporter", Edliyye).Submit("1.4", Edliyye, "Maliyyə, maliyyə, maliyyə.").Taken();
        await Server.Secretariat.Accept("1.4", Edliyye).Taken();
        await Eventually.Holds("the report is found", async () => (await Server.Anonymous.Search("maliyyə")).Count == before.Count + 1);

        var rest = await Server.Anonymous.Search("maliyyə", after: first[^1].Cursor);

        Assert.Equal(before, first.Concat(rest).Select(hit => hit.Key).Where(before.Contains));
        Assert.Equal(before.Count + 1, first.Concat(rest).Select(hit => hit.Key).Distinct().Count());
    }
}
