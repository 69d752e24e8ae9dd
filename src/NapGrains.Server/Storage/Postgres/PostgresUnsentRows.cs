using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using NapGrains.Grains.Delivery;
using Npgsql;
using Orleans.Configuration;

namespace NapGrains.Server.Storage.Postgres;

/// <summary>Lists unsent rows of this service page by page, so that a slow consumer holds no connection.</summary>
internal sealed class PostgresUnsentRows(NpgsqlDataSource database, IOptions<ClusterOptions> cluster) : IUnsentRows
{
    private const int PageSize = 256;

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var after = "";
        List<string> page;
        do
        {
            page = await PageAfterAsync(after, ct);
            foreach (var key in page)
            {
                yield return after = key;
            }
        }
        while (page.Count == PageSize);
    }

    private async Task<List<string>> PageAfterAsync(string after, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            SELECT DISTINCT grainidextensionstring
            FROM orleansstorage
            WHERE unsent AND serviceid = $1 AND grainidextensionstring > $2
            ORDER BY grainidextensionstring
            LIMIT $3
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = cluster.Value.ServiceId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageSize });
        var keys = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }
}
