using System.Runtime.InteropServices;

namespace NapGrains.Server.Clustering;

/// <summary>
/// A gateway's end: asked to stop, it says so at <c>/health/ready</c> for <see cref="ClusterSettings.DrainTime"/>, so that whatever
/// stands in front of it sends new clients elsewhere, and only then stops listening, closes sockets, and finishes what is under way.
/// </summary>
internal sealed class Draining(ClusterSettings settings, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Draining> logger)
    : IHostLifetime, IDisposable
{
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
            logger.LogInformation("Draining for {Time}, then stopping", settings.DrainTime);
            _ = Task.Delay(settings.DrainTime, time).ContinueWith(_ => lifetime.StopApplication(), TaskScheduler.Default);
        }
        else
        {
            // Asked again: at once.
            lifetime.StopApplication();
        }
    }
}
