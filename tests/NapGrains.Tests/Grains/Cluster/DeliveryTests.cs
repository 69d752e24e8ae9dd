using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>What a grain has to say upward is unsent until it is acknowledged, whatever fails on the way.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private static readonly string AssignmentKey = GrainKeys.Assignment(Plan, "1.1", "az/a");

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

    [Fact]
    public async Task A_row_is_marked_with_the_change_and_unmarked_when_it_was_quiet_for_ten_seconds()
    {
        await _plan.Submit("op", Submission("Done."));
        Assert.True(_rows.IsUnsent("assignment", AssignmentKey));
        await _plan.Assignment().Flush();
        Assert.True(_rows.IsUnsent("assignment", AssignmentKey));
        _cluster.Time.Advance(TimeSpan.FromSeconds(10));
        await _rows.When(() => !_rows.IsUnsent("assignment", AssignmentKey));
    }

    [Fact]
    public async Task The_next_change_takes_the_acknowledgement_of_the_last_one_along()
    {
        await _plan.Submit("one", Submission("One."));
        await _plan.Assignment().Flush();
        await _plan.Submit("two", Submission("Two."));
        var outbox = Json.Parse(_rows.Row("assignment", AssignmentKey)!).GetProperty("state").GetProperty("outbox");
        Assert.Equal(
            "ReportSubmitted", Assert.Single(outbox.GetProperty("events").EnumerateArray()).GetProperty("change").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task An_activation_ends_although_somebody_waits_for_what_it_cannot_deliver()
    {
        // Its clock stands still, and with it the back-off.
        _rows.BeforeWrite = (state, _) => state == "measure" ? throw new IOException("Full.") : Task.CompletedTask;
        await _plan.Submit("op", Submission("Done."));
        var waiting = _plan.Assignment().Flush();

        await _cluster.DeactivateAsync(_plan.Assignment()).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        Assert.NotNull(await _plan.Assignment().View());
    }

    [Fact]
    public async Task A_parent_that_cannot_write_is_told_again_until_it_can()
    {
        var failures = 0;
        var failedTwice = new TaskCompletionSource();
        _rows.BeforeWrite = (state, _) =>
        {
            if (state != "measure")
            {
                return Task.CompletedTask;
            }

            if (++failures == 2)
            {
                failedTwice.SetResult();
            }

            throw new IOException("Full.");
        };
        await _plan.Submit("op", Submission("Done."));
        await DriveUntil(failedTwice.Task);
        Assert.True(_rows.IsUnsent("assignment", AssignmentKey));
        _rows.BeforeWrite = (_, _) => Task.CompletedTask;
        await DriveUntil(_plan.Settle());
        Assert.Equal("SUBMITTED", (await _plan.Events())[^1].Change.To);
    }

    [Fact]
    public async Task A_marked_row_of_a_silo_that_died_is_delivered_by_the_sweep_of_the_next_one()
    {
        var reached = new TaskCompletionSource();
        _rows.BeforeWrite = (state, _) =>
        {
            if (state is "measure" or "agency")
            {
                reached.TrySetResult();
                return Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
            }

            return Task.CompletedTask;
        };
        var events = (await _plan.Events()).Length;
        await _plan.Submit("op", Submission("Done."));
        await reached.Task;
        await _cluster.KillAsync();
        _rows.BeforeWrite = (_, _) => Task.CompletedTask;

        await using var next = await GrainCluster.StartAsync(_rows);
        Assert.NotEqual(0, await next.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep());
        var plan = next.Plan(Plan);
        await plan.Measure().Flush();
        await plan.Priority.Flush();
        Assert.Equal(events + 1, (await plan.Events()).Length);
        Assert.Equal("SUBMITTED", (await plan.Events())[^1].Change.To);
    }

    [Fact]
    public async Task What_a_write_left_that_only_seemed_to_fail_is_delivered_by_the_sweep()
    {
        _rows.AfterWrite = (state, _) => ThrowFor("assignment", state);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _plan.Submit("op", Submission("Done.")));
        _rows.AfterWrite = (_, _) => { };
        Assert.True(_rows.IsUnsent("assignment", AssignmentKey));
        await _cluster.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
        await _plan.Settle();
        Assert.Equal("SUBMITTED", (await _plan.Events())[^1].Change.To);
        _cluster.Time.Advance(TimeSpan.FromSeconds(10));
        await _rows.When(() => !_rows.IsUnsent("assignment", AssignmentKey));
    }

    [Fact]
    public async Task A_mark_that_could_not_be_taken_off_is_taken_off_after_the_next_sweep()
    {
        await _plan.Submit("op", Submission("Done."));
        await _plan.Assignment().Flush();
        var failed = new TaskCompletionSource();
        _rows.BeforeWrite = (state, _) =>
        {
            if (state == "assignment")
            {
                failed.TrySetResult();
                throw new IOException("Full.");
            }

            return Task.CompletedTask;
        };
        _cluster.Time.Advance(TimeSpan.FromSeconds(10));
        await failed.Task;
        _rows.BeforeWrite = (_, _) => Task.CompletedTask;
        await _cluster.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
        _cluster.Time.Advance(TimeSpan.FromSeconds(10));
        await _rows.When(() => !_rows.IsUnsent("assignment", AssignmentKey));
    }

    [Fact]
    public async Task A_silo_that_starts_does_not_wait_for_what_is_unsent()
    {
        var release = new TaskCompletionSource();
        _rows.BeforeWrite = (state, _) => state == "measure" ? release.Task : Task.CompletedTask;
        await _plan.Submit("op", Submission("Done."));
        await _cluster.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Start().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        release.SetResult();
    }

    private static void ThrowFor(string failing, string state)
    {
        if (state == failing)
        {
            throw new TimeoutException("Who knows.");
        }
    }

    /// <summary>Moves the clock, on which back-off waits, until something has happened.</summary>
    private async Task DriveUntil(Task done)
    {
        while (!done.IsCompleted)
        {
            _cluster.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(done, Task.Delay(1, TestContext.Current.CancellationToken));
        }

        await done;
    }
}
