using System.Collections.Immutable;
using System.Text.Json;
using NapGrains.Cli;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;
using NapGrains.Grains.Measures;
using NapGrains.Tests.Api;
using NapGrains.Tests.Cli;
using NapGrains.Tests.Storage;

namespace NapGrains.Tests.Processes;

/// <summary>
/// Whoever owns the database can rewrite a verdict and its whole chain so that everything holds together again; an export that
/// somebody kept elsewhere finds it all the same.
/// </summary>
public sealed class ForgeryTests(SeededStores seeded)
{
    [Fact]
    public async Task A_chain_that_was_rewritten_consistently_is_found_by_an_earlier_export()
    {
        var directory = SeededStores.Copy(await seeded.Sqlite());
        var kept = Path.Combine(directory, "kept.json");
        await using (var server = await NapProcess.Start(directory))
        {
            await server.Secretariat.Judge("1.4", "NOT_IMPLEMENTED", "Görülməyib").Taken();
            await server.Secretariat.Judge("1.4", "IN_PROGRESS", "Görülür").Taken();
            Assert.Equal(ExitCode.Done, (await Nap(server, "export", "--plan", NapApplication.Plan, "--format", "json", "--output", kept)).ExitCode);
            await server.Terminate();
        }

        await Forge(StoredPayloads.OfSqlite(directory), GrainKeys.Measure(NapApplication.Plan, "1.4"));

        await using (var server = await NapProcess.Start(directory))
        {
            var alone = await Nap(server, "verify", "--plan", NapApplication.Plan);
            Assert.True(alone.ExitCode == ExitCode.Done, alone.Error);
            var against = await Nap(server, "verify", "--plan", NapApplication.Plan, "--against", kept);
            Assert.Equal(ExitCode.Refused, against.ExitCode);
            Assert.StartsWith("REWRITTEN: measure:az-nap-2022-2026/1.4: link ", against.Error, StringComparison.Ordinal);
        }

        Directory.Delete(directory, recursive: true);
    }

    /// <summary>The first verdict becomes a better one, and every hash behind it follows.</summary>
    private static async Task Forge(StoredPayloads payloads, string key)
    {
        var row = JsonSerializer.Deserialize<Row<MeasureState>>(await payloads.Read(key), NapJson.Options)!;
        var better = new Verdict(MeasureStatus.Implemented, "Görülüb", null, DateTimeOffset.UnixEpoch);
        var links = ImmutableArray.CreateBuilder<HeldLink>();
        var isForged = false;
        foreach (var held in row.State!.History.OpenLinks)
        {
            var link = held.Link with { Previous = links.Count == 0 ? null : links[^1].Link.Hash };
            if (!isForged && link.Kind == GraphNames.Of(PlanEventKind.VerdictGiven) && link.To == "NOT_IMPLEMENTED")
            {
                isForged = true;
                links.Add(new(link with { To = "IMPLEMENTED", Content = HistoryLink.Digest(better) }, JsonSerializer.Serialize(better, NapJson.Options)));
            }
            else
            {
                links.Add(held with { Link = link });
            }
        }

        Assert.True(isForged);
        row.State = row.State with { Links = row.State.History with { Head = links[^1].Link.Hash, Open = [.. links.Select(link => new Unchanging<HeldLink>(link))] } };
        await payloads.Write(key, JsonSerializer.SerializeToUtf8Bytes(row, NapJson.Options));
    }

    private static Task<NapRun> Nap(NapProcess server, params string[] args) => NapRun.Of([.. args, "--server", server.Address.ToString()]);
}
