using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using NapGrains.Server.Storage;
using Orleans.Configuration;

namespace NapGrains.Server;

/// <summary>Membership, storage and failure detection of the silo.</summary>
internal static class Cluster
{
    /// <summary>Adds the silo of the embedded default: one process that is its own cluster.</summary>
    public static WebApplicationBuilder AddNapCluster(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Host.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(
                configuration.GetValue("Nap:SiloPort", 11111),
                configuration.GetValue("Nap:GatewayPort", 30000),
                serviceId: "napgrains",
                clusterId: "napgrains");
            silo.UseInMemoryReminderService();
            silo.AddNapStorage(configuration);
            // A call that takes longer has lost its silo or its store; the caller is told to try again.
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
            silo.AddStartupTask<FirstSweep>(ServiceLifecycleStage.Active);
        });
        return builder;
    }

    /// <summary>Delivers what an earlier process left unsent.</summary>
    private sealed class FirstSweep(IGrainFactory grains) : IStartupTask
    {
        public Task Execute(CancellationToken cancellationToken) => grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Start();
    }
}
