namespace NapGrains.Server.Storage.Sqlite;

/// <summary>Opens the store before anything else of the service starts, and closes it when everything else has stopped.</summary>
internal sealed class SqliteStoreLifetime(SqliteStore store) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        store.Open();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        store.Dispose();
        return Task.CompletedTask;
    }
}
