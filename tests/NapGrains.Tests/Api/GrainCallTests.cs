using NapGrains.Tests.Documents;

namespace NapGrains.Tests.Api;

/// <summary>A server of its own, so that no other test's calls are counted.</summary>
public sealed class CountedServer : IAsyncLifetime
{
    public GrainCalls Calls { get; } = new();

    public NapApplication Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await NapApplication.Start(Calls.AddTo);
        await Server.Secretariat.Import(OfficialDocument.Text);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>What reading costs, counted where the calls reach the grains.</summary>
public sealed class GrainCallTests(CountedServer counted) : IClassFixture<CountedServer>
{
    private const string Ministry = "az/edliyye-nazirliyi";

    private readonly GrainCalls _calls = counted.Calls;
    private readonly NapApplication _server = counted.Server;

    [Fact]
    public async Task All_measures_of_a_ministry_with_role_and_status_are_one_call()
    {
        var calls = await _calls.During(async () =>
        {
            var agency = await _server.Anonymous.AskOne("""
                {
                  agency(name: "Ədliyyə Nazirliyi") {
                    name
                    assignments { totalCount nodes { role duty recommended reportState(period: "2022") measure { number title verdict { status } timeliness } } }
                    summary { total byStatus { status count } reportingCoverage { numerator denominator } }
                  }
                }
                """);
            Assert.True(agency.GetProperty("assignments").Number("totalCount") > 10);
        });

        Assert.Equal(["IAgencyGrain.View"], calls);
    }

    [Fact]
    public async Task A_list_of_measures_with_everything_public_but_texts_is_no_call()
    {
        var calls = await _calls.During(async () => await _server.Anonymous.Measures("""
            number title shortTitle verdict { status } timeliness deadline priority { number title }
            assignments { nodes { role agency { key name } report(period: "2022") { state claim figures { value } references { number } } } }
            delegations { from { name } to { name } } references { number } referencedBy { number } figures { value }
            """));

        Assert.Empty(calls);
    }

    [Fact]
    public async Task Filtered_lists_are_no_call()
    {
        var calls = await _calls.During(async () =>
        {
            await _server.Anonymous.Numbers("""{ agency: "az/edliyye-nazirliyi", role: [LEAD], notReportedIn: "2022" }""");
            await _server.Anonymous.AskOne("""{ agencies(where: { plan: "az-nap-2022-2026", notReportedIn: "2022" }) { nodes { name kind } } }""");
        });

        Assert.Empty(calls);
    }

    [Fact]
    public async Task Texts_of_all_reports_of_a_measure_are_read_side_by_side()
    {
        var reports = (await _server.Anonymous.Measure("1.1", "reports { nodes { agency { key } } }")).Nodes("reports").Count;
        _calls.HoldUntilTogether("IAssignmentGrain.Read", reports);

        var calls = await _calls.During(async () => await _server.Anonymous.Measure("1.1", "reports { nodes { narrative summary wording } }"));

        Assert.Equal(reports, calls.Count(call => call == "IAssignmentGrain.Read"));
    }

    [Fact]
    public async Task Texts_of_all_reports_of_a_ministry_are_read_side_by_side()
    {
        const string query = """query($key: String!) { agency(key: $key) { reports(plan: "az-nap-2022-2026", period: "2022") { totalCount nodes { narrative measure { number } } } } }""";
        var reports = (await _server.Anonymous.AskOne(query, new { key = Ministry })).GetProperty("reports").Number("totalCount");
        _calls.HoldUntilTogether("IAssignmentGrain.Read", reports);

        var calls = await _calls.During(async () => await _server.Anonymous.AskOne(query, new { key = Ministry }));

        Assert.Equal(reports, calls.Count(call => call == "IAssignmentGrain.Read"));
    }

    [Fact]
    public async Task Texts_of_all_reports_of_a_priority_are_read_side_by_side()
    {
        const string query = """{ measures(plan: "az-nap-2022-2026", where: { priority: 1 }) { nodes { reports { nodes { agency { key } narrative } } } } }""";
        var reports = (await _server.Anonymous.AskOne(query)).Nodes().SelectMany(measure => measure.Nodes("reports"))
            .Count(report => report.GetProperty("agency").ValueKind != System.Text.Json.JsonValueKind.Null);
        _calls.HoldUntilTogether("IAssignmentGrain.Read", reports);

        var calls = await _calls.During(async () => await _server.Anonymous.AskOne(query));

        Assert.Equal(reports, calls.Count(call => call == "IAssignmentGrain.Read"));
    }

    [Fact]
    public async Task What_an_agency_sees_of_its_own_reports_is_read_side_by_side()
    {
        const string query = """query($key: String!) { agency(key: $key) { assignments { nodes { reportState(period: "2022") report(period: "2022") { state } } } } }""";
        var reporter = _server.Client("reporter", Ministry);
        var reports = (await reporter.AskOne(query, new { key = Ministry })).Nodes("assignments")
            .Count(assignment => assignment.GetProperty("report").ValueKind != System.Text.Json.JsonValueKind.Null);
        _calls.HoldUntilTogether("IAssignmentGrain.Read", reports);

        await reporter.AskOne(query, new { key = Ministry });
    }

    [Fact]
    public async Task Summaries_of_all_priorities_are_read_side_by_side()
    {
        _calls.HoldUntilTogether("IPriorityGrain.View", 6);

        var calls = await _calls.During(async () => await _server.Anonymous.Plan("priorities { summary { total } }"));

        Assert.Equal(6, calls.Count);
    }
}
