using Microsoft.Data.Sqlite;

namespace NapGrains.Server.Storage.Sqlite;

/// <summary>A connection that only reads; every statement sees the newest commit.</summary>
internal sealed class ReadConnection : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand row;
    private readonly SqliteCommand unsent;

    public ReadConnection(SqliteFile file)
    {
        connection = file.OpenForReading();
        try
        {
            row = connection.Prepare("SELECT version, payload FROM row WHERE state = $state AND key = $key", "$state", "$key");
            unsent = connection.Prepare(
                "SELECT DISTINCT key FROM row WHERE unsent = 1 AND key > $after ORDER BY key LIMIT $limit", "$after", "$limit");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public StoredRow? Read(RowId id)
    {
        using var reader = row.Set("$state", id.State).Set("$key", id.Key).ExecuteReader();
        return reader.Read()
            ? new StoredRow(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1))
            : null;
    }

    /// <summary>Keys of unsent rows after the one given, in order.</summary>
    public List<string> UnsentAfter(string after, int limit)
    {
        using var reader = unsent.Set("$after", after).Set("$limit", limit).ExecuteReader();
        var keys = new List<string>();
        while (reader.Read())
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }

    public void Dispose() => connection.Dispose();
}
