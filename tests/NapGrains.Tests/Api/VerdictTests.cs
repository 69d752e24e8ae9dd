using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>The secretariat's verdicts.</summary>
public sealed class VerdictTests(FreshServer fresh) : IClassFixture<FreshServer>
{
    private readonly NapApplication _server = fresh.Server;

    [Fact]
    public async Task A_verdict_is_answered_with_the_measure_as_it_is_now()
    {
        var measure = (await _server.Secretariat.Judge("1.1", "IN_PROGRESS", "Layihə hazırdır.", source: "Məktub 12", effectiveAt: "2023-02-01T00:00:00+04:00").Taken())
            .GetProperty("measure");

        Assert.Equal(
            """{"status":"IN_PROGRESS","reason":"Layihə hazırdır.","source":"Məktub 12","effectiveAt":"2023-01-31T20:00:00Z"}""",
            measure.GetProperty("verdict").GetRawText());
    }

    [Fact]
    public async Task A_verdict_is_public_at_once()
    {
        await _server.Secretariat.Judge("1.2", "IN_PROGRESS").Taken();

        Assert.Equal("IN_PROGRESS", (await _server.Anonymous.Measure("1.2", "verdict { status }")).GetProperty("verdict").Text("status"));
    }

    [Fact]
    public async Task A_verdict_arrives_in_lists_and_in_every_total()
    {
        await _server.Secretariat.Judge("6.1", "NOT_IMPLEMENTED").Taken();

        await Eventually.Holds("the list has it", async () => (await _server.Anonymous.Numbers("{ status: [NOT_IMPLEMENTED] }")).SequenceEqual(["6.1"]));
        await Eventually.Holds("the plan counts it", async () =>
            Count((await _server.Anonymous.Plan("summary { byStatus { status count } }")).GetProperty("summary"), "NOT_IMPLEMENTED") == 1);
        await Eventually.Holds("the priority counts it", async () =>
            Count((await _server.Anonymous.Plan("priorities { number summary { byStatus { status count } } }")).GetProperty("priorities")[5].GetProperty("summary"), "NOT_IMPLEMENTED") == 1);
        var lead = (await _server.Anonymous.Measure("6.1", "assignments(where: { role: [LEAD] }) { nodes { agency { key } } }")).Nodes("assignments")[0].GetProperty("agency").Text("key");
        await Eventually.Holds("its lead counts it", async () => Count((await _server.Anonymous.AskOne(
            "query($key: String!) { agency(key: $key) { summary(role: LEAD) { byStatus { status count } } } }", new { key = lead })).GetProperty("summary"), "NOT_IMPLEMENTED") == 1);

        static int Count(JsonElement summary, string status) =>
            summary.GetProperty("byStatus").EnumerateArray().Single(count => count.Text("status") == status).Number("count");
    }

    [Fact]
    public async Task A_verdict_may_go_back()
    {
        await _server.Secretariat.Judge("1.4", "IMPLEMENTED").Taken();
        await _server.Secretariat.Judge("1.4", "IN_PROGRESS").Taken();

        Assert.Equal("IN_PROGRESS", (await _server.Anonymous.Measure("1.4", "verdict { status }")).GetProperty("verdict").Text("status"));
    }

    [Theory]
    [InlineData("1.5", "IMPLEMENTED", " ", NapApplication.Plan, "REASON_REQUIRED")]
    [InlineData("1.5", "WITHDRAWN", "Görüldü.", NapApplication.Plan, "WITHDRAWN_BY_AMENDMENT")]
    [InlineData("1.99", "IMPLEMENTED", "Görüldü.", NapApplication.Plan, "UNKNOWN_MEASURE")]
    [InlineData("1.5", "IMPLEMENTED", "Görüldü.", "none", "UNKNOWN_PLAN")]
    public async Task A_verdict_that_breaks_a_rule_is_refused_by_its_name(string measure, string status, string reason, string plan, string code)
    {
        var payload = await _server.ClientOf("secretariat", null).Judge(measure, status, reason, plan: plan);

        Assert.Equal(code, payload.Code());
        Assert.Equal("UNASSESSED", (await _server.Anonymous.Measure("1.5", "verdict { status }")).GetProperty("verdict").Text("status"));
    }

    [Fact]
    public async Task The_same_verdict_again_has_one_effect_and_the_same_answer()
    {
        var first = await _server.Secretariat.Judge("1.6", "IN_PROGRESS", operationId: "twice").Taken();
        var second = await _server.Secretariat.Judge("1.6", "IN_PROGRESS", operationId: "twice").Taken();

        Assert.Equal(first.GetRawText(), second.GetRawText());
    }

    [Fact]
    public async Task Another_verdict_of_the_same_operation_id_is_refused()
    {
        await _server.Secretariat.Judge("1.7", "IN_PROGRESS", operationId: "once").Taken();

        Assert.Equal("OPERATION_ID_REUSED", (await _server.Secretariat.Judge("1.7", "IMPLEMENTED", operationId: "once")).Code());
    }

    [Fact]
    public async Task Only_the_plan_s_secretariat_gives_verdicts()
    {
        const string verdict = """
            mutation { giveVerdict(input: { operationId: "x", plan: "az-nap-2022-2026", measure: "1.8", status: IMPLEMENTED, reason: "x" }) { errors { code } } }
            """;

        Assert.Equal("UNAUTHENTICATED", await _server.Anonymous.Refused(verdict));
        Assert.Equal("FORBIDDEN", await _server.Client("reporter", "az/nazirler-kabineti").Refused(verdict));
        Assert.Equal("FORBIDDEN", await _server.Client("assessor").Refused(verdict));
        Assert.Equal("FORBIDDEN", await _server.ClientOf("secretariat", "az-nap-2027-2031").Refused(verdict));
        Assert.Equal("UNASSESSED", (await _server.Anonymous.Measure("1.8", "verdict { status }")).GetProperty("verdict").Text("status"));
    }
}
