using System.Diagnostics;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Operations;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>All of an amendment happens, in both versions of the plan, whichever write a crash comes after.</summary>
public sealed class AmendmentCrashTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);
    private static readonly string[] Measures = ["1.1", "1.2", "1.9"];

    [Fact]
    public async Task An_amendment_that_is_killed_after_any_write_ends_as_one_that_was_not()
    {
        var ct = TestContext.Current.CancellationToken;
        var imported = new SharedRows();
        await using (var cluster = await GrainCluster.StartAsync(imported))
        {
            await cluster.Plan(Plan).CarryOut(Import());
        }

        var whole = imported.Copy();
        string expected;
        await using (var cluster = await GrainCluster.StartAsync(whole))
        {
            await cluster.Plan(Plan).CarryOut(Amendment(), "amendment");
            expected = await cluster.Plan(Plan).Everything(Measures);
        }

        var boundaries = Enumerable.Range(1, whole.Writes - imported.Writes).ToArray();
        Random.Shared.Shuffle(boundaries);
        var started = Stopwatch.StartNew();
        var tried = new List<int>();
        foreach (var writes in boundaries.TakeWhile(_ => started.Elapsed < Budget))
        {
            var rows = imported.Copy();
            await using (var doomed = await GrainCluster.StartAsync(rows, writes))
            {
                var amending = doomed.Plan(Plan).CarryOut(Amendment(), "amendment");
                await Task.WhenAny(doomed.Cut, amending).WaitAsync(TimeSpan.FromSeconds(30), ct);
                await doomed.KillAsync();
                _ = amending.ContinueWith(task => task.Exception, ct, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            await using var revived = await GrainCluster.StartAsync(rows);
            await revived.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
            var operation = await revived.Plan(Plan).Operations.View("amendment");
            Assert.True(operation is { State: OperationState.Completed, Changed: true, PlanVersion: 2 }, $"after {writes} writes: {operation}");
            Assert.Equal(expected, await revived.Plan(Plan).Everything(Measures));
            tried.Add(writes);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{tried.Count} of {boundaries.Length} boundaries: {string.Join(' ', tried.Order())}");
        Assert.NotEmpty(tried);
    }

    [Fact]
    public async Task An_amendment_that_was_planned_on_another_version_is_not_stored()
    {
        await using var cluster = await GrainCluster.StartAsync(new SharedRows());
        var plan = cluster.Plan(Plan);
        await plan.CarryOut(Import());
        await plan.CarryOut(Amendment(), "amendment");

        var refused = await Assert.ThrowsAsync<RefusalException>(() => plan.Operations.Enqueue(Actor.Service, "again", Amendment()));

        Assert.Equal("PLAN_CHANGED", refused.Code);
        Assert.Null(await plan.Operations.View("again"));
        Assert.Equal(2, (await plan.Operations.Enqueue(Actor.Service, "amendment", Amendment())).PlanVersion);
    }
}
