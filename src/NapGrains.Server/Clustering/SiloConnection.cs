namespace NapGrains.Server.Clustering;

/// <summary>A gateway's connection to the silos: waits for the first one however long it takes, and knows whether there is one now.</summary>
internal sealed class SiloConnection(TimeProvider time, ILogger<SiloConnection> logger) : IClientConnectionRetryFilter, IClusterConnectionStatusObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private int _attempts;
    private volatile bool _connected;
    private volatile bool _lost;
    private volatile string? _waiting;

    /// <summary>Whether there is a silo now.</summary>
    public bool IsConnected => _connected;

    /// <summary>Whether the silos were there and are gone.</summary>
    public bool IsLost => _lost;

    /// <summary>Why no silo could be reached yet; null before the first attempt has failed.</summary>
    public string? Waiting => _waiting;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        _waiting = exception is SiloUnavailableException ? "no silo has joined the cluster" : exception.Message;
        // Said at once and then each ten seconds: silos and gateways are often started together.
        if (_attempts++ % 10 == 0)
        {
            logger.LogWarning(
                "Waiting for a silo: {Reason} Start one with Nap:Role=Silo and the same ConnectionStrings:Nap; its Nap:AdvertisedAddress must be reached from here",
                exception.Message);
        }

        await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
        logger.LogInformation("Connected to {Silos} silos, {Before} before", currentNumberOfGateways, previousNumberOfGateways);
        (_connected, _lost) = (currentNumberOfGateways > 0, currentNumberOfGateways == 0);
    }

    public void NotifyClusterConnectionLost()
    {
        logger.LogWarning("No silo can be reached; what is held here is still served, and changes are answered with UNAVAILABLE");
        (_connected, _lost) = (false, true);
    }
}
