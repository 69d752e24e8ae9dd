using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>What an agency should know, read by itself and the secretariat.</summary>
public sealed class NoticeTests(FreshServer fresh) : IClassFixture<FreshServer>
{
    private readonly NapApplication _server = fresh.Server;

    [Fact]
    public async Task A_first_start_tells_nobody_anything()
    {
        await using var server = await NapApplication.Start();
        var agencies = (await server.Secretariat.AskOne("{ agencies { totalCount nodes { key notices { totalCount } } } }")).Nodes();
        Assert.NotEmpty(agencies);
        Assert.All(agencies, agency => Assert.Equal(0, agency.GetProperty("notices").Number("totalCount")));
    }

    [Fact]
    public async Task An_agency_reads_what_became_of_its_report_and_goes_on_after_its_cursor()
    {
        const string justice = "az/edliyye-nazirliyi";
        var reporter = _server.Client("reporter", justice);
        await reporter.Submit("1.4", justice, "Birinci").Taken();
        await _server.Secretariat.Return("1.4", justice, "Sübut çatmır").Taken();
        var first = await Eventually.Gives("the first notice", async () => await Page(reporter, justice) is var page && page.Nodes() is [_] ? (object)page : null);
        var cursor = ((JsonElement)first).GetProperty("pageInfo").Text("endCursor");
        Assert.Equal(
            """{"number":1,"kind":"REPORT_RETURNED","measure":{"number":"1.4"},"plan":{"key":"az-nap-2022-2026"},"period":"2023","from":"SUBMITTED","to":"RETURNED","reason":"Sübut çatmır","az":"Tədbir 1.4: Ədliyyə Nazirliyi: 2023 hesabatı geri qaytarıldı.","en":"Measure 1.4: The report of Ministry of Justice for 2023 was sent back.","deliveries":[]}""",
            Assert.Single(((JsonElement)first).Nodes()).GetRawText());

        await reporter.Submit("1.4", justice, "İkinci").Taken();
        await _server.Secretariat.Accept("1.4", justice).Taken();
        await Eventually.Holds("the second notice", async () => (await Page(reporter, justice)).Number("totalCount") == 2);
        var next = await Page(reporter, justice, cursor);
        Assert.Equal("REPORT_ACCEPTED", Assert.Single(next.Nodes()).Text("kind"));
        Assert.Equal((true, false), (next.GetProperty("pageInfo").Is("hasPreviousPage"), next.GetProperty("pageInfo").Is("hasNextPage")));
    }

    [Fact]
    public async Task A_verdict_is_told_to_every_body_with_a_duty_on_the_measure()
    {
        await _server.Secretariat.Judge("6.1", "IN_PROGRESS", "Başlanıb").Taken();
        var bodies = (await _server.Anonymous.Measure("6.1", "assignments { nodes { duty agency { key kind } } }")).Nodes("assignments")
            .Where(assignment => assignment.Text("duty") != "VOLUNTARY" && assignment.GetProperty("agency").Text("kind") == "AGENCY").ToList();
        Assert.NotEmpty(bodies);
        foreach (var key in bodies.Select(body => body.GetProperty("agency").Text("key")))
        {
            await Eventually.Holds($"{key} is told", async () => (await _server.Secretariat.Notices(key))
                .Count(notice => (notice.Text("kind"), notice.GetProperty("reason").GetString()) == ("VERDICT_GIVEN", "Başlanıb")) == 1);
        }
    }

    [Fact]
    public async Task Notices_are_refused_to_everybody_else()
    {
        const string query = """{ agency(key: "az/maliyye-nazirliyi") { key notices { totalCount } } }""";
        Assert.Equal("UNAUTHENTICATED", await _server.Anonymous.Refused(query));
        Assert.Equal("FORBIDDEN", await _server.Client("reporter", "az/edliyye-nazirliyi").Refused(query));
        Assert.Equal("FORBIDDEN", await _server.Client("assessor").Refused(query));
        Assert.Equal(JsonValueKind.Null, (await _server.Anonymous.Answer(query)).GetProperty("data").GetProperty("agency").GetProperty("notices").ValueKind);
    }

    [Fact]
    public async Task A_secretariat_of_another_plan_sees_no_notices_of_this_one()
    {
        const string finance = "az/maliyye-nazirliyi";
        await _server.Client("reporter", finance).Submit("1.6", finance).Taken();
        await _server.Secretariat.Accept("1.6", finance).Taken();
        await Eventually.Holds("it is told", async () => (await _server.Secretariat.Notices(finance)).Count > 0);
        Assert.Empty(await _server.ClientOf("secretariat", "another").Notices(finance));
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused() => Assert.Equal("BAD_USER_INPUT", await _server.Secretariat.Refused(
        """{ agency(key: "az/maliyye-nazirliyi") { notices(after: "bm90aWNlczphei9lZGxpeXllLW5hemlybGl5aSMx") { totalCount } } }"""));

    private static async Task<JsonElement> Page(NapClient client, string agency, string? after = null) => (await client.AskOne(
        """
        query($agency: String!, $after: String) { agency(key: $agency) { notices(after: $after) { totalCount pageInfo { endCursor hasNextPage hasPreviousPage }
          nodes { number kind measure { number } plan { key } period from to reason az: summary en: summary(language: "en") deliveries { channel } } } } }
        """,
        new { agency, after })).GetProperty("notices");
}
