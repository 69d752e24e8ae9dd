using NapGrains.Tests.Api;
using NapGrains.Tests.Documents;
using NapGrains.Tests.Postgres;

namespace NapGrains.Tests.Processes;

/// <summary>A server that is killed while it imports, or while it loads the register data.</summary>
public sealed class ImportCrashTests(SeededStores seeded, PostgresServer postgres, ReadOnlyServers servers)
    : CrashTests(seeded, postgres)
{
    [Theory]
    [MemberData(nameof(Moments))]
    public Task An_import_happens_whole_or_not_at_all(double moment) => OnBothStores(moment, Crash);

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

    private async Task Crash(double moment, string directory, string? database)
    {
        string before;
        await using (var server = await NapProcess.Start(directory, database))
        {
            before = await server.Anonymous.Export("JSON");
            await Kill(server, moment, server.Secretariat.Send(OfficialDocument.Text, operationId: OperationId));
        }

        await using var again = await NapProcess.Start(directory, database);
        if (!await Survived(again, moment))
        {
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
}
