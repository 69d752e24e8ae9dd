namespace NapGrains.Server.Storage.Postgres;

/// <summary>Waits for the database, compares clocks, and brings its schema up to date before anything else of the service starts.</summary>
internal sealed class PostgresStartup(PostgresReadiness readiness, PostgresClock clock, PostgresSchema schema) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await readiness.WaitAsync(cancellationToken);
        await clock.CheckAsync(cancellationToken);
        await schema.ApplyAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
