using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using NapGrains.Tests.Api;
using NapGrains.Tests.Documents;
using NapGrains.Tests.Postgres;

namespace NapGrains.Tests.Processes;

/// <summary>A server that is killed while it imports, on both stores: all of the import happens, or nothing.</summary>
public sealed class CrashTests(SeededStores seeded, PostgresServer postgres, ReadOnlyServers servers) : IClassFixture<SeededStores>
{
    private const string OperationId = "the-import";

    /// <summary>How much of the import is done when the server is killed; less than nothing: the request is not answered yet.</summary>
    public static TheoryData<double> Moments => new() { -1, 0, 0.2, 0.7, 1 };

    [Theory]
    [MemberData(nameof(Moments))]
    public Task On_SQLite_an_import_happens_whole_or_not_at_all(double moment) => OnSqlite(moment, Crash);

    [Theory]
    [MemberData(nameof(Moments))]
    public Task On_PostgreSQL_an_import_happens_whole_or_not_at_all(double moment) => OnPostgres(moment, Crash);

    [Theory]
    [MemberData(nameof(Moments))]
    public Task On_SQLite_an_amendment_happens_whole_or_not_at_all(double moment) => OnSqlite(moment, Amend);

    [Theory]
    [MemberData(nameof(Moments))]
    public Task On_PostgreSQL_an_amendment_happens_whole_or_not_at_all(double moment) => OnPostgres(moment, Amend);

    [Fact]
    public async Task A_server_killed_at_its_first_start_shows_the_whole_plan_at_the_next()
    {
        var directory = Directory.CreateTempSubdirectory("napgrains-crash-");
        await using (var server = NapProcess.Launch(directory.FullName))
        {
            await Eventually.Holds("the register data is being loaded", () => Task.FromResult(new FileInfo(Path.Combine(directory.FullName, "nap.db-wal")) is { Exists: true, Length: > 500_000 }));
            await server.Kill();
        }

        await using var again = await NapProcess.Start(directory.FullName);

        Assert.Equal(
            Imports.WithoutHistory(await (await servers.Seeded).Anonymous.Export("JSON")), Imports.WithoutHistory(await again.Anonymous.Export("JSON")));
    }

    private async Task OnSqlite(double moment, Func<double, string, string?, Task> crash)
    {
        var directory = SeededStores.Copy(await seeded.Sqlite());
        await crash(moment, directory, null);
        Directory.Delete(directory, recursive: true);
    }

    private async Task OnPostgres(double moment, Func<double, string, string?, Task> crash)
    {
        var (held, database) = await seeded.Postgres(postgres);
        var directory = SeededStores.Copy(held);
        await crash(moment, directory, await postgres.CopyDatabaseAsync(database));
        Directory.Delete(directory, recursive: true);
    }

    private async Task Crash(double moment, string directory, string? database)
    {
        string before;
        await using (var server = await NapProcess.Start(directory, database))
        {
            before = await server.Anonymous.Export("JSON");
            var sending = server.Secretariat.Send(OfficialDocument.Text, operationId: OperationId);
            await Reached(moment, server, sending);
            await server.Kill();
            try
            {
                await sending;
            }
            catch (HttpRequestException)
            {
                // Killed before it answered: whether the import is stored shows below.
            }
        }

        await using var again = await NapProcess.Start(directory, database);
        TestContext.Current.TestOutputHelper?.WriteLine($"after the crash: {await Operation(again)}");
        if ((await Operation(again)).ValueKind == JsonValueKind.Null)
        {
            Assert.True(moment < 0, "An import that was answered is gone.");
            Assert.Equal(before, await again.Anonymous.Export("JSON"));
            await again.Secretariat.Import(OfficialDocument.Text, operationId: OperationId);
        }

        await again.Secretariat.Completed(GlobalId);
        var reference = (await servers.Imported).Anonymous;
        Assert.Equal(IndependentReading.Fold(OfficialDocument.Text), IndependentReading.Fold(await again.Anonymous.Export()));
        Assert.Equal(Imports.WithoutHistory(await reference.Export("JSON")), Imports.WithoutHistory(await again.Anonymous.Export("JSON")));
        Assert.True((await again.Anonymous.AskOne($$"""{ verify(plan: "{{NapApplication.Plan}}") { ok } }""")).Is("ok"));
        const string totals = """
            version events(first: 1) { totalCount }
            summary(period: "2022") { total voluntaryReports byStatus { status count } reportingCoverage { numerator denominator } bindingCoverage { numerator denominator } }
            priorities { summary { total reportingCoverage { numerator denominator } } }
            """;
        Assert.Equal((await reference.Plan(totals)).GetRawText(), (await again.Anonymous.Plan(totals)).GetRawText());
        const string ofAgency = """{ agency(key: "az/edliyye-nazirliyi") { summary { total } assignments { nodes { role measure { number } reportState(period: "2022") } } } }""";
        Assert.Equal((await reference.AskOne(ofAgency)).GetRawText(), (await again.Anonymous.AskOne(ofAgency)).GetRawText());
        Assert.False((await again.Secretariat.Import(OfficialDocument.Text)).Is("changed"));
    }

    /// <summary>Whatever is left of it after the crash: either all old numbers, or all of both versions as an export's reader counts them.</summary>
    private static async Task Amend(double moment, string directory, string? database)
    {
        SortedDictionary<string, string> before;
        string[] numbers;
        int version;
        await using (var server = await NapProcess.Start(directory, database))
        {
            ((before, version), numbers) = (await server.Anonymous.Summaries(null), await server.Anonymous.Numbers("{}"));
            var sending = server.Secretariat.Send(AmendedPlan.Everything, OperationId);
            await Reached(moment, server, sending);
            await server.Kill();
            try
            {
                await sending;
            }
            catch (HttpRequestException)
            {
                // Killed before it answered: whether the amendment is stored shows below.
            }
        }

        await using var again = await NapProcess.Start(directory, database);
        TestContext.Current.TestOutputHelper?.WriteLine($"after the crash: {await Operation(again)}");
        if ((await Operation(again)).ValueKind == JsonValueKind.Null)
        {
            Assert.True(moment < 0, "An amendment that was answered is gone.");
            ReportingYearTests.AssertSame(before, (await again.Anonymous.Summaries(null)).Summaries);
            await again.Secretariat.Send(AmendedPlan.Everything, OperationId).Taken();
        }

        Assert.Equal(version + 1, (await again.Secretariat.Completed(GlobalId)).Number("planVersion"));
        var export = JsonElement.Parse(await again.Anonymous.ExportAll());
        ReportingYearTests.AssertSame(before, (await again.Anonymous.Summaries(null, version)).Summaries);
        ReportingYearTests.AssertSame(Recount(export, version), (await again.Anonymous.Summaries(null, version)).Summaries);
        ReportingYearTests.AssertSame(Recount(export, null), (await again.Anonymous.Summaries(null)).Summaries);
        foreach (var number in numbers)
        {
            Assert.NotEqual(JsonValueKind.Null, (await again.Anonymous.Measure(number, "id")).ValueKind);
        }

        Assert.True((await again.Anonymous.AskOne($$"""{ verify(plan: "{{NapApplication.Plan}}") { ok } }""")).Is("ok"));
        Assert.Equal(GlobalId, (await again.Secretariat.Send(AmendedPlan.Everything, OperationId).Taken()).GetProperty("operation").Text("id"));
        Assert.Equal(version + 1, (await again.Anonymous.Plan("version")).Number("version"));
    }

    private static SortedDictionary<string, string> Recount(JsonElement export, int? version) =>
        new Recount(export, DateTimeOffset.UtcNow, new HashSet<(Part, string)>(), version).Summaries();

    private static string GlobalId => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"operation:{NapApplication.Plan}/{OperationId}"));

    private static Task<JsonElement> Operation(NapProcess server) =>
        server.Anonymous.AskOne("query($id: ID!) { operation(id: $id) { state stepsDone stepsTotal } }", new { id = GlobalId });

    private static async Task Reached(double moment, NapProcess server, Task<JsonElement> sending)
    {
        if (moment < 0)
        {
            // The request is under way; an answer to another one shows that the server is at it.
            await server.Anonymous.AskOne("{ viewer { roles } }");
            return;
        }

        Assert.Empty((await sending).Errors());
        await Eventually.Holds($"{moment:P0} are done", async () =>
            await Operation(server) is var operation && operation.Number("stepsDone") >= moment * operation.Number("stepsTotal"));
    }
}
