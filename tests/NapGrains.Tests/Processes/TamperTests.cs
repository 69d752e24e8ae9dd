using System.Text;
using System.Text.Json;
using NapGrains.Grains;
using NapGrains.Server.Storage;
using NapGrains.Tests.Api;
using NapGrains.Tests.Postgres;
using NapGrains.Tests.Storage;

namespace NapGrains.Tests.Processes;

/// <summary>
/// Whoever owns the database changes one byte of what was published: <c>verify</c> names the chain and the link, on both stores,
/// whether the server runs on or starts anew, and holds again when the byte is put back.
/// </summary>
public sealed class TamperTests(SeededStores seeded, PostgresServer postgres)
{
    private const string Justice = "az/edliyye-nazirliyi";

    private static readonly Tampering[] Tamperings =
    [
        new("a superseded revision's text", "revisions:az-nap-2022-2026/1.1/az/edliyye-nazirliyi/2023/0", "Söz 1", "Söz 9", false, Assignment("1.1"), "REPORT_SUBMITTED 1"),
        new("a superseded revision's text beside the newest", Assignment("1.1"), "Söz 6", "Söz 8", false, Assignment("1.1"), "REPORT_SUBMITTED 6"),
        new("a report's text", Assignment("1.1"), "Söz 7", "Söz 9", false, Assignment("1.1"), "REPORT_ACCEPTED 7"),
        new("a report's head", Assignment("1.2"), "\"value\":89", "\"value\":99", false, Assignment("1.2"), "REPORT_ACCEPTED 1"),
        new("a chain's link", Assignment("1.3"), "op-of-the-link", "op-of-the-lynk", true, Assignment("1.3"), "REPORT_SUBMITTED 1"),
        new("a verdict's reason", Measure("1.4"), "Səbəb budur", "Səbəb buder", false, Measure("1.4"), "VERDICT_GIVEN "),
        new("a verdict's reason in the chain", Measure("1.5"), "Səbəb budur", "Səbəb buder", true, Measure("1.5"), "VERDICT_GIVEN "),
    ];

    [Fact]
    public async Task On_SQLite_a_changed_byte_is_named_and_holds_again_when_it_is_put_back()
    {
        var directory = SeededStores.Copy(await seeded.Sqlite());
        await Tamper(directory, null, StoredPayloads.OfSqlite(directory));
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task On_PostgreSQL_a_changed_byte_is_named_and_holds_again_when_it_is_put_back()
    {
        var (held, template) = await seeded.Postgres(postgres);
        var directory = SeededStores.Copy(held);
        var database = await postgres.CopyDatabaseAsync(template);
        await Tamper(directory, database, StoredPayloads.OfPostgres(database));
        Directory.Delete(directory, recursive: true);
    }

    private static async Task Tamper(string directory, string? database, StoredPayloads payloads)
    {
        var links = new Dictionary<Tampering, (string Chain, int Number)>();
        await using (var server = await NapProcess.Start(directory, database))
        {
            await Publish(server);
            // A row that stays quiet is written once more, to take its mark off: that would put back what is changed here.
            await Eventually.Holds("no row holds anything unsent", async () => !(await payloads.All()).Exists(payload => RowSerializer.IsUnsent(payload)));
            foreach (var tampering in Tamperings)
            {
                links[tampering] = (tampering.Chain, await Link(server, tampering));
                await tampering.Do(payloads);
                Assert.Equal((tampering.What, links[tampering]), (tampering.What, await Broken(server)));
                await tampering.Undo(payloads);
                Assert.Null(await Broken(server));
            }

            await Redact(server, payloads);
            foreach (var tampering in Tamperings)
            {
                await tampering.Do(payloads);
            }

            await server.Terminate();
        }

        await using var again = await NapProcess.Start(directory, database);
        // The first in the order of the keys, and within a chain of the links, is named; put back, the next one is.
        foreach (var tampering in Tamperings.OrderBy(tampering => tampering.Chain, StringComparer.Ordinal).ThenBy(tampering => links[tampering].Number))
        {
            Assert.Equal((tampering.What, links[tampering]), (tampering.What, await Broken(again)));
            await tampering.Undo(payloads);
        }

        Assert.Null(await Broken(again));
    }

    private static async Task Publish(NapProcess server)
    {
        var (reporter, secretariat) = (server.Reporter(Justice), server.Secretariat);
        for (var revision = 1; revision <= 7; revision++)
        {
            await reporter.Submit("1.1", Justice, $"Söz {revision}").Taken();
        }

        await secretariat.Accept("1.1", Justice).Taken();
        await reporter.Submit("1.2", Justice, figure: 89).Taken();
        await secretariat.Accept("1.2", Justice).Taken();
        await reporter.Submit("1.3", Justice, operationId: "op-of-the-link").Taken();
        await secretariat.Accept("1.3", Justice).Taken();
        await secretariat.Judge("1.4", "IN_PROGRESS", "Səbəb budur").Taken();
        await secretariat.Judge("1.5", "IN_PROGRESS", "Səbəb budur").Taken();
    }

    /// <summary>What is redacted is in no row any more, and its readers are told why.</summary>
    private static async Task Redact(NapProcess server, StoredPayloads payloads)
    {
        const string secret = "Adı çəkilən şəxs";
        await server.Reporter(Justice).Submit("1.6", Justice, secret, challenges: secret, evidence: $"https://example.org/{Uri.EscapeDataString(secret)}").Taken();
        await server.Secretariat.Accept("1.6", Justice).Taken();
        Assert.True(await IsHeld(secret));
        await server.Secretariat.Redact("1.6", Justice, 1, "Məhkəmənin qərarı.").Taken();

        Assert.False(await IsHeld(secret) || await IsHeld(Uri.EscapeDataString(secret)));
        var report = (await server.Anonymous.Measure("1.6", $$"""
            assignments(where: { agency: "{{Justice}}" }) { nodes { report(period: "2023") { narrative redactionReason } } }
            """)).Nodes("assignments")[0].GetProperty("report");
        Assert.Equal((null, "Məhkəmənin qərarı."), (report.GetProperty("narrative").GetString(), report.Text("redactionReason")));
        Assert.Null(await Broken(server));

        async Task<bool> IsHeld(string text) => (await payloads.All()).Exists(payload => payload.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
    }

    private static async Task<int> Link(NapProcess server, Tampering tampering)
    {
        var measure = await server.Anonymous.Measure(
            tampering.Chain.Split('/')[1],
            $$"""history { nodes { number kind revision } } assignments(where: { agency: "{{Justice}}" }) { nodes { history { nodes { number kind revision } } } }""");
        var history = tampering.Chain.StartsWith("measure:", StringComparison.Ordinal) ? measure.Nodes("history") : measure.Nodes("assignments")[0].Nodes("history");
        return history.Last(link => $"{link.Text("kind")} {link.GetProperty("revision")}" == tampering.LinkOf).Number("number");
    }

    private static async Task<(string Chain, int Number)?> Broken(NapProcess server)
    {
        var verification = await server.Anonymous.AskOne($$"""{ verify(plan: "{{NapApplication.Plan}}") { ok broken { chain number reason } } }""");
        var broken = verification.GetProperty("broken");
        Assert.Equal(verification.Is("ok"), broken.ValueKind == JsonValueKind.Null);
        return verification.Is("ok") ? null : (broken.Text("chain"), broken.Number("number"));
    }

    private static string Assignment(string measure) => GrainKeys.Assignment(NapApplication.Plan, measure, Justice);

    private static string Measure(string measure) => GrainKeys.Measure(NapApplication.Plan, measure);

    /// <summary>One byte that is changed in one row.</summary>
    /// <param name="What">What it is of.</param>
    /// <param name="Key">Key of the row.</param>
    /// <param name="Held">What stands there.</param>
    /// <param name="Forged">What is put in its place.</param>
    /// <param name="IsLast">Whether it is the last of several places in the row.</param>
    /// <param name="Chain">The chain that tells.</param>
    /// <param name="LinkOf">Kind and revision of the link that tells.</param>
    private sealed record Tampering(string What, string Key, string Held, string Forged, bool IsLast, string Chain, string LinkOf)
    {
        public Task Do(StoredPayloads payloads) => Replace(payloads, Held, Forged);

        public Task Undo(StoredPayloads payloads) => Replace(payloads, Forged, Held);

        private async Task Replace(StoredPayloads payloads, string from, string to)
        {
            var payload = await payloads.Read(Key);
            var (before, after) = (Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(to));
            var place = IsLast ? payload.AsSpan().LastIndexOf(before) : payload.AsSpan().IndexOf(before);
            Assert.True(place >= 0, $"{from} does not stand in {Key}: {Encoding.UTF8.GetString(payload)}");
            Assert.Equal(before.Length, after.Length);
            Assert.Equal(1, before.Zip(after).Count(pair => pair.First != pair.Second));
            after.CopyTo(payload, place);
            await payloads.Write(Key, payload);
        }
    }
}
