using Microsoft.Extensions.Logging;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Clock;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Notices;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Priorities;

namespace NapGrains.Grains.Delivery;

/// <summary>
/// Wakes every grain whose row says that something is unsent: at start and each minute, by the one reminder of the cluster.
/// A grain that is awake sends by itself, so this finds work only after a crash. Key: <see cref="GrainKeys.Sweep"/>.
/// </summary>
[Alias("sweep")]
public interface ISweepGrain : IGrainWithStringKey, IRemindable
{
    /// <summary>Sees to it that the reminder exists, and begins to sweep; a silo that starts need not wait for what a long operation has left to do.</summary>
    [Alias("Start")]
    Task Start();

    /// <summary>Wakes what is unsent and waits until it is delivered or failed; failed rows are tried again a minute later.</summary>
    /// <returns>How many rows were found.</returns>
    [Alias("Sweep")]
    Task<int> Sweep();
}

internal sealed class SweepGrain(IUnsentRows rows, ILogger<SweepGrain> logger) : Grain, ISweepGrain
{
    private const int SideBySide = 32;

    public async Task Start()
    {
        await this.RegisterOrUpdateReminder("sweep", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        this.RegisterGrainTimer(
            _ => Sweep(), new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    public async Task<int> Sweep()
    {
        await WindClocks();
        var found = 0;
        var waking = new List<Task>(SideBySide);
        await foreach (var key in rows.ListAsync(CancellationToken.None))
        {
            found++;
            waking.Add(Wake(key));
            if (waking.Count == SideBySide)
            {
                await Task.WhenAll(waking);
                waking.Clear();
            }
        }

        await Task.WhenAll(waking);
        return found;
    }

    /// <summary>A plan's clock goes by itself; this finds one that lost its silo.</summary>
    private async Task WindClocks()
    {
        try
        {
            var plans = await GrainFactory.GetGrain<IPlanIndexGrain>(GrainKeys.PlanIndex).Read();
            await Task.WhenAll(plans.Keys.Select(plan => GrainFactory.GetGrain<IPlanClockGrain>(GrainKeys.Clock(plan)).Look()));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            logger.LogInformation(failure, "Not every plan's clock could look at its dates; they are asked again in a minute");
        }
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status) => _ = await Sweep();

    private async Task Wake(string key)
    {
        try
        {
            await (key[..key.IndexOf(':', StringComparison.Ordinal)] switch
            {
                "assignment" => GrainFactory.GetGrain<IAssignmentGrain>(key).Flush(),
                "measure" => GrainFactory.GetGrain<IMeasureGrain>(key).Flush(),
                "priority" => GrainFactory.GetGrain<IPriorityGrain>(key).Flush(),
                "plan" => GrainFactory.GetGrain<IPlanGrain>(key).Flush(),
                "clock" => GrainFactory.GetGrain<IPlanClockGrain>(key).Flush(),
                "operations" => GrainFactory.GetGrain<IOperationsGrain>(key).Flush(),
                "bulk" => GrainFactory.GetGrain<IBulkGrain>(key).Flush(),
                // A mail server may be away for days: what else is unsent does not wait for it.
                "notices" => GrainFactory.GetGrain<INoticesGrain>(key).Wake(),
                _ => Task.CompletedTask,
            });
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            logger.LogInformation(failure, "{Grain} could not deliver yet; it is swept again in a minute", key);
        }
    }
}
