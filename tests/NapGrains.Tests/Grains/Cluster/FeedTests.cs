using System.Collections.Immutable;
using NapGrains.Grains;
using NapGrains.Grains.Feed;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>The feed has every event once, without a gap, whoever sends it how often.</summary>
public sealed class FeedTests : IAsyncLifetime
{
    private readonly SharedRows _rows = new();
    private GrainCluster _cluster = null!;
    private PlanGrains _plan = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(_rows);
        _plan = _cluster.Plan(Plan);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Six_hundred_events_of_three_sources_have_dense_positions_across_segments()
    {
        await Task.WhenAll(Sources.Select(SendAll));
        await AssertHasEverything(_plan);
        await _cluster.DeactivateAsync(_plan.Feed);
        await AssertHasEverything(_plan);
        Assert.NotNull(_rows.Row("segment", GrainKeys.FeedSegment(Plan, 2)));

        async Task SendAll(string source)
        {
            // One at a time, some, and all over again.
            for (var sent = 0; sent < 200; sent += 7)
            {
                await _plan.Feed.Append(source, Numbers(source, Math.Max(1, sent - 10), Math.Min(200, sent + 7)));
            }

            await _plan.Feed.Append(source, Numbers(source, 1, 200));
        }
    }

    [Fact]
    public async Task An_event_that_was_taken_before_is_dropped()
    {
        Assert.Equal(3, await _plan.Feed.Append("a", Numbers("a", 1, 3)));
        Assert.Equal(3, await _plan.Feed.Append("a", Numbers("a", 1, 3)));
        Assert.Equal(4, await _plan.Feed.Append("a", Numbers("a", 2, 4)));
    }

    [Fact]
    public async Task An_event_without_its_predecessor_is_not_taken()
    {
        Assert.Equal(0, await _plan.Feed.Append("a", Numbers("a", 2, 3)));
        Assert.Equal(3, await _plan.Feed.Append("a", Numbers("a", 1, 3)));
    }

    [Theory]
    [InlineData("segment", 1)]
    [InlineData("feed", 1)]
    [InlineData("segment", 2)]
    public async Task A_crash_at_the_seam_of_two_segments_leaves_neither_gap_nor_double(string state, int failingWrite)
    {
        var writes = 0;
        await _plan.Feed.Append("a", Numbers("a", 1, 250));
        _rows.BeforeWrite = (written, _) => written == state && ++writes == failingWrite
            ? throw new IOException("Gone.")
            : Task.CompletedTask;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _plan.Feed.Append("a", Numbers("a", 251, 270)));
        await _cluster.KillAsync();
        _rows.BeforeWrite = (_, _) => Task.CompletedTask;

        await using var next = await GrainCluster.StartAsync(_rows);
        var plan = next.Plan(Plan);
        Assert.Equal(270, await plan.Feed.Append("a", Numbers("a", 251, 270)));
        Assert.Equal(Enumerable.Range(1, 270).Select(number => ((long)number, $"{number}")), (await plan.Events()).Select(entry => (entry.Position, entry.Change.Period!)));
    }

    [Fact]
    public async Task A_write_that_failed_is_made_good_by_the_next_push_without_a_restart()
    {
        var fails = true;
        await _plan.Feed.Append("a", Numbers("a", 1, 255));
        _rows.BeforeWrite = (state, _) => state == "feed" && fails ? throw new IOException("Full.") : Task.CompletedTask;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _plan.Feed.Append("a", Numbers("a", 256, 258)));
        Assert.Equal(256, await _plan.Feed.Head());
        fails = false;
        Assert.Equal(258, await _plan.Feed.Append("a", Numbers("a", 256, 258)));
        Assert.Equal(258, (await _plan.Events()).Length);
    }

    [Fact]
    public async Task A_write_that_only_seemed_to_fail_does_not_double_its_events()
    {
        _rows.AfterWrite = (_, _) => throw new TimeoutException("Who knows.");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _plan.Feed.Append("a", Numbers("a", 1, 2)));
        _rows.AfterWrite = (_, _) => { };
        Assert.Equal(2, await _plan.Feed.Append("a", Numbers("a", 1, 2)));
    }

    [Fact]
    public async Task Nothing_is_read_before_it_is_durable()
    {
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        _rows.BeforeWrite = (_, _) =>
        {
            reached.TrySetResult();
            return release.Task;
        };
        var append = _plan.Feed.Append("a", Numbers("a", 1, 1));
        await reached.Task;
        Assert.Equal(0, await _plan.Feed.Head());
        Assert.Empty((await _plan.Feed.ReadAfter(0, false)).Entries);
        release.SetResult();
        await append;
        Assert.Single((await _plan.Feed.ReadAfter(0, false)).Entries);
    }

    [Fact]
    public async Task A_reader_that_waits_is_answered_as_soon_as_an_event_comes()
    {
        var wait = _plan.Feed.ReadAfter(0, true);
        await _plan.Feed.Append("a", Numbers("a", 1, 1));
        // A wait that began before the event ends with it; one that ended by itself finds it at once.
        var page = await wait is { Entries.Length: > 0 } read ? read : await _plan.Feed.ReadAfter(0, true);
        Assert.Equal(1, Assert.Single(page.Entries).Position);
    }

    [Fact]
    public async Task A_reader_that_waits_in_vain_is_answered_with_nothing()
    {
        var page = await _plan.Feed.ReadAfter(0, true);
        Assert.Equal((0, 0L), (page.Entries.Length, page.Head));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public async Task A_cursor_that_the_feed_does_not_reach_is_refused(long position)
    {
        await _plan.Feed.Append("a", Numbers("a", 1, 1));
        Assert.Equal("CURSOR_EXPIRED", (await Assert.ThrowsAsync<RefusalException>(() => _plan.Feed.ReadAfter(position, false))).Code);
    }

    [Theory]
    [InlineData(0, 1, 256)]
    [InlineData(255, 256, 256)]
    [InlineData(256, 257, 300)]
    [InlineData(299, 300, 300)]
    public async Task A_page_ends_with_its_segment(long after, long first, long last)
    {
        await _plan.Feed.Append("a", Numbers("a", 1, 300));
        var page = await _plan.Feed.ReadAfter(after, false);
        Assert.Equal((first, last, 300L), (page.Entries[0].Position, page.Entries[^1].Position, page.Head));
    }

    private static readonly string[] Sources = ["measure:a", "measure:b", "measure:c"];

    private static ImmutableArray<NumberedChange> Numbers(string source, int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(number => new NumberedChange(number, Event(source, number)))];

    private static async Task AssertHasEverything(PlanGrains plan)
    {
        var events = await plan.Events();
        Assert.Equal(Enumerable.Range(1, 600).Select(position => (long)position), events.Select(entry => entry.Position));
        Assert.All(Sources, source => Assert.Equal(
            Enumerable.Range(1, 200).Select(number => $"{number}"),
            events.Where(entry => entry.Change.Agency == source).Select(entry => entry.Change.Period)));
    }
}
