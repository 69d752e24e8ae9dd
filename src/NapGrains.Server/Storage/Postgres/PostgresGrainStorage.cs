using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;
using Orleans.Storage;

namespace NapGrains.Server.Storage.Postgres;

/// <summary>
/// Orleans' ADO.NET storage, whose rows and statements these are; only that writes of different grains go to the database together,
/// where the provider would take a connection, a round trip and a commit for each.
/// </summary>
/// <remarks>
/// Its failures can leave the silo. No serializer knows the driver's exceptions: a caller in another process would be told of a
/// fault of ours, and not that the same call may be made again.
/// </remarks>
internal sealed class PostgresGrainStorage(
    AdoNetGrainStorage provider, RowWrites writes, IOptions<ClusterOptions> cluster, StorageSettings settings) : IGrainStorage
{
    /// <summary>Names of the provider's parameters, in the order in which they are given here.</summary>
    private static readonly string[] Parameters =
    [
        "@GrainIdHash", "@GrainIdN0", "@GrainIdN1", "@GrainTypeHash", "@GrainTypeString", "@GrainIdExtensionString", "@ServiceId",
        "@GrainStateVersion", "@PayloadBinary",
    ];

    private static readonly OrleansDefaultHasher Hasher = new();

    private string? _statement;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Explained("Reading", provider.ReadStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Explained("Clearing", provider.ClearStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        // A key without a colon may read as a number, and how the provider stores those is its own affair; none of our grains has one.
        Explained("Writing", grainId.Key.ToString() is { } key && key.Contains(':', StringComparison.Ordinal)
            ? Write(stateName, key, grainState)
            : provider.WriteStateAsync(stateName, grainId, grainState));

    private async Task Write<T>(string stateName, string key, IGrainState<T> grainState)
    {
        var expected = string.IsNullOrEmpty(grainState.ETag) ? default(int?) : int.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var payload = provider.Serializer.Serialize(grainState.State).ToArray();
        var version = await writes.Write(Statement(stateName, key, expected, payload))
            ?? throw new InconsistentStateException(
                $"Row {stateName} of {key} has changed since it was read: read it again.", "another version", grainState.ETag);
        grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    private async Task Explained(string operation, Task call)
    {
        try
        {
            await call;
        }
        catch (NpgsqlException failure)
        {
            throw new StoreException($"{operation} a row of PostgreSQL at {PostgresConnection.Describe(settings.ConnectionString)} failed: {failure.Message}");
        }
    }

    /// <summary>The row of a key that is no number: the provider has no numbers for it, and hashes its bytes from the last to the first.</summary>
    private NpgsqlBatchCommand Statement(string stateName, string key, int? expected, byte[] payload) => new(
        _statement ??= Positional(provider.CurrentOperationalQueries.WriteToStorage))
    {
        Parameters =
        {
            new NpgsqlParameter<int> { TypedValue = Hash(key, reversed: true) },
            new NpgsqlParameter<long> { TypedValue = 0 },
            new NpgsqlParameter<long> { TypedValue = 0 },
            new NpgsqlParameter<int> { TypedValue = Hash(stateName, reversed: false) },
            new NpgsqlParameter<string> { TypedValue = stateName },
            new NpgsqlParameter<string> { TypedValue = key },
            new NpgsqlParameter<string> { TypedValue = cluster.Value.ServiceId },
            new NpgsqlParameter { Value = expected is { } version ? version : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            new NpgsqlParameter<byte[]> { TypedValue = payload },
        },
    };

    private static int Hash(string text, bool reversed)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (reversed)
        {
            Array.Reverse(bytes);
        }

        return Hasher.Hash(bytes);
    }

    /// <summary>By place, as PostgreSQL takes parameters: Npgsql would read the text at every call to find their names.</summary>
    private static string Positional(string statement) => Parameters.Index().Aggregate(statement, (text, parameter) =>
        text.Replace(parameter.Item, string.Create(CultureInfo.InvariantCulture, $"${parameter.Index + 1}"), StringComparison.Ordinal));
}
