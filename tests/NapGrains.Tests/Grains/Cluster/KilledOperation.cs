using System.Diagnostics;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Operations;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>Kills an operation after one write of it after the other, and sees how each ends.</summary>
internal static class KilledOperation
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    /// <summary>However it is killed, it ends with everything that the whole one leaves.</summary>
    /// <param name="start">The rows before it.</param>
    /// <param name="intention">The operation.</param>
    /// <param name="version">The plan's version after it.</param>
    /// <param name="measures">Measures to look at.</param>
    public static async Task EndsWhole(SharedRows start, Func<Intention> intention, int version, params string[] measures)
    {
        const string id = "operation";
        var ct = TestContext.Current.CancellationToken;
        var whole = start.Copy();
        string expected;
        await using (var cluster = await GrainCluster.StartAsync(whole))
        {
            await cluster.Plan(Plan).CarryOut(intention(), id);
            expected = await cluster.Plan(Plan).Everything(measures);
        }

        // In any order, so that runs that are out of time before the last one see all of them together.
        var boundaries = Enumerable.Range(1, whole.Writes - start.Writes).ToArray();
        Random.Shared.Shuffle(boundaries);
        var started = Stopwatch.StartNew();
        var tried = new List<int>();
        foreach (var writes in boundaries.TakeWhile(_ => started.Elapsed < Budget))
        {
            var rows = start.Copy();
            await using (var doomed = await GrainCluster.StartAsync(rows, writes))
            {
                var carryingOut = doomed.Plan(Plan).CarryOut(intention(), id);
                await Task.WhenAny(doomed.Cut, carryingOut).WaitAsync(TimeSpan.FromSeconds(30), ct);
                await doomed.KillAsync();
                _ = carryingOut.ContinueWith(task => task.Exception, ct, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            await using var revived = await GrainCluster.StartAsync(rows);
            await revived.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
            var operation = await revived.Plan(Plan).Operations.View(id);
            Assert.True(operation is { State: OperationState.Completed, Changed: true } && operation.PlanVersion == version, $"after {writes} writes: {operation}");
            Assert.Equal(expected, await revived.Plan(Plan).Everything(measures));
            tried.Add(writes);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{tried.Count} of {boundaries.Length} boundaries: {string.Join(' ', tried.Order())}");
        Assert.NotEmpty(tried);
    }
}
