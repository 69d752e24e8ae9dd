using NapGrains.Gateway.Security;
using NapGrains.Tests.Postgres;

namespace NapGrains.Tests.Processes;

/// <summary>Three silos and two gateways on one database, all started at once while it was empty.</summary>
public sealed class RunningCluster(PostgresServer postgres) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("napgrains-cluster-");
    private string _database = "";

    public List<NapProcess> Silos { get; } = [];

    public List<NapProcess> Gateways { get; } = [];

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        SigningKey.LoadOrCreate(KeyFile);
        Silos.AddRange([LaunchSilo(), LaunchSilo(), LaunchSilo()]);
        Gateways.AddRange([LaunchGateway(), LaunchGateway()]);
        await Task.WhenAll(Silos.Concat(Gateways).Select(process => process.Ready()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Gateways.Concat(Silos))
        {
            await process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Starts another silo in the place of one that is gone.</summary>
    public async Task Replace(NapProcess silo)
    {
        var next = LaunchSilo();
        Silos[Silos.IndexOf(silo)] = next;
        await silo.DisposeAsync();
        await next.Ready();
    }

    /// <summary>Starts another gateway in the place of one that is gone.</summary>
    public async Task ReplaceGateway(NapProcess gateway)
    {
        var next = LaunchGateway();
        Gateways[Gateways.IndexOf(gateway)] = next;
        await gateway.DisposeAsync();
        await next.Ready();
    }

    private string KeyFile => Path.Combine(_folder.FullName, SigningKey.FileName);

    private NapProcess LaunchSilo() => NapProcess.Launch(_folder.FullName, _database, ("Nap:Role", "Silo"));

    private NapProcess LaunchGateway() => NapProcess.Launch(_folder.FullName, _database, ("Nap:Role", "Gateway"), ("Nap:Auth:KeyFile", KeyFile));
}
