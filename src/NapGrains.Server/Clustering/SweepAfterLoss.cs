using NapGrains.Grains;
using NapGrains.Grains.Delivery;

namespace NapGrains.Server.Clustering;

/// <summary>Has the rows swept when a silo is gone: what its grains had stored and not yet sent goes out at once, not a minute later.</summary>
internal sealed class SweepAfterLoss(ISiloStatusOracle silos, IGrainFactory grains, ILogger<SweepAfterLoss> logger) : IHostedService, ISiloStatusListener
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        silos.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead && !updatedSilo.Equals(silos.SiloAddress))
        {
            _ = Sweep(updatedSilo);
        }
    }

    private async Task Sweep(SiloAddress gone)
    {
        try
        {
            await Task.Run(grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Start);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            logger.LogInformation(failure, "The rows cannot be swept right after {Silo} is gone; they are within a minute", gone);
        }
    }
}
