using System.Globalization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace NapGrains.Server.Storage.Sqlite;

/// <summary>Grain storage over <see cref="SqliteStore"/>. An ETag is the row's version.</summary>
internal sealed class SqliteGrainStorage(SqliteStore store, IGrainStorageSerializer serializer, IActivatorProvider activators) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var row = await store.ReadAsync(Identify(stateName, grainId), cancellationToken);
        grainState.State = row?.Payload is { } payload && serializer.Deserialize<T>(new BinaryData(payload)) is { } state ? state : Fresh<T>();
        grainState.ETag = row?.Version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = row?.Payload is not null;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var payload = serializer.Serialize(grainState.State).ToArray();
        await WriteAsync(stateName, grainId, grainState, payload, cancellationToken);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(grainState.ETag))
        {
            await ReadStateAsync(stateName, grainId, grainState, cancellationToken);
            if (!grainState.RecordExists)
            {
                return;
            }
        }

        await WriteAsync(stateName, grainId, grainState, payload: null, cancellationToken);
        grainState.RecordExists = false;
        grainState.State = Fresh<T>();
    }

    private static RowId Identify(string stateName, GrainId grainId) => new(stateName, grainId.Key.ToString()!);

    private async Task WriteAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, byte[]? payload, CancellationToken ct)
    {
        var expected = string.IsNullOrEmpty(grainState.ETag) ? default(long?) : long.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var row = Identify(stateName, grainId);
        var outcome = await store.WriteAsync(new RowWrite(row, expected, payload), ct);
        var version = outcome.Version?.ToString(CultureInfo.InvariantCulture);
        if (!outcome.Stored)
        {
            throw new InconsistentStateException($"Row {row.State} of {row.Key} has changed since it was read: read it again.", version, grainState.ETag);
        }

        grainState.ETag = version;
    }

    private T Fresh<T>() => activators.GetActivator<T>().Create();
}
