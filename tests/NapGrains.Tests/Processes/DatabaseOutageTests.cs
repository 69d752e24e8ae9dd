using System.Diagnostics;
using NapGrains.Tests.Api;
using NapGrains.Tests.Postgres;

namespace NapGrains.Tests.Processes;

/// <summary>What clients see while the database is away, on a database server that this test alone stops and starts.</summary>
public sealed class DatabaseOutageTests
{
    private const string Mutation = "mutation($input: GiveVerdictInput!) { giveVerdict(input: $input) { errors { code } } }";

    [Fact]
    public async Task While_the_database_is_away_changes_are_put_off_within_five_seconds_reads_go_on_and_all_resumes_by_itself()
    {
        var folder = Directory.CreateTempSubdirectory("napgrains-outage-");
        await using var database = new PostgresServer();
        await using (var server = await NapProcess.Start(folder.FullName, await database.CreateDatabaseAsync()))
        {
            var writer = new PatientWriter(server.Secretariat, "1.1");
            await writer.Write();
            await Eventually.Holds("readers see it", async () =>
                (await server.Anonymous.Measure("1.1", "verdict { reason }")).GetProperty("verdict").GetProperty("reason").GetString() == "1");

            await database.Crash();
            var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(number => PutOff(server.Secretariat, number)));
            var measures = await server.Anonymous.Measures("number");
            var read = await server.Anonymous.Measure("1.1", "verdict { reason }");
            await database.StartAgain();

            Assert.All(answers, took => Assert.True(took < TimeSpan.FromSeconds(5), $"An answer took {took}."));
            Assert.Equal((62, "1"), (measures.Count, read.GetProperty("verdict").Text("reason")));
            await writer.Write();
            await writer.IsKept(server.Anonymous);
            await Task.WhenAll(Enumerable.Range(0, 300).Select(number => Carried(server.Secretariat, number)));
            Assert.True((await server.Anonymous.AskOne($$"""{ verify(plan: "{{NapApplication.Plan}}") { ok } }""")).Is("ok"));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_silo_that_is_asked_to_stop_while_the_database_is_away_ends_within_the_time_that_service_managers_give()
    {
        var folder = Directory.CreateTempSubdirectory("napgrains-outage-");
        await using var database = new PostgresServer();
        await using (var silo = await NapProcess.Start(folder.FullName, await database.CreateDatabaseAsync(), ("Nap:Role", "Silo"), ("Nap:Seed", "false")))
        {
            await database.Crash();
            var asked = Stopwatch.GetTimestamp();

            Assert.Equal(1, await silo.Terminate());
            Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(30));
            Assert.Contains("Not everything has stopped after 00:00:25", silo.Output, StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    /// <summary>Gives a verdict that cannot be stored now, and says how long the answer took.</summary>
    private static async Task<TimeSpan> PutOff(NapClient client, int number)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await client.Answer(Mutation, new { input = Verdict(number) });
        var took = Stopwatch.GetElapsedTime(started);
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray().ToList()).GetProperty("extensions");
        Assert.Equal("UNAVAILABLE", error.Text("code"));
        Assert.InRange(error.Number("retryAfterMs"), 1, 10_000);
        return took;
    }

    /// <summary>Sends the same again, as often as it is put off.</summary>
    private static Task Carried(NapClient client, int number) => Eventually.Holds($"verdict {number} is taken", async () =>
        !(await client.Answer(Mutation, new { input = Verdict(number) })).TryGetProperty("errors", out _));

    private static object Verdict(int number) => new
    {
        operationId = $"outage {number}",
        plan = NapApplication.Plan,
        measure = $"1.{(number % 4) + 2}",
        status = "IN_PROGRESS",
        reason = $"{number}",
    };
}
