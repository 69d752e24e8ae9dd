using Microsoft.Extensions.Logging.Abstractions;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;

namespace NapGrains.Tests.Grains.Delivery;

/// <summary>What the link sends when, without a silo; back-off and unmarking need one and are tested there.</summary>
public sealed class UpwardLinkTests
{
    private readonly HeldRow<Notes> _row = new();
    private readonly Committed<Notes> _state;
    private readonly UpwardLink<Notes> _link;
    private readonly List<(int Lines, TaskCompletionSource Acknowledged)> _pushes = [];

    public UpwardLinkTests()
    {
        _state = new(_row, Notes.None, NullLogger.Instance);
        _link = new UpwardLink<Notes>(new NoSilo(), _state, NullLogger.Instance).To("up", state =>
        {
            var acknowledged = new TaskCompletionSource();
            _pushes.Add((state.Lines.Length, acknowledged));
            return acknowledged.Task;
        });
    }

    [Fact]
    public async Task Nothing_is_sent_before_it_is_durable()
    {
        _row.Holds = true;
        var change = Change();
        Assert.Empty(_pushes);
        _row.LetGo();
        await change;
        Assert.Equal(1, Assert.Single(_pushes).Lines);
    }

    [Fact]
    public async Task What_changes_while_a_push_is_under_way_goes_with_the_next_one()
    {
        await Change();
        await Change();
        await Change();
        Assert.Single(_pushes);
        _pushes[0].Acknowledged.SetResult();
        Assert.Equal([1, 3], _pushes.Select(push => push.Lines));
    }

    [Fact]
    public async Task A_flush_ends_although_newer_changes_keep_coming()
    {
        await Change();
        var flush = _link.Flush();
        await Change();
        _pushes[0].Acknowledged.SetResult();
        await flush.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(2, _pushes.Count);
    }

    [Fact]
    public async Task A_flush_waits_for_the_push_that_carries_its_change()
    {
        await Change();
        await Change();
        var flush = _link.Flush();
        _pushes[0].Acknowledged.SetResult();
        Assert.False(flush.IsCompleted);
    }

    [Fact]
    public async Task Where_there_is_nothing_to_send_a_flush_ends_at_once() => await _link.Flush();

    [Fact]
    public async Task A_flush_finds_what_a_write_left_that_only_seemed_to_fail()
    {
        _row.Failures.Enqueue(new TimeoutException());
        await Assert.ThrowsAsync<StorageUnavailableException>(Change);
        _row.Overwrite(Changed(Notes.None));
        _ = _link.Flush();
        Assert.Equal(1, Assert.Single(_pushes).Lines);
    }

    private static Notes Changed(Notes notes) => notes.And("x") with { Outbox = notes.Outbox.Raise("up") };

    private Task Change() => _state.Apply(Changed);

    private sealed class NoSilo : IGrainBase
    {
        public IGrainContext GrainContext => throw new NotSupportedException("There is no silo to set a timer.");
    }
}
