using System.Text.Json;
using NapGrains.Tests.Api;
using NapGrains.Tests.Postgres;

namespace NapGrains.Tests.Processes;

/// <summary>A server that is killed while it amends the plan.</summary>
public sealed class AmendmentCrashTests(SeededStores seeded, PostgresServer postgres) : CrashTests(seeded, postgres)
{
    [Theory]
    [MemberData(nameof(Moments))]
    public Task An_amendment_happens_whole_or_not_at_all(double moment) => OnBothStores(moment, Amend);

    /// <summary>Whatever is left of it after the crash: either all old numbers, or all of both versions as an export's reader counts them.</summary>
    private static async Task Amend(double moment, string directory, string? database)
    {
        SortedDictionary<string, string> before;
        string[] numbers;
        int version;
        await using (var server = await NapProcess.Start(directory, database))
        {
            ((before, version), numbers) = (await server.Anonymous.Summaries(null), await server.Anonymous.Numbers("{}"));
            await Kill(server, moment, server.Secretariat.Send(AmendedPlan.Everything, OperationId));
        }

        await using var again = await NapProcess.Start(directory, database);
        if (!await Survived(again, moment))
        {
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
}
