using System.Threading.Channels;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;

namespace NapGrains.Server.Clustering;

/// <summary>
/// Has the rows swept when this silo has started and when another one is gone: what its grains had stored and not yet sent goes out
/// at once, not at the next reminder.
/// </summary>
internal sealed class Sweeps(ISiloStatusOracle silos, IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Sweeps> logger)
    : BackgroundService, ISiloStatusListener
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>That a sweep is due; one covers every silo that is gone by then.</summary>
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead && !updatedSilo.Equals(silos.SiloAddress))
        {
            _due.Writer.TryWrite(true);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.Started(stoppingToken);
            silos.SubscribeToSiloStatusEvents(this);
            _due.Writer.TryWrite(true);
            while (true)
            {
                await _due.Reader.ReadAsync(stoppingToken);
                while (!await Sweep())
                {
                    await Task.Delay(Retry, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            silos.UnSubscribeFromSiloStatusEvents(this);
        }
    }

    private async Task<bool> Sweep()
    {
        try
        {
            await grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Start();
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            logger.LogInformation(failure, "The rows cannot be swept now; again in {Retry}", Retry);
            return false;
        }
    }
}
