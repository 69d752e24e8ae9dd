using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>All of an operation happens or, where its first write was never made, nothing: whichever write a crash comes after.</summary>
public sealed class CrashTests
{
    [Fact]
    public Task An_import_that_is_killed_after_any_write_ends_as_one_that_was_not() =>
        KilledOperation.EndsWhole(new SharedRows(), () => Import(), 1, "1.1", "1.2");

    [Fact]
    public async Task An_import_whose_first_write_was_not_made_has_done_nothing()
    {
        var rows = new SharedRows();
        await using (var doomed = await GrainCluster.StartAsync(rows, writes: 0))
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() =>
                doomed.Plan(Plan).Operations.Enqueue(Actor.Service, "import", Import()));
            await doomed.KillAsync();
        }

        await using var revived = await GrainCluster.StartAsync(rows);
        Assert.Equal(0, await revived.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep());
        Assert.Null(await revived.Plan(Plan).Operations.View("import"));
        Assert.Equal(0, rows.Writes);
    }

    [Fact]
    public async Task An_import_of_which_every_third_write_only_seems_to_fail_ends_as_one_whose_writes_work()
    {
        var whole = new SharedRows();
        string expected;
        await using (var cluster = await GrainCluster.StartAsync(whole))
        {
            await cluster.Plan(Plan).CarryOut(Import());
            expected = await cluster.Plan(Plan).Everything("1.1", "1.2");
        }

        var rows = new SharedRows();
        var writes = 0;
        await using var flaky = await GrainCluster.StartAsync(rows);
        await flaky.Plan(Plan).Operations.Enqueue(Actor.Service, "import", Import());
        rows.AfterWrite = (_, _) =>
        {
            if (Interlocked.Increment(ref writes) % 3 == 0)
            {
                throw new TimeoutException("Who knows.");
            }
        };
        var done = rows.When(() => rows.Row("operations", GrainKeys.Operations(Plan))!.Contains("\"Completed\"", StringComparison.Ordinal));
        while (!done.IsCompleted)
        {
            flaky.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(done, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        await done;
        rows.AfterWrite = (_, _) => { };
        await flaky.Plan(Plan).Operations.Flush();
        Assert.Equal(expected, await flaky.Plan(Plan).Everything("1.1", "1.2"));
    }
}
