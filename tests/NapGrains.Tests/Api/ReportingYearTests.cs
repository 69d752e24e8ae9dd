using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>What a whole year of reporting leaves behind, counted again from what was given out.</summary>
public sealed class ReportingYearTests(ReportingYear year) : IClassFixture<ReportingYear>
{
    /// <summary>Past moments of the year.</summary>
    public static TheoryData<string> Past => ["opened", "half accepted", "ten sent back", "a new revision waits", "judged"];

    [Fact]
    public async Task Every_number_of_every_summary_is_what_the_export_says() => AssertSame(
        Moment("now").Recount().Summaries(), (await year.Server.Anonymous.Summaries(null)).Summaries);

    [Theory]
    [MemberData(nameof(Past))]
    public async Task Every_number_of_every_summary_of_a_past_moment_is_what_was_given_out_then(string name)
    {
        var moment = Moment(name);

        var (summaries, version) = await year.Server.Anonymous.Summaries(moment.At);

        AssertSame(moment.Recount().Summaries(), summaries);
        Assert.Equal(moment.PlanVersion, version);
    }

    [Fact]
    public async Task Every_assignment_stands_against_the_period_s_date_as_its_reports_came()
    {
        var said = new Dictionary<Part, string>();
        foreach (var measure in await year.Server.Anonymous.Measures("number assignments { nodes { agency { key } timeliness(period: \"2023\") } }"))
        {
            foreach (var assignment in measure.Nodes("assignments"))
            {
                said.Add(new(measure.Text("number"), assignment.GetProperty("agency").Text("key")), assignment.Text("timeliness"));
            }
        }

        var expected = Duties().ToDictionary(duty => duty.Part, duty =>
            year.Received.TryGetValue(duty.Part, out var came) ? came <= ReportingYear.Due ? "ON_TIME" : "LATE"
            : duty.IsObliged ? duty.IsRecommended ? "OPEN" : "OVERDUE"
            : "UNDATED");
        Assert.Equal(Lines(expected), Lines(said));
        Assert.Equal(["LATE", "ON_TIME", "OPEN", "OVERDUE", "UNDATED"], said.Values.Distinct().Order(StringComparer.Ordinal));
        Assert.All(said.Where(part => year.Late.Contains(part.Key.Agency) && year.Received.ContainsKey(part.Key)), part => Assert.Equal("LATE", part.Value));
        Assert.DoesNotContain(said, part => year.Silent.Contains(part.Key.Agency) && part.Value is "ON_TIME" or "LATE");

        static IEnumerable<string> Lines(Dictionary<Part, string> parts) => parts.Select(part => $"{part.Key.Measure} {part.Key.Agency} {part.Value}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_feed_told_every_deadline_that_passed_once_and_at_its_moment()
    {
        var events = await Events();

        var expected = Duties().Where(duty => duty.IsObliged).SelectMany(duty => Passed(duty, year.Received.TryGetValue(duty.Part, out var came) ? came : null)).Concat(
        [
            Line("2.17", null, ReportingYear.Day(2024, 1, 1), "NOT_YET_OPEN", "OPEN"),
            Line("2.17", null, ReportingYear.Day(2024, 12, 1), "OPEN", "DUE_SOON"),
            Line("3.2", null, ReportingYear.Day(2024, 12, 1), "OPEN", "DUE_SOON"),
            Line("3.2", null, ReportingYear.Day(2025, 1, 1), "DUE_SOON", "OVERDUE"),
        ]);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            events.Where(told => told.Text("kind") == "TIMELINESS_CHANGED").Select(told => Line(
                told.GetProperty("measure").Text("number"),
                told.GetProperty("agency") is { ValueKind: JsonValueKind.Object } agency ? agency.Text("key") : null,
                told.GetProperty("at").GetDateTimeOffset(), told.Text("from"), told.Text("to"))).Order(StringComparer.Ordinal));

        static IEnumerable<string> Passed((Part Part, bool IsObliged, bool IsRecommended) duty, DateTimeOffset? came)
        {
            // When the date was extended it was near already, and stayed so.
            var near = ReportingYear.FirstDue.AddDays(-30);
            if (!(came <= near))
            {
                yield return Line(duty.Part.Measure, duty.Part.Agency, near, "OPEN", "DUE_SOON");
            }

            if (!(came <= ReportingYear.Due))
            {
                yield return Line(duty.Part.Measure, duty.Part.Agency, ReportingYear.Due, "DUE_SOON", duty.IsRecommended ? "OPEN" : "OVERDUE");
            }
        }

        static string Line(string measure, string? agency, DateTimeOffset at, string from, string to) => $"{measure} {agency} {at.UtcDateTime:s} {from} {to}";
    }

    [Fact]
    public async Task The_feed_told_once_that_the_period_opened()
    {
        var opened = Assert.Single(await Events(), told => told.Text("kind") == "PERIOD_OPENED");

        Assert.Equal("2023", opened.Text("period"));
    }

    [Fact]
    public async Task All_chains_of_the_year_verify()
    {
        var verification = await year.Server.Anonymous.AskOne($$"""{ verify(plan: "{{NapApplication.Plan}}") { ok chains root broken { chain number reason } } }""");

        Assert.True(verification.Is("ok"), $"{verification}");
        Assert.Equal((await year.Server.Anonymous.Plan("historyRoot")).Text("historyRoot"), verification.Text("root"));
    }

    [Fact]
    public async Task Imported_into_an_empty_server_the_export_gives_the_same_export_and_the_same_numbers_and_verifies()
    {
        var export = Moment("now").Export;
        await using var other = await year.Clock.Start(("Nap:Seed", "false"));
        await other.ClientOf("secretariat", NapApplication.Plan).Import(export, "JSON", period: null);

        Assert.Equal(export, await other.Anonymous.ExportAll());
        Assert.True((await other.Anonymous.AskOne($$"""{ verify(plan: "{{NapApplication.Plan}}") { ok broken { chain number reason } } }""")) is var verification
            && verification.Is("ok"), $"{verification}");
        AssertSame(Moment("now").Recount().Summaries(), (await other.Anonymous.Summaries(null)).Summaries);
    }

    private async Task<List<JsonElement>> Events()
    {
        var events = new List<JsonElement>();
        for (string? after = null; ;)
        {
            var page = (await year.Server.Anonymous.AskOne(
                $$"""
                query($after: Cursor) { plan(key: "{{NapApplication.Plan}}") { events(after: $after) {
                  nodes { kind at from to period measure { number } agency { key } } pageInfo { hasNextPage endCursor } } } }
                """,
                new { after })).GetProperty("events");
            events.AddRange(page.Nodes());
            if (!page.GetProperty("pageInfo").Is("hasNextPage"))
            {
                return events;
            }

            after = page.GetProperty("pageInfo").Text("endCursor");
        }
    }

    /// <summary>All parts of the plan, and of whom a report on 2023 was waited for.</summary>
    private IEnumerable<(Part Part, bool IsObliged, bool IsRecommended)> Duties()
    {
        var export = JsonElement.Parse(Moment("now").Export);
        var collectives = export.GetProperty("bodies").EnumerateArray().Where(body => body.Text("kind") == "COLLECTIVE").Select(body => body.Text("key")).ToHashSet();
        return export.GetProperty("priorities").EnumerateArray().SelectMany(priority => priority.GetProperty("measures").EnumerateArray())
            .SelectMany(measure => measure.GetProperty("executors").EnumerateArray().Select(executor => (
                new Part(measure.Text("id"), executor.Text("agency")),
                measure.Text("id") != "2.17" && executor.Text("duty") != "VOLUNTARY" && !collectives.Contains(executor.Text("agency")),
                executor.Is("recommended"))));
    }

    private YearMoment Moment(string name) => year.Moments.Single(moment => moment.Name == name);

    internal static void AssertSame(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        var wrong = expected.Where(counted => actual[counted.Key] != counted.Value).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {expected.Count}: {string.Join("\n\n", wrong.Take(3).Select(Differences))}");

        string Differences(KeyValuePair<string, string> counted) => string.Join('\n', [
            counted.Key,
            .. counted.Value.Split('\n').Except(actual[counted.Key].Split('\n')).Select(line => $"  counted: {line}"),
            .. actual[counted.Key].Split('\n').Except(counted.Value.Split('\n')).Select(line => $"  said:    {line}"),
        ]);
    }
}
