using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>However many operations an assignment has seen, its row stays small and none of them is forgotten within the window.</summary>
public sealed class BusyAssignmentTests : IAsyncLifetime
{
    private static readonly string Key = GrainKeys.Assignment(Plan, "1.1", "az/a");

    private readonly SharedRows _rows = new();
    private GrainCluster _cluster = null!;
    private PlanGrains _plan = null!;

    public async ValueTask InitializeAsync() => await Restart();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task An_operation_within_the_window_has_its_one_answer_also_after_a_restart()
    {
        var answers = await Submit(1, 272);
        await SameAgain(answers);
        await _cluster.DisposeAsync();
        await Restart();
        await SameAgain(answers);
        Assert.Equal(272, (await _plan.Assignment().Read(Reporter("az/a"), Period))!.Head.Revision);

        async Task SameAgain(List<ReportHead> answers)
        {
            // The window is the last 256; the sixteen before them may be remembered or not.
            foreach (var number in (int[])[17, 18, 100, 255, 256, 257, 271, 272])
            {
                Assert.Equal(answers[number - 1].Revision, (await _plan.Submit($"op-{number}", Words(number))).Revision);
            }
        }
    }

    [Fact]
    public async Task An_id_of_long_ago_is_not_taken_for_other_content()
    {
        await Submit(1, 40);
        await Assert.ThrowsAsync<OperationIdReusedException>(() => _plan.Submit("op-3", Words(41)));
    }

    [Fact]
    public async Task The_row_does_not_grow_with_its_history_and_every_revision_is_kept()
    {
        var after40 = await RowAfter(1, 40);
        Assert.InRange(await RowAfter(41, 200), 1, 2 * after40);
        var revisions = await _plan.Assignment().Revisions(Reporter("az/a"), Period);
        Assert.Equal(Enumerable.Range(1, 200), revisions.Select(revision => revision.Number));
        Assert.Equal(
            Enumerable.Range(1, 200).Select(number => $"words {number}"),
            revisions.Select(revision => revision.Content.Parts.Single().Texts!["az"]));
        Assert.Null((await _plan.Assignment().Verify()).Broken);
    }

    [Fact]
    public async Task A_history_is_read_in_pages_that_join_without_a_gap()
    {
        await Submit(1, 30);
        var all = await _plan.Assignment().History(0, int.MaxValue);
        Assert.Equal(Enumerable.Range(1, 30), all.Select(held => (int)held.Link.Number));
        foreach (var size in (int[])[1, 7, 8, 9, 30])
        {
            var pages = new List<long>();
            while (await _plan.Assignment().History(pages.Count, size) is { IsEmpty: false } page)
            {
                Assert.InRange(page.Length, 1, size);
                pages.AddRange(page.Select(held => held.Link.Number));
            }

            Assert.Equal(all.Select(held => held.Link.Number), pages);
        }
    }

    [Theory]
    [InlineData(17)]
    [InlineData(21)]
    [InlineData(22)]
    public async Task Whatever_write_is_the_last_nothing_acknowledged_is_lost_or_done_twice(int writes)
    {
        await _cluster.DisposeAsync();
        await Restart(writes);
        var answered = 0;
        for (; answered < 40; answered++)
        {
            var submitted = _plan.Submit($"op-{answered + 1}", Words(answered + 1));
            if (await Task.WhenAny(submitted, _cluster.Cut) != submitted || submitted.IsFaulted)
            {
                break;
            }
        }

        Assert.InRange(answered, 1, 39);
        await _cluster.KillAsync();
        await _cluster.DisposeAsync();
        await Restart();
        await Submit(1, 40);
        var revisions = await _plan.Assignment().Revisions(Reporter("az/a"), Period);
        Assert.Equal(
            Enumerable.Range(1, 40).Select(number => (number, $"words {number}")),
            revisions.Select(revision => (revision.Number, revision.Content.Parts.Single().Texts!["az"])));
        Assert.Null((await _plan.Assignment().Verify()).Broken);
    }

    /// <summary>Size of the row when what it had to send has arrived and the next write has noted that.</summary>
    private async Task<int> RowAfter(int from, int to)
    {
        await Submit(from, to - 1);
        await _plan.Settle();
        await Submit(to, to);
        return _rows.Row("assignment", Key)!.Length;
    }

    private async Task Restart(int? writes = null)
    {
        _cluster = await GrainCluster.StartAsync(_rows, writes);
        _plan = _cluster.Plan(Plan);
    }

    private async Task<List<ReportHead>> Submit(int from, int to)
    {
        var answers = new List<ReportHead>();
        for (var number = from; number <= to; number++)
        {
            answers.Add(await _plan.Submit($"op-{number}", Words(number)));
        }

        return answers;
    }

    private static ReportSubmission Words(int number) => Submission($"words {number}");
}
