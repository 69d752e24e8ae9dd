using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using NapGrains.Gateway.Transport.Execution;
using NapGrains.Gateway.Views;

namespace NapGrains.Tests.Transport;

/// <summary>How far a reader of a live feed may fall behind: 10 events, while it takes longer than a second over one.</summary>
public sealed class LiveFeedBoundTests
{
    private static readonly Patience Patience = new(10, TimeSpan.FromSeconds(1));

    private readonly FakeTimeProvider _clock = new();
    private readonly LiveFeed<Tick, Tick> _feed;
    private ImmutableList<Tick> _all = [];

    public LiveFeedBoundTests() => _feed = new(tick => tick.Number, _clock);

    [Fact]
    public async Task As_many_as_the_bound_may_wait_behind_a_slow_reader_and_no_more()
    {
        await using var within = await AtTheEdge();
        await using var beyond = await AtTheEdge();
        for (var i = 0; i < 10; i++) Publish(1);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await within.MoveNextAsync());
        Publish(1);
        _clock.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<SlowReaderException>(async () => await beyond.MoveNextAsync());
    }

    [Fact]
    public async Task A_reader_that_is_quick_over_each_event_is_not_closed_for_what_happens_meanwhile()
    {
        await using var reader = await AtTheEdge();
        for (var i = 0; i < 100; i++) Publish(1);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Enumerable.Range(2, 100), await Take(reader, 100));
    }

    [Fact]
    public async Task What_came_at_once_counts_as_one_event_however_slowly_it_is_read()
    {
        await using var reader = await AtTheEdge();
        var waiting = reader.MoveNextAsync();
        Publish(6_000);
        Assert.True(await waiting);
        var numbers = new List<int> { reader.Current.Entry.Number };
        for (var i = 1; i < 6_000; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            Assert.True(await reader.MoveNextAsync());
            numbers.Add(reader.Current.Entry.Number);
        }

        Assert.Equal(Enumerable.Range(2, 6_000), numbers);
    }

    [Fact]
    public async Task Who_catches_up_from_the_feed_goes_on_live_without_a_gap()
    {
        Publish(10_000);
        await using var reader = Read(7);
        Assert.Equal(Enumerable.Range(8, 9_993), await Take(reader, 9_993));
        var waiting = reader.MoveNextAsync();
        Assert.False(waiting.IsCompleted);
        Publish(3);
        Assert.True(await waiting);

        Assert.Equal(10_001, reader.Current.Entry.Number);
        Assert.Equal([10_002, 10_003], await Take(reader, 2));
    }

    /// <summary>A reader that has taken the first event and not asked for the next.</summary>
    private async Task<IAsyncEnumerator<(Tick Entry, Tick State)>> AtTheEdge()
    {
        if (_all.IsEmpty) Publish(1);
        var reader = Read(0);
        Assert.True(await reader.MoveNextAsync());
        return reader;
    }

    private IAsyncEnumerator<(Tick Entry, Tick State)> Read(long after) => _feed
        .After(after, Patience, before => Task.FromResult(_all.Skip((int)before).Take(512).ToImmutableArray()), TestContext.Current.CancellationToken)
        .GetAsyncEnumerator(TestContext.Current.CancellationToken);

    private static async Task<List<int>> Take(IAsyncEnumerator<(Tick Entry, Tick State)> reader, int count)
    {
        var numbers = new List<int>(count);
        while (numbers.Count < count && await reader.MoveNextAsync()) numbers.Add(reader.Current.Entry.Number);
        return numbers;
    }

    private void Publish(int count)
    {
        ImmutableArray<Tick> next = [.. Enumerable.Range(_all.Count + 1, count).Select(number => new Tick(number))];
        _all = _all.AddRange(next);
        _feed.Publish(next[^1], next[^1].Number, next);
    }
}
