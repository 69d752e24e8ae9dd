using System.Runtime.InteropServices;

namespace NapGrains.Server.Clustering;

/// <summary>
/// A process's end. A gateway that is asked to stop says so at <c>/health/ready</c> for <see cref="ClusterSettings.DrainTime"/>, so that
/// whatever stands in front of it sends new clients elsewhere, and only then stops listening and closes sockets; silos stop at once.
/// What is under way is finished. A process that is not done with it in time ends all the same: without its database a silo would
/// for minutes try to say there that it leaves. Whatever was acknowledged is stored.
/// </summary>
internal sealed class Draining(
    ClusterSettings settings, IHostApplicationLifetime lifetime, TimeProvider time, ILoggerFactory loggers, ILogger<Draining> logger)
    : IHostLifetime, IDisposable
{
    /// <summary>What stopping may take beyond the time after which the host gives up what is under way.</summary>
    private static readonly TimeSpan Overtime = TimeSpan.FromSeconds(5);

    private readonly List<PosixSignalRegistration> _signals = [];
    private int _begun;

    /// <summary>Whether the process is to stop.</summary>
    public bool HasBegun => Volatile.Read(ref _begun) != 0 || lifetime.ApplicationStopping.IsCancellationRequested;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, Begin));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    private void Begin(PosixSignalContext signal)
    {
        // The process ends when the host has stopped, not by the signal.
        signal.Cancel = true;
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            _ = Stop();
        }
        else
        {
            // Asked again: at once.
            lifetime.StopApplication();
        }
    }

    private async Task Stop()
    {
        if (settings.Role == ProcessRole.Gateway)
        {
            logger.LogInformation("Draining for {Time}, then stopping", settings.DrainTime);
            await Task.Delay(settings.DrainTime, time).ConfigureAwait(false);
        }

        logger.LogInformation("Stopping");
        lifetime.StopApplication();
        await Task.Delay(ClusterSettings.LongestStop + Overtime, time).ConfigureAwait(false);
        logger.LogError("Not everything has stopped after {Time}: ending without it. What was acknowledged is stored", ClusterSettings.LongestStop + Overtime);
        // What is logged is written by a thread of its own, which the end of the process does not wait for.
        loggers.Dispose();
        Environment.Exit(1);
    }
}
