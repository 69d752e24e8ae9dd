using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using NapGrains.Grains.Delivery;
using NapGrains.Server.Storage;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;

namespace NapGrains.Tests.Storage;

/// <summary>A store as the service registers it, started and stopped as a host does it, without a silo around it.</summary>
internal sealed class OpenStorage : IAsyncDisposable
{
    private readonly IHost host;

    private OpenStorage(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public IGrainStorage Grains => Services.GetRequiredKeyedService<IGrainStorage>(NapStorage.Name);

    public IUnsentRows Unsent => Services.GetRequiredService<IUnsentRows>();

    public static async Task<OpenStorage> OpenAsync(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSerializer();
        builder.Services.Configure<ClusterOptions>(options => options.ServiceId = "storage-tests");
        configure?.Invoke(builder.Services);
        new Silo(builder.Services, builder.Configuration).AddNapStorage(builder.Configuration);
        var host = builder.Build();
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            var lifecycle = new SiloLifecycleSubject(NullLogger<SiloLifecycleSubject>.Instance);
            foreach (var participant in host.Services.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
            {
                participant.Participate(lifecycle);
            }

            await lifecycle.OnStart(TestContext.Current.CancellationToken);
            return new OpenStorage(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }

    private sealed class Silo(IServiceCollection services, IConfiguration configuration) : ISiloBuilder
    {
        public IServiceCollection Services => services;

        public IConfiguration Configuration => configuration;
    }
}
