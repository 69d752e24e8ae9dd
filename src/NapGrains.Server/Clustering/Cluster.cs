using System.Net;
using Microsoft.Extensions.Options;
using NapGrains.Server.Storage;
using NapGrains.Server.Storage.Postgres;
using Npgsql;
using Orleans.Configuration;
using Orleans.Serialization;

namespace NapGrains.Server.Clustering;

/// <summary>Membership, storage and failure detection: what makes one process or many a cluster.</summary>
internal static partial class Cluster
{
    /// <summary>Name of the cluster, and of the service whose rows it holds.</summary>
    private const string Name = "napgrains";

    /// <summary>A call that takes longer has lost its silo or its store; the caller is told to try again.</summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);

    /// <summary>An attempt that takes longer would outlast the call that waits for it.</summary>
    private static readonly TimeSpan OpenConnectionTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a silo holds answers for a gateway whose connection it has lost, though another silo could pass them on.
    /// Orleans' minute made all grains of that silo mute to the gateway for as long, whichever way it asked.
    /// </summary>
    private static readonly TimeSpan ClientDropTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Adds this process's part of the cluster, as <see cref="ClusterSettings"/> says.</summary>
    /// <exception cref="OptionsValidationException">A setting is missing or malformed.</exception>
    public static WebApplicationBuilder AddNapCluster(this WebApplicationBuilder builder, ClusterSettings settings)
    {
        builder.Services.AddSingleton(settings);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ClusterSettings.LongestStop);
        builder.Services.AddSingleton<Draining>();
        builder.Services.AddSingleton<IHostLifetime>(services => services.GetRequiredService<Draining>());
        // Orleans' own attempts end with these; a caller in another process is else told of a serializer's fault, not that it may try again.
        builder.Services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add("Polly"));
        _ = settings.Role == ProcessRole.Gateway ? builder.AddClient() : builder.AddSilo(settings);
        if (StorageSettings.Read(builder.Configuration).Kind == StorageKind.Postgres)
        {
            ClusterSockets.Use(builder.Services);
        }

        return builder;
    }

    private static WebApplicationBuilder AddSilo(this WebApplicationBuilder builder, ClusterSettings settings)
    {
        var configuration = builder.Configuration;
        builder.Host.UseOrleans(silo =>
        {
            if (StorageSettings.Read(configuration).Kind == StorageKind.Postgres)
            {
                silo.UsePostgresClustering(settings);
            }
            else
            {
                silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, serviceId: Name, clusterId: Name);
                silo.AddReminders();
                silo.Services.AddSingleton<IReminderTable, LocalReminderTable>();
            }

            silo.AddNapStorage(configuration);
            silo.Configure<SiloMessagingOptions>(options => (options.ResponseTimeout, options.ClientDropTimeout) = (ResponseTimeout, ClientDropTimeout));
            AddFailpoint(silo);
        });
        builder.Services.AddHostedService<Sweeps>();
        return builder;
    }

    private static void UsePostgresClustering(this ISiloBuilder silo, ClusterSettings settings)
    {
        silo.Configure<ClusterOptions>(Identify);
        silo.Configure<EndpointOptions>(endpoints =>
        {
            endpoints.AdvertisedIPAddress = settings.AdvertisedAddress;
            (endpoints.SiloPort, endpoints.GatewayPort) = (settings.SiloPort, settings.GatewayPort);
            endpoints.SiloListeningEndpoint = new IPEndPoint(settings.AdvertisedAddress, settings.SiloPort);
            endpoints.GatewayListeningEndpoint = new IPEndPoint(settings.AdvertisedAddress, settings.GatewayPort);
        });
        silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> options) => options.Configure<NpgsqlDataSource>(
            (table, database) => (table.Invariant, table.DataSource) = (PostgresConnection.Invariant, database)));
        silo.UseAdoNetReminderService((OptionsBuilder<AdoNetReminderTableOptions> options) => options.Configure<NpgsqlDataSource>(
            (table, database) => (table.Invariant, table.DataSource) = (PostgresConnection.Invariant, database)));
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            // A silo that was killed is known to be gone after about four seconds; with Orleans' own values after half a minute.
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 2;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
    }

    private static WebApplicationBuilder AddClient(this WebApplicationBuilder builder)
    {
        builder.Services.AddPostgres(StorageSettings.Read(builder.Configuration));
        builder.Host.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(Identify);
            client.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringClientOptions> options) => options.Configure<NpgsqlDataSource>(
                (table, database) => (table.Invariant, table.DataSource) = (PostgresConnection.Invariant, database)));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
            client.Configure<ConnectionOptions>(options => options.OpenConnectionTimeout = OpenConnectionTimeout);
        });
        builder.Services.AddSingleton<SiloConnection>();
        builder.Services.AddSingleton<IClientConnectionRetryFilter>(services => services.GetRequiredService<SiloConnection>());
        builder.Services.AddSingleton<IClusterConnectionStatusObserver>(services => services.GetRequiredService<SiloConnection>());
        // The server listens while it waits for silos, so that /health/ready can say what it waits for.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        return builder;
    }

    /// <summary>Where a test may have the process end; a release has nothing there, and then this is no call at all.</summary>
    static partial void AddFailpoint(ISiloBuilder silo);

    private static void Identify(ClusterOptions cluster) => (cluster.ClusterId, cluster.ServiceId) = (Name, Name);
}
