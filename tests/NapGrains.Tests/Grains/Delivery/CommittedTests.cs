using Microsoft.Extensions.Logging.Abstractions;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using Orleans.Storage;

namespace NapGrains.Tests.Grains.Delivery;

/// <summary>A grain's state changes one write at a time, and nothing shows before it is on disk.</summary>
public sealed class CommittedTests
{
    private readonly HeldRow<Notes> _row = new();
    private readonly Committed<Notes> _state;

    public CommittedTests() => _state = new(_row, Notes.None, NullLogger.Instance);

    [Fact]
    public async Task A_change_is_answered_when_it_is_on_disk()
    {
        Assert.Equal(1, await _state.Apply(notes => (notes.And("a"), 1)));
        Assert.Equal(["a"], _row.Disk!.State!.Lines);
        Assert.Equal(["a"], _state.Value.Lines);
    }

    [Fact]
    public async Task Nothing_shows_while_the_write_is_under_way()
    {
        _row.Holds = true;
        var change = _state.Apply(notes => notes.And("a"));
        Assert.Empty(_state.Value.Lines);
        Assert.False(change.IsCompleted);
        _row.LetGo();
        await change;
        Assert.Equal(["a"], _state.Value.Lines);
    }

    [Fact]
    public async Task Changes_that_come_during_a_write_share_one_more()
    {
        _row.Holds = true;
        var first = _state.Apply(notes => notes.And("0"));
        var others = Enumerable.Range(1, 100).Select(number => _state.Apply(notes => notes.And($"{number}"))).ToArray();
        Assert.Equal(1, _row.Writes);
        _row.LetGo();
        await first;
        Assert.Equal(["0"], _state.Value.Lines);
        Assert.All(others, other => Assert.False(other.IsCompleted));
        _row.LetGo();
        await Task.WhenAll(others);
        Assert.Equal(2, _row.Writes);
        Assert.Equal(Enumerable.Range(0, 101).Select(number => $"{number}"), _state.Value.Lines);
    }

    [Fact]
    public async Task More_changes_than_a_slow_store_may_leave_waiting_are_refused_at_once_and_taken_again_later()
    {
        _row.Holds = true;
        var waiting = Enumerable.Range(0, Committed<Notes>.MostWaiting).Select(_ => _state.Apply(notes => notes.And("x"))).ToArray();
        var refused = _state.Apply(notes => notes.And("y"));

        Assert.True(refused.IsCompleted);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => refused);
        _row.LetGo();
        await waiting[0];
        _row.LetGo();
        await Task.WhenAll(waiting);
        _row.Holds = false;
        await _state.Apply(notes => notes.And("y"));
        Assert.Equal(Committed<Notes>.MostWaiting + 1, _state.Value.Lines.Length);
    }

    [Fact]
    public async Task Every_change_of_a_batch_is_decided_on_the_ones_before_it()
    {
        _row.Holds = true;
        _ = _state.Apply(notes => notes.And("x"));
        var counts = new[] { Count(), Count(), Count() };
        _row.LetGo();
        _row.LetGo();
        int[] before = [1, 2, 3];
        Assert.Equal(before, await Task.WhenAll(counts));

        Task<int> Count() => _state.Apply(notes => (notes.And("x"), notes.Lines.Length));
    }

    [Fact]
    public async Task A_failing_write_is_told_to_every_caller_and_changes_nothing()
    {
        await _state.Apply(notes => notes.And("a"));
        _row.Holds = true;
        var first = _state.Apply(notes => notes.And("b"));
        var others = new[] { _state.Apply(notes => notes.And("c")), _state.Apply(notes => notes.And("d")) };
        _row.LetGo();
        await first;
        _row.LetGo(new IOException("The disk is full."));
        foreach (var other in others)
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() => other);
        }

        Assert.Equal(["a", "b"], _state.Value.Lines);
        Assert.Equal(["a", "b"], _row.Disk!.State!.Lines);
    }

    [Fact]
    public async Task After_a_failure_the_row_is_read_again_before_it_is_written()
    {
        _row.Failures.Enqueue(new TimeoutException());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _state.Apply(notes => notes.And("a")));
        // The write took effect although it seemed to fail.
        _row.Overwrite(Notes.None.And("a"));
        Assert.Equal(1, await _state.Apply(notes => (notes.And("b"), notes.Lines.Length)));
        Assert.Equal(1, _row.Reads);
        Assert.Equal(["a", "b"], _row.Disk!.State!.Lines);
    }

    [Fact]
    public async Task Where_it_cannot_be_read_again_either_the_caller_is_told_so_and_the_next_may_try()
    {
        _row.Failures.Enqueue(new TimeoutException());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _state.Apply(notes => notes.And("a")));
        _row.ReadFailure = new TimeoutException();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _state.Apply(notes => notes.And("b")));
        _row.ReadFailure = null;
        await _state.Apply(notes => notes.And("c"));
        Assert.Equal(["c"], _state.Value.Lines);
    }

    [Fact]
    public async Task A_row_that_somebody_else_wrote_is_decided_on_anew()
    {
        await _state.Apply(notes => notes.And("a"));
        _row.Overwrite(Notes.None.And("theirs"));
        _row.Failures.Enqueue(new InconsistentStateException("changed"));
        Assert.Equal("theirs", await _state.Apply(notes => (notes.And("b"), notes.Lines.Single())));
        Assert.Equal(["theirs", "b"], _state.Value.Lines);
    }

    [Fact]
    public async Task A_row_that_changes_again_and_again_is_given_up_after_the_second_time()
    {
        _row.Failures.Enqueue(new InconsistentStateException("changed"));
        _row.Failures.Enqueue(new InconsistentStateException("changed again"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _state.Apply(notes => notes.And("a")));
        Assert.Equal(2, _row.Writes);
    }

    [Fact]
    public async Task A_refusal_hits_its_own_caller_only()
    {
        _row.Holds = true;
        _ = _state.Apply(notes => notes.And("0"));
        var before = _state.Apply(notes => notes.And("1"));
        var refused = _state.Apply<int>(_ => throw new RefusalException("NO", "No."));
        var faulty = _state.Apply<int>(_ => throw new FormatException("A bug."));
        var after = _state.Apply(notes => notes.And("2"));
        _row.LetGo();
        _row.LetGo();
        await Task.WhenAll(before, after);
        Assert.Equal("NO", (await Assert.ThrowsAsync<RefusalException>(() => refused)).Code);
        await Assert.ThrowsAsync<FormatException>(() => faulty);
        Assert.Equal(["0", "1", "2"], _state.Value.Lines);
    }

    [Fact]
    public async Task A_refusal_that_rests_on_a_change_that_was_not_written_is_none()
    {
        _row.Holds = true;
        _ = _state.Apply(notes => notes.And("0"));
        var added = _state.Apply(notes => notes.And("1"));
        var refused = _state.Apply<int>(notes => throw new RefusalException("CONFLICT", $"There are {notes.Lines.Length} lines."));
        _row.LetGo();
        _row.LetGo(new IOException("The disk is full."));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => added);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => refused);
    }

    [Fact]
    public async Task A_refusal_that_rests_on_what_is_durable_stands_although_the_write_fails()
    {
        _row.Holds = true;
        _ = _state.Apply(notes => notes.And("0"));
        var refused = _state.Apply<int>(_ => throw new RefusalException("NO", "No."));
        var added = _state.Apply(notes => notes.And("1"));
        _row.LetGo();
        _row.LetGo(new IOException("The disk is full."));
        await Assert.ThrowsAsync<RefusalException>(() => refused);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => added);
    }

    [Fact]
    public async Task A_state_that_stays_as_it_is_is_not_written()
    {
        await _state.Apply(notes => notes.And("a"));
        Assert.Equal(1, await _state.Apply(notes => (notes, notes.Lines.Length)));
        Assert.Equal(1, _row.Writes);
    }

    [Fact]
    public async Task Every_write_takes_along_what_is_acknowledged_and_marks_what_is_not()
    {
        var acknowledged = new Dictionary<string, long>();
        _state.Acknowledged = acknowledged;
        await _state.Apply(notes => notes with { Outbox = notes.Outbox.Raise("up") });
        Assert.True(_row.Disk!.Unsent);
        acknowledged["up"] = 1;
        await _state.Apply(notes => notes.And("a"));
        Assert.False(_row.Disk!.Unsent);
    }

    [Fact]
    public async Task The_link_hears_of_a_write_before_its_caller_does()
    {
        var heard = new List<int>();
        _state.Written = () => heard.Add(_state.Value.Lines.Length);
        await _state.Apply(notes => notes.And("a"));
        Assert.Equal([1], heard);
    }
}
