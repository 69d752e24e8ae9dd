using System.Text.Json;
using NapGrains.Tests.Api;

namespace NapGrains.Tests.Processes;

/// <summary>GraphiQL as people use it: in a real browser that reaches nothing but the server.</summary>
public sealed class GraphiQLTests(ServedPlan served) : IClassFixture<ServedPlan>
{
    [Theory]
    [InlineData("MeasuresOfAMinistry", "agency", "Ministry of Economy")]
    [InlineData("WhoHasNotReported", "agencies", "Supreme Court")]
    [InlineData("RecommendedLeads", "measures", "Judicial-Legal Council")]
    [InlineData("ReportingWithoutBeingExecutors", "agencies", "Agrarkredit CJSC")]
    public async Task A_tab_is_a_question_that_gets_its_answer_with_nothing_loaded_from_elsewhere(string example, string field, string expected)
    {
        var seen = await Run(example);

        Assert.Contains(expected, seen.GetProperty("answer").GetProperty("data").GetProperty(field).GetRawText(), StringComparison.Ordinal);
        Assert.Equal("[]", seen.GetProperty("elsewhere").GetRawText());
        // A browser says there what the page's security policy kept it from.
        Assert.Equal("[]", seen.GetProperty("complaints").GetRawText());
    }

    [Fact]
    public async Task A_report_is_handed_in_with_the_token_in_the_header_box_and_the_hint_there_is_none()
    {
        var hint = await Run("SubmitAReport");
        var taken = await Run("SubmitAReport", "--token", Reporter());

        Assert.Contains("\"code\":\"UNAUTHENTICATED\"", hint.GetProperty("answer").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            "SUBMITTED", taken.GetProperty("answer").GetProperty("data").GetProperty("submitReport").GetProperty("report").Text("state"));
    }

    [Fact]
    public async Task Live_events_go_on_after_a_cursor_and_carry_the_token_over_the_socket()
    {
        var cursor = (await served.Server.Anonymous.Plan("cursor")).Text("cursor");
        await served.Server.Secretariat.Judge("6.2", "IN_PROGRESS").Taken();
        var token = Reporter();

        var seen = await Run("LiveEvents", "--token", token, "--variables", JsonSerializer.Serialize(new { after = cursor }));

        Assert.Equal("VERDICT_GIVEN", seen.GetProperty("answer").GetProperty("data").GetProperty("planEvents").Text("kind"));
        Assert.Equal($"Bearer {token}", seen.GetProperty("init").Text("authorization"));
        Assert.Equal("[]", seen.GetProperty("complaints").GetRawText());
    }

    private string Reporter() => Tokens.Mint(served.Folder, "reporter", NapApplication.Plan, "az/iqtisadiyyat-nazirliyi");

    private async Task<JsonElement> Run(string example, params string[] options)
    {
        var run = await Commands.Browser([new Uri(served.Server.Address, "graphiql").ToString(), example, .. options]);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonElement.Parse(run.Output);
    }
}
