using System.Text.Json;
using NapGrains.Tests.Api;
using NapGrains.Tests.Postgres;

namespace NapGrains.Tests.Processes;

/// <summary>An operation that is sent again and again, also to a server that was killed in between, has one effect and one answer.</summary>
public sealed class RepeatTests(SeededStores seeded, PostgresServer postgres)
{
    private const string Justice = "az/edliyye-nazirliyi";
    private const int Times = 10;

    [Fact]
    public async Task On_SQLite_a_report_sent_ten_times_around_a_kill_is_one_report()
    {
        var directory = SeededStores.Copy(await seeded.Sqlite());
        await Repeat(directory, null);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task On_PostgreSQL_a_report_sent_ten_times_around_a_kill_is_one_report()
    {
        var (held, template) = await seeded.Postgres(postgres);
        var directory = SeededStores.Copy(held);
        await Repeat(directory, await postgres.CopyDatabaseAsync(template));
        Directory.Delete(directory, recursive: true);
    }

    private static async Task Repeat(string directory, string? database)
    {
        var answers = new List<string>();
        await using (var server = await NapProcess.Start(directory, database))
        {
            var sending = Send(server);
            await Task.WhenAny(sending);
            await server.Kill();
            foreach (var sent in sending)
            {
                try
                {
                    answers.Add((await sent).GetRawText());
                }
                catch (HttpRequestException)
                {
                    // Killed before it answered; whether it was stored shows below.
                }
            }
        }

        await using var again = await NapProcess.Start(directory, database);
        answers.AddRange((await Task.WhenAll(Send(again))).Select(answer => answer.GetRawText()));

        var answer = JsonElement.Parse(Assert.Single(answers.Distinct()));
        Assert.Empty(answer.Errors());
        Assert.Equal(("SUBMITTED", 1), (answer.GetProperty("report").Text("state"), answer.GetProperty("report").Number("revision")));
        var assignment = (await again.Reporter(Justice).Measure("1.1", $$"""
            assignments(where: { agency: "{{Justice}}" }) { nodes { report(period: "2023") { revisions { totalCount } } history { nodes { kind operationId } } } }
            """)).Nodes("assignments")[0];
        Assert.Equal(1, assignment.GetProperty("report").GetProperty("revisions").Number("totalCount"));
        Assert.Single(assignment.Nodes("history"), link => link.Text("operationId") == "once");
        await Eventually.Holds("the feed tells of it", async () => await Told(again) > 0);
        Assert.Equal(1, await Told(again));
        Assert.True((await again.Anonymous.AskOne($$"""{ verify(plan: "{{NapApplication.Plan}}") { ok } }""")).Is("ok"));
    }

    /// <summary>Two clients at once, each half of the times.</summary>
    private static Task<JsonElement>[] Send(NapProcess server)
    {
        NapClient[] clients = [server.Reporter(Justice), server.Reporter(Justice)];
        return [.. Enumerable.Range(0, Times).Select(time => clients[time % clients.Length].Submit("1.1", Justice, "Bir dəfə.", operationId: "once"))];
    }

    private static async Task<int> Told(NapProcess server)
    {
        var told = 0;
        for (string? after = null; ;)
        {
            var page = (await server.Anonymous.AskOne(
                $$"""query($after: Cursor) { plan(key: "{{NapApplication.Plan}}") { events(after: $after) { nodes { kind } pageInfo { hasNextPage endCursor } } } }""",
                new { after })).GetProperty("events");
            told += page.Nodes().Count(change => change.Text("kind") == "REPORT_SUBMITTED");
            if (!page.GetProperty("pageInfo").Is("hasNextPage"))
            {
                return told;
            }

            after = page.GetProperty("pageInfo").Text("endCursor");
        }
    }
}
