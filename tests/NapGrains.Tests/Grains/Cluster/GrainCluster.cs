using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Notices;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.TestingHost;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>One silo over rows that outlive it. Grains see the time of a clock that stands still unless the test moves it.</summary>
internal sealed class GrainCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly SharedRows.Attachment _store;

    private GrainCluster(InProcessTestCluster cluster, SharedRows rows, SharedRows.Attachment store, FakeTimeProvider time) =>
        (_cluster, Rows, _store, Time) = (cluster, rows, store, time);

    public SharedRows Rows { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>Ends when the cluster met its last write.</summary>
    public Task Cut => _store.Cut;

    public IGrainFactory Grains => _cluster.Client;

    /// <summary>Starts a silo.</summary>
    /// <param name="rows">The rows that outlive it.</param>
    /// <param name="writes">How many writes it makes before its store is gone; null for no such end.</param>
    /// <param name="channels">How agencies are told what they should know.</param>
    public static Task<GrainCluster> StartAsync(SharedRows rows, int? writes = null, params INoticeChannel[] channels) =>
        StartAsync(rows, new FakeTimeProvider(Sample.Start), _ => { }, writes, channels);

    /// <summary>Starts a silo whose grains go by a clock that may have gone for others before, with what else is to be in it.</summary>
    public static async Task<GrainCluster> StartAsync(
        SharedRows rows, FakeTimeProvider time, Action<ISiloBuilder> configure, int? writes = null, params INoticeChannel[] channels)
    {
        var store = rows.Attach(writes);
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ServiceId = "grains";
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(time);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.Services.AddGrainStorage(NapStorage.Name, (_, _) => store);
            silo.Services.AddSingleton<IUnsentRows>(rows);
            foreach (var channel in channels)
            {
                silo.Services.AddSingleton(channel);
            }

            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(15));
            silo.UseInMemoryReminderService();
            configure(silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster, rows, store, time);
    }

    public PlanGrains Plan(string plan) => new(Grains, plan);

    /// <summary>Ends an activation, as after a time without calls; the next call finds what is on disk.</summary>
    public Task DeactivateAsync(IAddressable grain) => _cluster.DeactivateAsync(grain);

    /// <summary>Ends every activation.</summary>
    public Task DeactivateAllAsync() => Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    /// <summary>Cuts the silo off from the rows and kills it.</summary>
    public async Task KillAsync()
    {
        _store.Sever();
        await _cluster.KillSiloAsync(_cluster.Silos[0]);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
