using System.Diagnostics;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Operations;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>All of an operation happens or, where its first write was never made, nothing: whichever write a crash comes after.</summary>
public sealed class CrashTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task An_import_that_is_killed_after_any_write_ends_as_one_that_was_not()
    {
        var ct = TestContext.Current.CancellationToken;
        var whole = new SharedRows();
        string expected;
        await using (var cluster = await GrainCluster.StartAsync(whole))
        {
            await cluster.Plan(Plan).CarryOut(Import());
            expected = await cluster.Plan(Plan).Everything("1.1", "1.2");
        }

        // In any order, so that runs that are out of time before the last one see all of them together.
        var boundaries = Enumerable.Range(1, whole.Writes).ToArray();
        Random.Shared.Shuffle(boundaries);
        var started = Stopwatch.StartNew();
        var tried = new List<int>();
        foreach (var writes in boundaries.TakeWhile(_ => started.Elapsed < Budget))
        {
            var rows = new SharedRows();
            await using (var doomed = await GrainCluster.StartAsync(rows, writes))
            {
                var import = doomed.Plan(Plan).CarryOut(Import());
                await Task.WhenAny(doomed.Cut, import).WaitAsync(TimeSpan.FromSeconds(30), ct);
                await doomed.KillAsync();
                _ = import.ContinueWith(task => task.Exception, ct, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            await using var revived = await GrainCluster.StartAsync(rows);
            await revived.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
            var operation = await revived.Plan(Plan).Operations.View("import");
            Assert.True(operation is { State: OperationState.Completed, Changed: true, PlanVersion: 1 }, $"after {writes} writes: {operation}");
            Assert.Equal(expected, await revived.Plan(Plan).Everything("1.1", "1.2"));
            tried.Add(writes);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{tried.Count} of {boundaries.Length} boundaries: {string.Join(' ', tried.Order())}");
        Assert.NotEmpty(tried);
    }

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
