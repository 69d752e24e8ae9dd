using System.Text.Json;

namespace NapGrains.Tests.Api;

public sealed class MeasureTests(ReadOnlyServers servers)
{
    private async Task<NapClient> Public() => (await servers.Imported).Anonymous;

    [Fact]
    public async Task Number_1_10_is_not_1_1() =>
        Assert.Equal("1.10", (await (await Public()).Measure("1.10", "number")).Text("number"));

    [Theory]
    [InlineData("1.99")]
    [InlineData("")]
    [InlineData("9")]
    public async Task An_unknown_number_is_null_without_an_error(string number) =>
        Assert.Equal(JsonValueKind.Null, (await (await Public()).Measure(number, "number")).ValueKind);

    [Fact]
    public async Task A_measure_of_an_unknown_plan_is_null_without_an_error() =>
        Assert.Equal(JsonValueKind.Null, (await (await Public()).AskOne("""{ measure(plan: "none", number: "1.1") { number } }""")).ValueKind);

    [Fact]
    public async Task Measures_of_an_unknown_plan_are_none() =>
        Assert.Equal(0, (await (await Public()).AskOne("""{ measures(plan: "none") { totalCount } }""")).Number("totalCount"));

    [Fact]
    public async Task A_plan_that_is_not_there_is_null() =>
        Assert.Equal(JsonValueKind.Null, (await (await Public()).AskOne("""{ plan(key: "none") { key } }""")).ValueKind);

    [Fact]
    public async Task Lists_are_in_the_order_of_the_plan_where_1_10_follows_1_9()
    {
        var numbers = (await (await Public()).Numbers("{ priority: 1 }"));

        Assert.Equal(Enumerable.Range(1, 11).Select(place => $"1.{place}"), numbers);
    }

    [Fact]
    public async Task Title_and_short_title_are_given_in_the_language_asked_for()
    {
        var measure = await (await Public()).Measure("1.1", """title shortTitle en: shortTitle(language: "en") british: shortTitle(language: "en-GB") none: title(language: "fr")""");

        Assert.NotEqual(measure.Text("shortTitle"), measure.Text("en"));
        Assert.Equal(measure.Text("en"), measure.Text("british"));
        Assert.Equal(measure.Text("title"), measure.Text("none"));
    }

    [Fact]
    public async Task Scheduled_measures_are_2_17_for_2024_and_3_2_for_2023_to_2024()
    {
        var measures = (await (await Public()).Measures("number schedule { from to } deadline timeliness", "{ status: [SCHEDULED] }"))
            .Select(measure => $"{measure.Text("number")} {measure.GetProperty("schedule").Number("from")}–{measure.GetProperty("schedule").Number("to")} {measure.Text("deadline")}");

        Assert.Equal(["2.17 2024–2024 2024-12-31", "3.2 2023–2024 2024-12-31"], measures);
    }

    [Fact]
    public async Task Undated_measures_are_a_bucket_of_their_own() =>
        Assert.Equal(60, (await (await Public()).Numbers("{ timeliness: [UNDATED] }")).Length);

    [Fact]
    public async Task A_filter_by_agency_and_role_speaks_of_that_agency()
    {
        const string ministry = "az/edliyye-nazirliyi";
        var expected = (await (await Public()).Measures("number assignments { nodes { role agency { key } } }"))
            .Where(measure => measure.Nodes("assignments").Any(part => part.Text("role") == "LEAD" && part.GetProperty("agency").Text("key") == ministry))
            .Select(measure => measure.Text("number"));

        var found = await (await Public()).Numbers($$"""{ agency: "{{ministry}}", role: [LEAD] }""");

        Assert.Equal(expected, found);
        Assert.NotEmpty(found);
    }

    [Fact]
    public async Task Measures_with_a_recommended_lead_are_found()
    {
        var expected = (await (await Public()).Measures("number assignments { nodes { role recommended } }"))
            .Where(measure => measure.Nodes("assignments").Any(part => part.Text("role") == "LEAD" && part.Is("recommended")))
            .Select(measure => measure.Text("number"));

        var found = await (await Public()).Numbers("{ role: [LEAD], recommended: true }");

        Assert.Equal(expected, found);
        Assert.Contains("2.12", found);
        Assert.Contains("6.10", found);
    }

    [Fact]
    public async Task Measures_handed_on_to_a_ministry_are_found()
    {
        var expected = (await (await Public()).Measures("number delegations { to { key } }"))
            .Where(measure => measure.GetProperty("delegations").EnumerateArray()
                .Any(delegation => delegation.GetProperty("to").EnumerateArray().Any(to => to.Text("key") == "az/edliyye-nazirliyi")))
            .Select(measure => measure.Text("number"));

        var found = await (await Public()).Numbers("""{ delegatedTo: "az/edliyye-nazirliyi" }""");

        Assert.Equal(expected, found);
        Assert.Contains("1.1", found);
    }

    [Fact]
    public async Task Measures_on_which_a_ministry_owes_its_report_are_found()
    {
        var expected = (await (await Public()).Measures("""number assignments(where: { state: [EXPECTED], period: "2022" }) { totalCount }"""))
            .Where(measure => measure.GetProperty("assignments").Number("totalCount") > 0).Select(measure => measure.Text("number"));

        var found = await (await Public()).Numbers("""{ notReportedIn: "2022" }""");

        Assert.Equal(expected, found);
        Assert.NotEmpty(found);
    }

    [Fact]
    public async Task Every_measure_was_reported_on_in_2022_and_none_in_2023()
    {
        Assert.Equal(62, (await (await Public()).Numbers("""{ reportedIn: "2022" }""")).Length);
        Assert.Empty(await (await Public()).Numbers("""{ reportedIn: "2023" }"""));
    }

    [Theory]
    [InlineData("KORRUPSİYA")]
    [InlineData("korrupsiya")]
    [InlineData("KORRUPSIYA")]
    [InlineData("orrupsıyay")]
    public async Task Measures_are_found_by_a_part_of_their_title_whatever_case_and_accents(string text)
    {
        var found = (await (await Public()).AskOne(
            """query($text: String!) { measures(plan: "az-nap-2022-2026", where: { text: $text }) { totalCount } }""", new { text })).Number("totalCount");

        Assert.InRange(found, 1, 61);
    }

    [Fact]
    public async Task Conditions_of_a_filter_must_all_hold()
    {
        var both = await (await Public()).Numbers("{ priority: 2, status: [SCHEDULED] }");

        Assert.Equal(["2.17"], both);
    }

    [Fact]
    public async Task An_empty_list_of_values_fits_nothing() =>
        Assert.Empty(await (await Public()).Numbers("{ status: [] }"));

    [Fact]
    public async Task By_deadline_the_undated_ones_come_last()
    {
        var measures = (await (await Public()).AskOne("""{ measures(plan: "az-nap-2022-2026", orderBy: DEADLINE) { nodes { number deadline } } }""")).Nodes();

        Assert.Equal(["2.17", "3.2", "1.1"], measures.Take(3).Select(measure => measure.Text("number")));
    }

    [Fact]
    public async Task Assignments_are_filtered_by_duty_and_recommendation()
    {
        var assignments = (await (await Public()).Measures("assignments(where: { duty: [DELEGATED], recommended: false }) { nodes { duty recommended } }"))
            .SelectMany(measure => measure.Nodes("assignments")).ToList();

        Assert.NotEmpty(assignments);
        Assert.All(assignments, assignment => Assert.Equal(("DELEGATED", false), (assignment.Text("duty"), assignment.Is("recommended"))));
    }

    [Fact]
    public async Task An_assignment_by_delegation_shows_the_delegation()
    {
        var assignment = Assert.Single((await (await Public()).Measure(
            "1.1", """assignments(where: { agency: "az/edliyye-nazirliyi" }) { nodes { duty delegation { instrument from { key } } } }""")).Nodes("assignments"));

        Assert.Equal("az/nazirler-kabineti", assignment.GetProperty("delegation").GetProperty("from").Text("key"));
    }

    [Fact]
    public async Task Figures_carry_the_body_that_stated_them()
    {
        var figures = (await (await Public()).Measures("figures { value unit subject agency { key } period }"))
            .SelectMany(measure => measure.GetProperty("figures").EnumerateArray()).ToList();

        Assert.NotEmpty(figures);
        Assert.All(figures, figure => Assert.Equal("2022", figure.Text("period")));
    }
}
