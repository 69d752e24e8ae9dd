using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Grains.Delivery;
using NapGrains.Server.Storage;
using NapGrains.Tests.Postgres;
using Orleans.TestingHost;

namespace NapGrains.Tests.Storage;

[Alias("counting-grain")]
public interface ICountingGrain : IGrainWithStringKey
{
    [Alias("Add")]
    Task<int> Add(int number);

    [Alias("Sum")]
    Task<int> Sum();
}

public sealed class CountingGrain([PersistentState("count", NapStorage.Name)] IPersistentState<Row<Count>> row) : Grain, ICountingGrain
{
    public async Task<int> Add(int number)
    {
        row.State.State = new Count((row.State.State?.Sum ?? 0) + number);
        row.State.Unsent = true;
        await row.WriteStateAsync();
        return row.State.State.Sum;
    }

    public Task<int> Sum() => Task.FromResult(row.State.State?.Sum ?? 0);
}

[GenerateSerializer, Alias("count")]
public sealed record Count([property: Id(0)] int Sum);

/// <summary>The storage as grains meet it: registered in a silo, by its name.</summary>
public sealed class StorageInSiloTests(PostgresServer server) : IDisposable
{
    private readonly DataDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public Task Grains_find_their_state_again_after_a_restart_with_sqlite() => KeepsStateAsync(directory.Settings);

    [Fact]
    public async Task Grains_find_their_state_again_after_a_restart_with_postgres() => await KeepsStateAsync(new()
    {
        ["Nap:Storage"] = "Postgres",
        ["ConnectionStrings:Nap"] = await server.CreateDatabaseAsync(),
    });

    private static async Task KeepsStateAsync(Dictionary<string, string?> settings)
    {
        await using (var cluster = await StartAsync(settings))
        {
            var sums = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => cluster.Client.GetGrain<ICountingGrain>($"count:{i}").Add(i)));
            Assert.Equal(Enumerable.Range(0, 50), sums);
            Assert.Equal(7, await cluster.Client.GetGrain<ICountingGrain>("count:3").Add(4));
        }

        await using (var cluster = await StartAsync(settings))
        {
            Assert.Equal(7, await cluster.Client.GetGrain<ICountingGrain>("count:3").Sum());
            var unsent = cluster.Silos[0].ServiceProvider.GetRequiredService<IUnsentRows>();
            Assert.Equal(50, await unsent.ListAsync(TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken));
        }
    }

    private static async Task<InProcessTestCluster> StartAsync(Dictionary<string, string?> settings)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ServiceId = "storage-in-silo";
        builder.ConfigureSilo((_, silo) => silo.AddNapStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
