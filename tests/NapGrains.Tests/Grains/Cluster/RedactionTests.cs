using System.Diagnostics;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>Texts that a law demands to take out are in no row any more, wherever they stood, and the chain still verifies.</summary>
public sealed class RedactionTests : IAsyncLifetime
{
    private const int Revisions = 7;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(8);

    private readonly SharedRows _rows = new();
    private GrainCluster _cluster = null!;
    private PlanGrains _plan = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(_rows);
        _plan = _cluster.Plan(Plan);
        await _plan.CarryOut(Import());
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    /// <summary>The first stands in a row of its own by now, the second but last in the assignment's row beside the newest.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(Revisions - 1)]
    [InlineData(Revisions)]
    public async Task Redacted_texts_are_in_no_row_and_the_chain_verifies(int revision)
    {
        await SubmitAll(_plan);
        Assert.NotEmpty(_rows.Holding(Secret(revision)));

        await _plan.Assignment().Redact(Secretariat, "redact", "2023", revision, "Court decision 7.");
        await _plan.Settle();

        Assert.Empty(_rows.Holding(Secret(revision)));
        Assert.All(Enumerable.Range(1, Revisions).Where(other => other != revision), other => Assert.NotEmpty(_rows.Holding(Secret(other))));
        Assert.Equal((1, null), await Verified(_plan));
        var shown = (await _plan.Assignment().Revisions(Secretariat, "2023")).Single(held => held.Number == revision);
        Assert.Equal("Court decision 7.", shown.Redacted!.Reason);
        Assert.Empty(shown.Content.Parts);
        Assert.Equal(Claim.Substantial, shown.Content.Claim);
    }

    [Fact]
    public async Task Readers_of_the_published_report_see_why_its_texts_are_gone_and_none_of_its_numbers()
    {
        await SubmitAll(_plan);
        await _plan.Assignment().Redact(Secretariat, "redact", "2023", Revisions, "Court decision 7.");
        await _plan.Settle();

        var read = (await _plan.Assignment().Read(Actor.Anonymous, "2023"))!;
        Assert.Equal(("Court decision 7.", 0, Claim.Substantial), (read.Redacted!.Reason, read.Content.Parts.Length, read.Head.Claim));
        Assert.Empty((await _plan.Measure().View())!.Assignments.Single(assignment => assignment.Agency == "az/a").Reports["2023"].Figures);
    }

    [Fact]
    public async Task Texts_that_an_attempt_to_move_them_left_in_a_row_of_their_own_are_taken_out_of_that_too()
    {
        var own = GrainKeys.RevisionSegment(GrainKeys.Assignment(Plan, "1.1", "az/a"), "2023", RevisionSegment.Of(1));
        _rows.BeforeWrite = (state, _) => state == "assignment" && _rows.Row("revisions", own) is not null
            ? throw new IOException("The disk is full.")
            : Task.CompletedTask;
        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            for (var revision = 1; revision <= 20; revision++)
            {
                await Submit(_plan, revision);
            }
        });
        _rows.BeforeWrite = (_, _) => Task.CompletedTask;
        Assert.Equal(2, _rows.Holding(Secret(1)).Count());

        await _plan.Assignment().Redact(Secretariat, "redact", "2023", 1, "Court decision 7.");

        Assert.Empty(_rows.Holding(Secret(1)));
        Assert.Equal((1, null), await Verified(_plan));
    }

    [Fact]
    public async Task A_redaction_that_is_killed_after_any_write_and_sent_again_ends_as_one_that_was_not()
    {
        await SubmitAll(_plan);
        await _plan.Plan.Flush();
        var start = _rows.Copy();
        await RedactAll(_plan);
        var (expected, writes) = (await Everything(_plan), _rows.Writes - start.Writes);

        var boundaries = Enumerable.Range(0, writes).ToArray();
        Random.Shared.Shuffle(boundaries);
        var started = Stopwatch.StartNew();
        var tried = new List<int>();
        foreach (var boundary in boundaries.TakeWhile(_ => started.Elapsed < Budget))
        {
            var rows = start.Copy();
            await using (var doomed = await GrainCluster.StartAsync(rows, boundary))
            {
                var redaction = RedactAll(doomed.Plan(Plan));
                await Task.WhenAny(doomed.Cut, redaction).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
                await doomed.KillAsync();
                _ = redaction.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            await using var revived = await GrainCluster.StartAsync(rows);
            await RedactAll(revived.Plan(Plan));
            Assert.Equal((boundary, expected), (boundary, await Everything(revived.Plan(Plan))));
            Assert.Equal((boundary, 3, null), (boundary, (await Verified(revived.Plan(Plan))).Redacted, (await Verified(revived.Plan(Plan))).Broken));
            Assert.Empty(((int[])[3, 6, 7]).SelectMany(revision => rows.Holding(Secret(revision))));
            tried.Add(boundary);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{tried.Count} of {writes} boundaries: {string.Join(' ', tried.Order())}");
        Assert.NotEmpty(tried);
    }

    [Fact]
    public async Task A_redaction_is_refused_by_name_without_a_reason_and_of_what_is_not_there()
    {
        await Submit(_plan, 1);

        Assert.Equal("REASON_REQUIRED", (await Assert.ThrowsAnyAsync<RefusalException>(() => Redact(1, " "))).Code);
        Assert.Equal("UNKNOWN_REVISION", (await Assert.ThrowsAnyAsync<RefusalException>(() => Redact(2, "Law."))).Code);
        await Assert.ThrowsAsync<ForbiddenException>(() => _plan.Assignment().Redact(Reporter("az/a"), "op", "2023", 1, "Law."));
        Assert.Equal((0, null), await Verified(_plan));

        Task Redact(int revision, string reason) => _plan.Assignment().Redact(Secretariat, $"{revision} {reason}", "2023", revision, reason);
    }

    private static async Task RedactAll(PlanGrains plan)
    {
        foreach (var revision in (int[])[3, 6, 7])
        {
            await plan.Assignment().Redact(Secretariat, $"redact {revision}", "2023", revision, "Court decision 7.");
        }

        await plan.Settle();
    }

    private static async Task SubmitAll(PlanGrains plan)
    {
        for (var revision = 1; revision <= Revisions; revision++)
        {
            await Submit(plan, revision);
        }

        await plan.Assignment().Accept(Secretariat, "accept", "2023", Revisions);
        await plan.Settle();
    }

    private static Task<ReportHead> Submit(PlanGrains plan, int revision) => plan.Submit($"op {revision}", new("2023", new(
        Claim.Substantial, false, [new(null, null, null, Text(Secret(revision)), null)], Secret(revision), [new($"https://example.org/{Secret(revision)}", Secret(revision))],
        [new(89, Text(Secret(revision)), Text(Secret(revision)))], []), null, false));

    private static string Secret(int revision) => $"secret-{revision}";

    private static async Task<(int Redacted, string? Broken)> Verified(PlanGrains plan) =>
        await plan.Assignment().Verify() is var check ? (check.Redacted, check.Broken?.ToString()) : default;

    private static async Task<string> Everything(PlanGrains plan) =>
        await plan.Everything("1.1", "1.2") + string.Join('\n', (await plan.Assignment().Revisions(Secretariat, "2023")).Select(Json.Of));
}
