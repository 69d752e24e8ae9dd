using Npgsql;
using Orleans.Storage;

namespace NapGrains.Server.Storage.Postgres;

/// <summary>
/// Grain storage whose failures can leave the silo. No serializer knows the driver's exceptions: a caller in another process would be
/// told of a fault of ours, and not that the same call may be made again.
/// </summary>
internal sealed class PostgresGrainStorage(IGrainStorage rows, StorageSettings settings) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Explained("Reading", rows.ReadStateAsync(stateName, grainId, grainState));

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        Explained("Reading", rows.ReadStateAsync(stateName, grainId, grainState, cancellationToken));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Explained("Writing", rows.WriteStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        Explained("Writing", rows.WriteStateAsync(stateName, grainId, grainState, cancellationToken));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Explained("Clearing", rows.ClearStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        Explained("Clearing", rows.ClearStateAsync(stateName, grainId, grainState, cancellationToken));

    private async Task Explained(string operation, Task call)
    {
        try
        {
            await call;
        }
        catch (NpgsqlException failure)
        {
            // The provider has logged it whole.
            throw new StoreException($"{operation} a row of PostgreSQL at {PostgresConnection.Describe(settings.ConnectionString)} failed: {failure.Message}");
        }
    }
}
