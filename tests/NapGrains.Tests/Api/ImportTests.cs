using NapGrains.Tests.Documents;

namespace NapGrains.Tests.Api;

/// <summary>Imports that change something.</summary>
public sealed class ImportTests
{
    [Fact]
    public async Task The_totals_of_the_official_report_are_told_with_the_answer()
    {
        await using var server = await NapApplication.Start();

        var totals = (await server.Secretariat.Send(OfficialDocument.Text, dryRun: true)).GetProperty("totals");

        Assert.Equal(
            """{"priorities":6,"measures":62,"leads":68,"recommendedLeads":5,"others":138,"recommendedOthers":45,"statements":212,"unattributed":5,"delegations":37,"references":2,"reportingBodies":57}""",
            totals.GetRawText());
    }

    [Fact]
    public async Task The_same_import_again_changes_nothing_and_is_no_event()
    {
        await using var server = await NapApplication.Start();
        var first = await server.Secretariat.Import(OfficialDocument.Text);
        var before = await State(server);

        var second = await server.Secretariat.Import(OfficialDocument.Text);

        Assert.Equal((true, false), (first.Is("changed"), second.Is("changed")));
        Assert.Equal(first.Number("planVersion"), second.Number("planVersion"));
        Assert.Equal(before, await State(server));
    }

    [Fact]
    public async Task A_JSON_export_makes_the_same_plan_of_an_empty_server()
    {
        await using var server = await NapApplication.Start();
        await server.Secretariat.Import(OfficialDocument.Text);
        await using var empty = await NapApplication.StartEmpty();
        var (json, text) = (await server.Anonymous.Export("JSON"), await server.Anonymous.Export());

        await empty.Secretariat.Import(json, "JSON");

        Assert.Equal(json, await empty.Anonymous.Export("JSON"));
        Assert.Equal(text, await empty.Anonymous.Export());
        var summary = (await empty.Anonymous.Plan(SeededPlanTests.Coverage)).GetProperty("summary");
        Assert.Equal(("149/177", "115/135", 58), (summary.Fraction("reportingCoverage"), summary.Fraction("bindingCoverage"), summary.Number("voluntaryReports")));
    }

    [Fact]
    public async Task Reports_and_verdicts_given_here_travel_in_a_JSON_export()
    {
        const string justice = "az/edliyye-nazirliyi", cabinet = "az/nazirler-kabineti";
        await using var server = await NapApplication.Start();
        foreach (var agency in (string[])[justice, cabinet])
        {
            await server.Client("reporter", agency).Submit("1.1", agency, $"Sözlər: {agency}", "COMPLETE", evidence: "https://example.az/", figure: 77.5).Taken();
            await server.Secretariat.Accept("1.1", agency).Taken();
        }

        await server.Secretariat.Judge("1.1", "PARTIALLY_IMPLEMENTED", "Yarısı görülüb.", effectiveAt: "2024-01-10T08:00:00Z").Taken();
        await Eventually.Holds("all arrived", async () =>
            (await server.Anonymous.Measures("reports(period: \"2023\") { nodes { state } } verdict { status }", "{ status: [PARTIALLY_IMPLEMENTED] }"))
                .Exists(measure => measure.Nodes("reports").Count(report => report.Text("state") == "ACCEPTED") == 2));
        var json = await server.Anonymous.Export("JSON", "2023");
        await using var empty = await NapApplication.StartEmpty();

        await empty.Secretariat.Import(json, "JSON", "2023");

        Assert.Equal(json, await empty.Anonymous.Export("JSON", "2023"));
        const string content = """
            verdict { status reason effectiveAt }
            reports(period: "2023") { nodes { agency { key } state claim narrative submittedAt evidence { url } figures { value unit subject } parts { position } } }
            """;
        Assert.Equal((await server.Anonymous.Measure("1.1", content)).GetRawText(), (await empty.Anonymous.Measure("1.1", content)).GetRawText());
    }

    [Fact]
    public async Task The_same_operation_again_is_the_same_import()
    {
        await using var server = await NapApplication.Start();
        var first = await server.Secretariat.Import(OfficialDocument.Text, operationId: "twice");

        var second = await server.Secretariat.Import(OfficialDocument.Text, operationId: "twice");

        Assert.Equal(first.GetRawText(), second.GetRawText());
    }

    internal static async Task<string> State(NapApplication server)
    {
        var state = (await server.Anonymous.Plan("version events(first: 1) { totalCount }")).GetRawText();
        return state + await server.Anonymous.Export("JSON");
    }
}
