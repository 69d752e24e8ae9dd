using System.Text.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NapGrains.Grains.Delivery;
using NapGrains.Server.Storage.Postgres;
using NapGrains.Server.Storage.Sqlite;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace NapGrains.Server.Storage;

/// <summary>Registers the storage of grains.</summary>
public static class StorageRegistration
{
    /// <summary>Name of the provider below <see cref="PostgresGrainStorage"/>.</summary>
    private const string Rows = "rows";

    /// <summary>
    /// Registers grain storage under <see cref="NapStorage.Name"/>, and <see cref="IUnsentRows"/>, as the configuration says:
    /// <c>Nap:Storage</c>, <c>Nap:DataDirectory</c>, <c>ConnectionStrings:Nap</c>, <c>Nap:DatabaseWait</c>, <c>Nap:ClockTolerance</c>.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configuration">The service's configuration.</param>
    /// <returns>The silo.</returns>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is missing or malformed.</exception>
    public static ISiloBuilder AddNapStorage(this ISiloBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var settings = StorageSettings.Read(configuration);
        builder.Services.TryAddKeyedSingleton(NapStorage.Name, NapJson.Options);
        builder.Services.TryAddKeyedSingleton<IGrainStorageSerializer>(
            NapStorage.Name, (services, name) => new RowSerializer(services.GetRequiredKeyedService<JsonSerializerOptions>(name)));
        switch (settings.Kind)
        {
            case StorageKind.Sqlite:
                builder.Services.AddSqlite(settings);
                break;
            case StorageKind.Postgres:
                builder.Services.AddPostgres(settings);
                builder.Services.AddSingleton<IUnsentRows, PostgresUnsentRows>();
                builder.Services.AddKeyedSingleton(Rows, (services, _) => services.GetRequiredKeyedService<IGrainStorageSerializer>(NapStorage.Name));
                builder.Services.AddSingleton<RowWrites>();
                builder.Services.AddGrainStorage(NapStorage.Name, (services, _) => ActivatorUtilities.CreateInstance<PostgresGrainStorage>(
                    services, services.GetRequiredKeyedService<IGrainStorage>(Rows)));
                builder.AddAdoNetGrainStorage(Rows, (OptionsBuilder<AdoNetGrainStorageOptions> options) =>
                    options.Configure<NpgsqlDataSource>((storage, database) =>
                    {
                        storage.Invariant = PostgresConnection.Invariant;
                        storage.DataSource = database;
                    }));
                break;
            default:
                throw new InvalidOperationException($"No storage is known for {settings.Kind}.");
        }

        return builder;
    }

    private static void AddSqlite(this IServiceCollection services, StorageSettings settings)
    {
        services.TryAddSingleton(new SqliteFile(settings.DataDirectory));
        services.AddSingleton<SqliteStore>();
        services.AddSingleton<IUnsentRows, SqliteUnsentRows>();
        services.AddHostedService<SqliteStoreLifetime>();
        services.AddGrainStorage(NapStorage.Name, (provider, name) => new SqliteGrainStorage(
            provider.GetRequiredService<SqliteStore>(),
            provider.GetRequiredKeyedService<IGrainStorageSerializer>(name),
            provider.GetRequiredService<IActivatorProvider>()));
    }

    /// <summary>Adds the connection to the database, and the start that waits for it and applies the scripts.</summary>
    internal static void AddPostgres(this IServiceCollection services, StorageSettings settings)
    {
        services.TryAddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => NpgsqlDataSource.Create(PostgresConnection.Complete(settings.ConnectionString)));
        services.AddSingleton<PostgresReadiness>();
        services.AddSingleton<PostgresSchema>();
        services.AddHostedService<PostgresStartup>();
        services.AddSingleton<PostgresClock>();
        services.AddHostedService(provider => provider.GetRequiredService<PostgresClock>());
    }
}
