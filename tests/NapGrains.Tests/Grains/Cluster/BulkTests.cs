using System.Diagnostics;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>An operation on several plans happens in all of them or in none, whichever write a crash comes after.</summary>
public sealed class BulkTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);
    private static readonly string[] Plans = ["first", "second", "third"];

    private static BulkIntention Intention(string digest = "all") =>
        new(digest, [.. Plans.Select(plan => new PlanIntention(plan, Import(digest)))], [new(3, "a cell", "doubtful", "End")]);

    [Fact]
    public async Task All_plans_are_carried_out_and_the_warnings_are_kept()
    {
        await using var cluster = await GrainCluster.StartAsync(new SharedRows());

        var view = await CarryOut(cluster, Intention());

        Assert.Equal((OperationState.Completed, 27, 27, true), (view.Operation.State, view.Operation.Done, view.Operation.Total, view.Operation.Changed));
        Assert.Equal([new(3, "a cell", "doubtful", "End")], view.Operation.Warnings);
        Assert.Equal(Plans, view.Positions.Keys);
        foreach (var plan in Plans)
        {
            Assert.Equal(view.Positions[plan], await cluster.Plan(plan).Feed.Head());
            Assert.Equal(2, (await cluster.Plan(plan).Plan.View())!.Histogram.Total);
        }
    }

    [Fact]
    public async Task The_same_again_is_the_same_operation_and_another_one_needs_another_id()
    {
        await using var cluster = await GrainCluster.StartAsync(new SharedRows());
        await CarryOut(cluster, Intention());
        var head = await cluster.Plan("second").Feed.Head();

        var again = await Bulk(cluster).Enqueue(Actor.Service, Intention());

        Assert.Equal((OperationState.Completed, head), (again.State, await cluster.Plan("second").Feed.Head()));
        await Assert.ThrowsAsync<OperationIdReusedException>(() => Bulk(cluster).Enqueue(Actor.Service, Intention("other")));
    }

    [Fact]
    public async Task Who_is_the_secretariat_of_one_plan_only_changes_none()
    {
        var rows = new SharedRows();
        await using var cluster = await GrainCluster.StartAsync(rows);

        await Assert.ThrowsAsync<ForbiddenException>(() => Bulk(cluster).Enqueue(new(["secretariat"], [], ["first"], []), Intention()));

        Assert.Equal(0, rows.Writes);
    }

    [Fact]
    public async Task One_that_is_killed_after_any_write_ends_as_one_that_was_not()
    {
        var ct = TestContext.Current.CancellationToken;
        var whole = new SharedRows();
        string expected;
        await using (var cluster = await GrainCluster.StartAsync(whole))
        {
            await CarryOut(cluster, Intention());
            expected = await Everything(cluster);
        }

        var boundaries = Enumerable.Range(1, whole.Writes).ToArray();
        Random.Shared.Shuffle(boundaries);
        var started = Stopwatch.StartNew();
        var tried = new List<int>();
        foreach (var writes in boundaries.TakeWhile(_ => started.Elapsed < Budget))
        {
            var rows = new SharedRows();
            await using (var doomed = await GrainCluster.StartAsync(rows, writes))
            {
                var import = CarryOut(doomed, Intention());
                await Task.WhenAny(doomed.Cut, import).WaitAsync(TimeSpan.FromSeconds(30), ct);
                await doomed.KillAsync();
                _ = import.ContinueWith(task => task.Exception, ct, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            await using var revived = await GrainCluster.StartAsync(rows);
            await revived.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
            var view = await Bulk(revived).View();
            Assert.True(view is { Operation: { State: OperationState.Completed, Changed: true } }, $"after {writes} writes: {view}");
            Assert.Equal(expected, await Everything(revived));
            tried.Add(writes);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{tried.Count} of {boundaries.Length} boundaries: {string.Join(' ', tried.Order())}");
        Assert.NotEmpty(tried);
    }

    [Fact]
    public async Task One_whose_first_write_was_not_made_has_done_nothing()
    {
        var rows = new SharedRows();
        await using (var doomed = await GrainCluster.StartAsync(rows, writes: 0))
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() => Bulk(doomed).Enqueue(Actor.Service, Intention()));
            await doomed.KillAsync();
        }

        await using var revived = await GrainCluster.StartAsync(rows);
        Assert.Equal(0, await revived.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep());
        Assert.Null(await Bulk(revived).View());
        Assert.Empty(await revived.Grains.GetGrain<IPlanIndexGrain>(GrainKeys.PlanIndex).Read());
    }

    private static IBulkGrain Bulk(GrainCluster cluster) => cluster.Grains.GetGrain<IBulkGrain>(GrainKeys.Bulk("import"));

    private static async Task<BulkView> CarryOut(GrainCluster cluster, BulkIntention intention)
    {
        await Bulk(cluster).Enqueue(Actor.Service, intention);
        await Bulk(cluster).Flush();
        return (await Bulk(cluster).View())!;
    }

    private static async Task<string> Everything(GrainCluster cluster) =>
        string.Join('\n', await Task.WhenAll(Plans.Select(plan => cluster.Plan(plan).Everything("1.1", "1.2"))));
}
