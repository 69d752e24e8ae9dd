using System.Text.Json;
using static NapGrains.Tests.Api.Amendments;

namespace NapGrains.Tests.Api;

/// <summary>The shipped plan in the middle of reporting on 2023, amended once in every way.</summary>
public sealed class AmendedPlan : IAsyncLifetime
{
    public const string Justice = "az/edliyye-nazirliyi";
    public const string Finance = "az/maliyye-nazirliyi";
    public const string Economy = "az/iqtisadiyyat-nazirliyi";

    /// <summary>One of each kind; two measures swap their numbers, one goes to another priority, one changes in three ways.</summary>
    internal static readonly object[] Everything =
    [
        Add("6.30", "Yeni tədbir", (Justice, "LEAD", false), (Finance, "OTHER", true)),
        Reword("1.1", "Yeni ad"),
        Renumber("2.3", "3.40"),
        Renumber("1.2", "1.3"),
        Renumber("1.3", "1.2"),
        Withdraw("1.6"),
        Reassign("2.12", (Finance, "LEAD", false)),
        Due("1.1", "2023-12-15"),
        new { deadline = new { measure = "2.17", schedule = new { from = 2023, to = 2025 } } },
        Reassign("1.1", (Justice, "LEAD", true)),
    ];

    internal PlanClock Clock { get; } = new(ReportingYear.Opens.AddDays(-1));

    public NapApplication Server { get; private set; } = null!;

    /// <summary>Old numbers with the global ids of their measures.</summary>
    internal Dictionary<string, string> Ids { get; } = [];

    /// <summary>Every figure in the minute before the amendment.</summary>
    public SortedDictionary<string, string> Before { get; private set; } = [];

    public DateTimeOffset BeforeAt { get; private set; }

    public int Original { get; private set; }

    public int Amended { get; private set; }

    internal HashSet<(Part Part, string Period)> Waiting { get; } = [];

    public async ValueTask InitializeAsync()
    {
        Server = await Clock.Start();
        await Server.Secretariat.SetPeriod(ReportingYear.Opens, ReportingYear.Due, ReportingYear.Locks).Taken();
        await Clock.Until(Server, ReportingYear.Opens.AddDays(21));
        foreach (var measure in await Server.Anonymous.Measures("number id"))
        {
            Ids.Add(measure.Text("number"), measure.Text("id"));
        }

        await Server.Secretariat.Judge("1.6", "IMPLEMENTED", effectiveAt: "2023-11-10T00:00:00+04:00").Taken();
        await Server.Secretariat.Judge("1.2", "IN_PROGRESS").Taken();
        await Submit("2.12", Economy);
        await PlanClock.Settle(Server, [("2.12", Economy)]);
        (Before, Original) = await Server.Anonymous.Summaries(null);
        BeforeAt = Clock.Now;
        await Clock.Until(Server, Clock.Now.AddMinutes(5));
        Amended = (await Server.Secretariat.Amend(Everything)).Number("planVersion");
        await Settle();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    internal async Task Submit(string measure, string agency)
    {
        await Server.Client("reporter", agency).Submit(measure, agency).Taken();
        Waiting.Add((new(measure, agency), Reporting.Period));
    }

    internal Task Settle(params (string, string)[] parts) => PlanClock.Settle(Server, parts);

    internal async Task<Recount> Recount(int? version) => new(JsonElement.Parse(await Server.Anonymous.ExportAll()), Clock.Now, Waiting, version);
}

/// <summary>An amendment makes a new version of the plan; the old one stays answerable, and old numbers go on leading where they led.</summary>
public sealed class AmendmentTests(AmendedPlan amended) : IClassFixture<AmendedPlan>
{
    private readonly NapApplication _server = amended.Server;

    [Fact]
    public async Task Every_old_number_still_finds_a_measure_and_a_free_one_the_measure_that_had_it()
    {
        var swapped = new Dictionary<string, string> { ["1.2"] = amended.Ids["1.3"], ["1.3"] = amended.Ids["1.2"] };
        foreach (var (number, id) in amended.Ids)
        {
            Assert.Equal(swapped.GetValueOrDefault(number, id), (await _server.Anonymous.Measure(number, "id")).Text("id"));
        }

        var moved = await _server.Anonymous.Measure("2.3", "number formerNumbers priority { number } amendments { kinds before { number priority } }");
        Assert.Equal(("3.40", 3), (moved.Text("number"), moved.GetProperty("priority").Number("number")));
        Assert.Equal(["2.3"], moved.GetProperty("formerNumbers").EnumerateArray().Select(number => number.GetString()));
        Assert.Equal(63, (await _server.Anonymous.Numbers("{}")).Length);
    }

    [Fact]
    public async Task The_original_plan_counts_as_before_and_the_amended_one_as_the_export_says()
    {
        Assert.Equal(amended.Original + 1, amended.Amended);
        ReportingYearTests.AssertSame((await amended.Recount(amended.Original)).Summaries(), (await _server.Anonymous.Summaries(null, amended.Original)).Summaries);
        ReportingYearTests.AssertSame((await amended.Recount(null)).Summaries(), (await _server.Anonymous.Summaries(null)).Summaries);
        ReportingYearTests.AssertSame((await _server.Anonymous.Summaries(null)).Summaries, (await _server.Anonymous.Summaries(null, amended.Amended)).Summaries);
    }

    [Fact]
    public async Task What_was_known_before_the_amendment_is_answered_of_both_versions()
    {
        ReportingYearTests.AssertSame(amended.Before, (await _server.Anonymous.Summaries(amended.BeforeAt)).Summaries);
        var (early, version) = await _server.Anonymous.Summaries(amended.BeforeAt, amended.Amended);
        ReportingYearTests.AssertSame(amended.Before, early);
        Assert.Equal(amended.Original, version);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public async Task A_version_that_the_plan_does_not_have_is_refused(int version) => Assert.Equal(
        "BAD_USER_INPUT",
        await _server.Anonymous.Refused($$"""{ plan(key: "{{NapApplication.Plan}}") { summary(planVersion: {{version}}) { total } } }"""));

    [Fact]
    public async Task Each_measure_says_what_was_amended_by_which_instrument()
    {
        var measure = await _server.Anonymous.Measure("1.1", "title deadline amendments { planVersion kinds instrument date before { title deadline } } history { nodes { kind role content } }");
        var amendment = Assert.Single(measure.GetProperty("amendments").EnumerateArray());
        Assert.Equal((amended.Amended, Instrument, Date), (amendment.Number("planVersion"), amendment.Text("instrument"), amendment.Text("date")));
        Assert.Equal(["REWORDED", "RESCHEDULED", "REASSIGNED"], amendment.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetString()));
        Assert.Equal(("Yeni ad", "2023-12-15"), (measure.Text("title"), measure.Text("deadline")));
        Assert.Contains(measure.Nodes("history"), change => change.Text("kind") == "MEASURE_REWORDED" && change.Text("role") == "secretariat"
            && change.Text("content").Contains(Instrument, StringComparison.Ordinal));
        var act = Assert.Single((await _server.Anonymous.Plan("amendments { planVersion instrument measures { measure { number } kinds } }")).GetProperty("amendments").EnumerateArray());
        Assert.Equal(8, act.GetProperty("measures").GetArrayLength());
    }

    [Fact]
    public async Task Who_is_not_charged_any_more_keeps_its_reports_and_is_expected_no_more()
    {
        var former = await Assignment("2.12", AmendedPlan.Economy);
        Assert.Equal(("REPORTER", "VOLUNTARY", "SUBMITTED"), (former.Text("role"), former.Text("duty"), former.Text("reportState")));
        var part = Assert.Single(former.GetProperty("formerParts").EnumerateArray());
        Assert.Equal((amended.Original, "LEAD", "NAMED"), (part.Number("planVersion"), part.Text("role"), part.Text("duty")));
        var charged = await Assignment("2.12", AmendedPlan.Finance);
        Assert.Equal(("LEAD", "NAMED", "EXPECTED"), (charged.Text("role"), charged.Text("duty"), charged.Text("reportState")));
        Assert.Contains(await _server.Client("reporter", AmendedPlan.Economy).Notices(AmendedPlan.Economy), notice => notice.Text("kind") == "PLAN_AMENDED");
        Assert.Contains(await _server.Client("reporter", AmendedPlan.Finance).Notices(AmendedPlan.Finance), notice => notice.Text("kind") == "PLAN_AMENDED");
    }

    [Fact]
    public async Task A_withdrawn_measure_expects_nothing_more_and_gets_no_verdict()
    {
        var measure = await _server.Anonymous.Measure("1.6", "verdict { status source } assignments { nodes { reportState(period: \"2023\") } }");
        Assert.Equal(("WITHDRAWN", $"{Instrument}, {Date}"), (measure.GetProperty("verdict").Text("status"), measure.GetProperty("verdict").Text("source")));
        Assert.All(measure.Nodes("assignments"), assignment => Assert.Equal("NOT_REQUESTED", assignment.Text("reportState")));
        Assert.Equal("MEASURE_WITHDRAWN", (await _server.Secretariat.Judge("1.6", "IN_PROGRESS")).Code());
        Assert.Equal("MEASURE_WITHDRAWN", (await _server.Secretariat.Send([Due("1.6", "2025-01-01")])).Code());
    }

    [Fact]
    public async Task The_feed_tells_each_change_and_last_the_plan_s_new_version()
    {
        var events = new List<JsonElement>();
        for (string? after = null; ;)
        {
            var page = (await _server.Anonymous.Plan($"events{(after is null ? "" : $"(after: \"{after}\")")} {{ nodes {{ cursor kind from to reason measure {{ number }} }} pageInfo {{ hasNextPage endCursor }} }}")).GetProperty("events");
            events.AddRange(page.GetProperty("nodes").EnumerateArray());
            if (!page.GetProperty("pageInfo").Is("hasNextPage")) break;
            after = page.GetProperty("pageInfo").Text("endCursor");
        }

        string[] kinds = ["MEASURE_ADDED", "MEASURE_REWORDED", "MEASURE_RENUMBERED", "MEASURE_WITHDRAWN", "MEASURE_REASSIGNED", "DEADLINE_CHANGED"];
        Assert.All(kinds, kind => Assert.Contains(events, told => told.Text("kind") == kind));
        var act = events.Last(told => told.Text("kind") == "PLAN_AMENDED");
        Assert.Equal(($"{amended.Original}", $"{amended.Amended}"), (act.Text("from"), act.Text("to")));
        Assert.True(events.IndexOf(act) > events.FindLastIndex(told => kinds.Contains(told.Text("kind"))));
        Assert.Contains(events, told => told.Text("kind") == "MEASURE_RENUMBERED" && (told.Text("from"), told.Text("to")) == ("2.3", "3.40"));
    }

    [Fact]
    public async Task The_pages_show_what_was_amended_and_the_figures_before_it()
    {
        using var http = new HttpClient { BaseAddress = _server.Address };
        var page = await Read($"plans/{NapApplication.Plan}?lang=en");
        Assert.Contains(Instrument, page, StringComparison.Ordinal);
        Assert.Contains($"version={amended.Original}", page, StringComparison.Ordinal);
        Assert.Contains("Withdrawn", page, StringComparison.Ordinal);
        var original = await Read($"plans/{NapApplication.Plan}?lang=en&version={amended.Original}");
        Assert.Contains($"as it stood in version {amended.Original}", original, StringComparison.Ordinal);
        Assert.DoesNotContain("status-WITHDRAWN", original, StringComparison.Ordinal);
        Assert.Contains("formerly 2.3", await Read($"plans/{NapApplication.Plan}/measures/3.40?lang=en"), StringComparison.Ordinal);
        using var unknown = await http.GetAsync(new Uri($"plans/{NapApplication.Plan}?version=99", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, unknown.StatusCode);

        async Task<string> Read(string address) => System.Net.WebUtility.HtmlDecode(
            await http.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_history_holds() =>
        Assert.True((await _server.Anonymous.AskOne($$"""{ verify(plan: "{{NapApplication.Plan}}") { ok } }""")).Is("ok"));

    [Fact]
    public async Task The_export_of_an_amended_plan_makes_the_same_figures_elsewhere()
    {
        var export = await _server.Anonymous.ExportAll();
        await using var other = await amended.Clock.Start(("Nap:Seed", "false"));
        await other.ClientOf("secretariat", null).Import(export, "JSON", null);
        await PlanClock.Settle(other, []);

        Assert.Equal(Imports.WithoutHistory(export), Imports.WithoutHistory(await other.Anonymous.ExportAll()));
        var elsewhere = new Recount(JsonElement.Parse(export), amended.Clock.Now, new HashSet<(Part, string)>(), amended.Original);
        ReportingYearTests.AssertSame(elsewhere.Summaries(), (await other.Anonymous.Summaries(null, amended.Original)).Summaries);
        ReportingYearTests.AssertSame(
            new Recount(JsonElement.Parse(export), amended.Clock.Now, new HashSet<(Part, string)>()).Summaries(), (await other.Anonymous.Summaries(null)).Summaries);
        Assert.True((await other.Anonymous.AskOne($$"""{ verify(plan: "{{NapApplication.Plan}}") { ok } }""")).Is("ok"));
        Assert.Equal("3.40", (await other.Anonymous.Measure("2.3", "number")).Text("number"));
    }

    [Fact]
    public async Task The_export_of_an_amended_plan_changes_nothing_where_it_came_from()
    {
        const string shown = "number title deadline verdict { status } assignments { nodes { agency { key } role duty recommended reportState(period: \"2023\") } }";
        var before = (await _server.Anonymous.Measures(shown)).Select(measure => measure.GetRawText()).ToList();
        await _server.Secretariat.Import(await _server.Anonymous.ExportAll(), "JSON", null);

        Assert.Equal(before, (await _server.Anonymous.Measures(shown)).Select(measure => measure.GetRawText()));
    }

    private async Task<JsonElement> Assignment(string measure, string agency) => Assert.Single((await _server.Anonymous.Measure(
        measure, $$"""assignments(where: { agency: "{{agency}}" }) { nodes { role duty reportState(period: "2023") formerParts { planVersion role duty } } }""")).Nodes("assignments"));
}
