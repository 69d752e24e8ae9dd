namespace NapGrains.Server.Clustering;

/// <summary>When the process's parts have all started: the silo is part of its cluster, a gateway has found one.</summary>
internal static class ApplicationStart
{
    /// <summary>Waits for that.</summary>
    /// <exception cref="OperationCanceledException">The process stops first.</exception>
    public static async Task Started(this IHostApplicationLifetime lifetime, CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }
}
