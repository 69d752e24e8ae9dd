using System.Diagnostics;
using System.Text;
using System.Text.Json;
using NapGrains.Grains.Delivery;
using NapGrains.Tests.Api;
using NapGrains.Tests.Storage;

namespace NapGrains.Tests.Processes;

/// <summary>What a first start leaves behind when everything is delivered, so that the next start delivers nothing by itself.</summary>
public sealed class QuietStore : IAsyncLifetime
{
    private static readonly byte[] Unsent = "{\"unsent\":true"u8.ToArray();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("napgrains-quiet-");

    public async ValueTask InitializeAsync()
    {
        await using var server = await NapProcess.Start(_directory.FullName);
        var rows = StoredPayloads.OfSqlite(_directory.FullName);
        await Eventually.Holds("nothing is unsent", async () => !(await rows.All()).Exists(row => row.AsSpan().StartsWith(Unsent)));
        await server.Terminate();
    }

    public string Copy() => SeededStores.Copy(_directory.FullName);

    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>
/// A server ends itself, as by <c>kill -9</c>, at one point of one delivery, and is started again: soon all totals and the feed are those
/// of what was asked of it. <c>tests/failpoints.sh</c> tries every delivery at every point.
/// </summary>
public sealed class FailpointTests(QuietStore quiet) : IClassFixture<QuietStore>
{
    private const string Justice = "az/edliyye-nazirliyi";
    private const string Finance = "az/maliyye-nazirliyi";

    /// <summary>For which Justice has not reported on 1.10, though it should have.</summary>
    private const string Period = "2022";

    /// <summary>Whether each point of each delivery is tried, and nothing else meanwhile.</summary>
    private static readonly bool All = Environment.GetEnvironmentVariable("NAP_FAILPOINTS") == "all";

    /// <summary>How soon all is right: five seconds after it recovered, or a minute where other tests run beside it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(All ? 5 : 60);

    /// <summary>What the feed is to tell of what is asked.</summary>
    private static readonly string[] Told =
    [
        $"ASSIGNMENT_CHANGED 2.15 {Finance}", "MEMBERS_NAMED 2.15 az/aidiyyeti-dovlet-orqanlari-qurumlari", $"REPORT_SUBMITTED 1.10 {Justice}", "VERDICT_GIVEN 1.1 -",
    ];

    private static readonly string[] Deliveries =
    [
        "assignment->measure", "assignment->agency", "measure->agency", "measure->priority", "priority->plan", "measure->feed",
        "operations->assignment", "operations->plan", "operations->feed",
    ];

    /// <summary>Each point once, or with <c>NAP_FAILPOINTS=all</c> each point of each delivery.</summary>
    public static TheoryData<Failpoint, string> Places()
    {
        var all = Enum.GetValues<Failpoint>().SelectMany(point => Deliveries.Select(delivery => (point, delivery)));
        return new(All
            ? all
            : [
                (Failpoint.BeforeWrite, "assignment->measure"), (Failpoint.AfterWrite, "measure->priority"),
                (Failpoint.BeforeAnswer, "priority->plan"), (Failpoint.AfterAnswer, "operations->feed"),
            ]);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_server_that_ends_in_the_middle_of_a_delivery_has_everything_right_soon_after_its_next_start(Failpoint point, string delivery)
    {
        var directory = quiet.Copy();
        string begin;
        await using (var doomed = await NapProcess.Start(directory, null, ("Nap:Seed", "false"), ("NAP_FAILPOINT", $"{point}@{delivery}:1")))
        {
            var count = (await doomed.Anonymous.Plan("events(first: 1) { totalCount }")).GetProperty("events").Number("totalCount");
            begin = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{NapApplication.Plan}#{count}")).TrimEnd('=');
            var asked = Ask(doomed);
            await doomed.Ended();
            try
            {
                await asked;
            }
            catch (HttpRequestException)
            {
                // It ended before it answered; where it was asked to do all of it, the answers may have come.
            }
        }

        await using var again = await NapProcess.Start(directory);
        // The first reading of all totals takes the server and these tests longer than what is timed here.
        await TotalsAreRight(again.Anonymous);
        await Ask(again);
        var answered = Stopwatch.StartNew();
        await Eventually.Holds("all totals are right", () => TotalsAreRight(again.Anonymous));
        await Eventually.Holds("the feed has all", async () => (await Feed(again.Anonymous, begin)).Count >= Told.Length);
        Assert.True(answered.Elapsed <= Longest, $"It took {answered.Elapsed}.");
        Assert.Equal(Told, await Feed(again.Anonymous, begin));
        TestContext.Current.TestOutputHelper?.WriteLine($"{point} {delivery}: right after {answered.Elapsed.TotalSeconds:F1} s");
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>A report, a verdict and an operation, each of which may be asked for again.</summary>
    private static async Task Ask(NapProcess server) => await Task.WhenAll(
        server.Reporter(Justice).Submit("1.10", Justice, period: Period, operationId: "report").Taken(),
        server.Secretariat.Judge("1.1", "IN_PROGRESS", operationId: "verdict").Taken(),
        server.Secretariat.NameMembers("2.15", [Finance], operationId: "members").Taken());

    private static async Task<bool> TotalsAreRight(NapClient client)
    {
        var waiting = new HashSet<(Part, string)> { (new("1.10", Justice), Period) };
        var recount = new Recount(JsonElement.Parse(await client.ExportAll()), DateTimeOffset.UtcNow, waiting);
        return recount.Summaries().SequenceEqual((await client.Summaries(null)).Summaries);
    }

    /// <summary>The feed's events since the server was asked for something, in the order of the alphabet.</summary>
    private static async Task<List<string>> Feed(NapClient client, string begin) =>
    [
        .. (await client.Plan($$"""events(after: "{{begin}}") { nodes { kind measure { number } agency { key } } }""")).Nodes("events")
            .Select(told => string.Join(' ', told.Text("kind"), told.GetProperty("measure").Text("number"), told.GetProperty("agency") is { ValueKind: JsonValueKind.Object } agency ? agency.Text("key") : "-"))
            .Order(StringComparer.Ordinal),
    ];
}
