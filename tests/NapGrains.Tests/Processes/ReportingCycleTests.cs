using System.Text.Json;
using NapGrains.Cli;
using NapGrains.Tests.Api;
using NapGrains.Tests.Cli;

namespace NapGrains.Tests.Processes;

/// <summary>
/// A reporting cycle on a real server by the real clock, whose days are seconds: 57 bodies draft and submit by the command line, the
/// secretariat decides by GraphQL, deadlines pass with nobody calling, and the export is counted again by itself.
/// </summary>
public sealed class ReportingCycleTests : IDisposable
{
    private const string Period = "2023";
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("napgrains-cycle-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_cycle_by_command_line_and_GraphQL_is_counted_right_and_proves_itself()
    {
        await using var server = await NapProcess.Start(Path.Combine(_directory.FullName, "data"));
        var parts = Parts(await Export(server));
        var bodies = parts.Select(part => part.Agency).Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(57, bodies.Length);
        var (silent, late, returned) = (bodies[..3], bodies[3..8], bodies[8..18]);
        // One measure of each body, so that the days of this cycle can be short.
        var chosen = bodies.ToDictionary(body => body, body => parts.First(part => part.Agency == body));
        var now = DateTimeOffset.UtcNow;
        var (opens, firstDue, locks) = (now.AddMinutes(-1), now.AddSeconds(90), now.AddDays(60));

        await server.Secretariat.SetPeriod(opens, firstDue, locks).Taken();
        await Eventually.Holds("the period is open", async () => await State(server, chosen[bodies[^1]]) is "EXPECTED" or "NOT_REQUESTED"
            && (await server.Anonymous.Plan("summary(period: \"2023\") { reportingCoverage { denominator } }"))
                .GetProperty("summary").GetProperty("reportingCoverage").Number("denominator") > 0);

        var inTime = bodies.Except(silent).Except(late).ToList();
        foreach (var body in inTime)
        {
            await Submit(server, chosen[body], "Qaralama", "--draft");
            await Submit(server, chosen[body], "Gördük.", "--claim", "substantial");
        }

        foreach (var body in returned)
        {
            await server.Secretariat.Return(chosen[body].Measure, body).Taken();
            await Submit(server, chosen[body], "Düzəltdik.", "--claim", "complete", "--evidence", "https://example.org/");
        }

        foreach (var body in inTime)
        {
            await server.Secretariat.Accept(chosen[body].Measure, body).Taken();
        }

        var kept = await Kept(server, "before.json");
        // The deadline is moved, with a reason, to a moment that comes while we look on.
        var due = DateTimeOffset.UtcNow.AddSeconds(3);
        Assert.Equal("REASON_REQUIRED", (await server.Secretariat.SetPeriod(opens, due, locks)).Errors().Single().Text("code"));
        await server.Secretariat.SetPeriod(opens, due, locks, "Qar.").Taken();
        await Eventually.Holds("the deadline was told", async () => (await Events(server)).Any(told =>
            told.Text("kind") == "TIMELINESS_CHANGED" && told.Text("to") == "OVERDUE" && told.GetProperty("at").GetDateTimeOffset() == due));
        foreach (var body in late)
        {
            await Submit(server, chosen[body], "Gecikdik.");
            await server.Secretariat.Accept(chosen[body].Measure, body).Taken();
        }

        foreach (var (number, index) in (await server.Anonymous.Numbers("{}")).Select((number, index) => (number, index)))
        {
            await server.Secretariat.Judge(number, index % 2 == 0 ? "IMPLEMENTED" : "IN_PROGRESS").Taken();
        }

        await server.Secretariat.Judge("1.1", "IN_PROGRESS", "Geri alındı.").Taken();
        var again = chosen[inTime[^1]];
        await Submit(server, again, "Daha çox gördük.", "--expected-revision", "2");
        var refused = await Nap(server, ["submit", Text("Köhnə"), .. Of(again), "--expected-revision", "2"]);
        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.StartsWith("REVISION_CONFLICT: ", refused.Error, StringComparison.Ordinal);
        Assert.Equal("ACCEPTED", await State(server, again));
        await server.Secretariat.Accept(again.Measure, again.Agency).Taken();

        await Eventually.Holds("every number is what the export says", async () =>
        {
            var moment = DateTimeOffset.UtcNow;
            var recount = new Recount(await Export(server), moment, new HashSet<(Part, string)>()).Summaries();
            var said = (await server.Anonymous.Summaries(null)).Summaries;
            return recount.SequenceEqual(said);
        });
        foreach (var body in late)
        {
            Assert.Equal("LATE", await Timeliness(server, chosen[body]));
        }

        Assert.Equal("ON_TIME", await Timeliness(server, again));
        var verified = await Nap(server, "verify", "--plan", NapApplication.Plan, "--against", kept);
        Assert.True(verified.ExitCode == ExitCode.Done, verified.Error);
        Assert.EndsWith("ok\n", verified.Output, StringComparison.Ordinal);
    }

    private async Task Submit(NapProcess server, Part part, string text, params string[] more)
    {
        var run = await Nap(server, ["submit", Text(text), .. Of(part), .. more]);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
    }

    private async Task<string> Kept(NapProcess server, string name)
    {
        var path = Path.Combine(_directory.FullName, name);
        var run = await Nap(server, "export", "--plan", NapApplication.Plan, "--format", "json", "--output", path);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        return path;
    }

    private async Task<JsonElement> Export(NapProcess server) =>
        JsonElement.Parse(await File.ReadAllTextAsync(await Kept(server, $"{Guid.NewGuid():n}.json"), TestContext.Current.CancellationToken));

    private string Text(string text)
    {
        var path = Path.Combine(_directory.FullName, $"{Guid.NewGuid():n}.txt");
        File.WriteAllText(path, text + "\n");
        return path;
    }

    private static string[] Of(Part part) =>
        ["--plan", NapApplication.Plan, "--measure", part.Measure, "--agency", part.Agency, "--period", Period];

    private Task<NapRun> Nap(NapProcess server, params string[] args) =>
        NapRun.Of([.. args, "--server", server.Address.ToString(), "--data-directory", Path.Combine(_directory.FullName, "data")]);

    private static async Task<string> State(NapProcess server, Part part) => (await Assignment(server, part)).Text("reportState");

    private static async Task<string> Timeliness(NapProcess server, Part part) => (await Assignment(server, part)).Text("timeliness");

    private static async Task<JsonElement> Assignment(NapProcess server, Part part) => (await server.Anonymous.Measure(
        part.Measure, $$"""assignments(where: { agency: "{{part.Agency}}" }) { nodes { reportState(period: "2023") timeliness(period: "2023") } }"""))
        .Nodes("assignments").Single();

    private static async Task<List<JsonElement>> Events(NapProcess server)
    {
        var events = new List<JsonElement>();
        for (string? after = null; ;)
        {
            var page = (await server.Anonymous.AskOne(
                $$"""query($after: Cursor) { plan(key: "{{NapApplication.Plan}}") { events(after: $after) { nodes { kind to at } pageInfo { hasNextPage endCursor } } } }""",
                new { after })).GetProperty("events");
            events.AddRange(page.Nodes());
            if (!page.GetProperty("pageInfo").Is("hasNextPage"))
            {
                return events;
            }

            after = page.GetProperty("pageInfo").Text("endCursor");
        }
    }

    private static List<Part> Parts(JsonElement export) =>
    [
        .. export.GetProperty("priorities").EnumerateArray().SelectMany(priority => priority.GetProperty("measures").EnumerateArray())
            .SelectMany(measure => measure.GetProperty("reports").EnumerateArray()
                .Where(report => report.Text("period") == "2022" && report.TryGetProperty("agency", out _))
                .Select(report => new Part(measure.Text("id"), report.Text("agency")))),
    ];
}
