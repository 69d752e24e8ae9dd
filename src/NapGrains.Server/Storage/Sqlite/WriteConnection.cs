using Microsoft.Data.Sqlite;

namespace NapGrains.Server.Storage.Sqlite;

/// <summary>The one connection that writes. After a failed batch it is disposed, which rolls back whatever is open.</summary>
internal sealed class WriteConnection : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand insert;
    private readonly SqliteCommand update;
    private readonly SqliteCommand version;
    private readonly SqliteCommand commit;

    public WriteConnection(SqliteFile file)
    {
        connection = file.OpenForWriting();
        try
        {
            begin = connection.Prepare("BEGIN IMMEDIATE");
            insert = connection.Prepare(
                "INSERT INTO row (state, key, version, unsent, payload) VALUES ($state, $key, 1, $unsent, $payload) ON CONFLICT DO NOTHING",
                "$state", "$key", "$unsent", "$payload");
            update = connection.Prepare(
                "UPDATE row SET version = version + 1, unsent = $unsent, payload = $payload WHERE state = $state AND key = $key AND version = $version",
                "$state", "$key", "$unsent", "$payload", "$version");
            version = connection.Prepare("SELECT version FROM row WHERE state = $state AND key = $key", "$state", "$key");
            commit = connection.Prepare("COMMIT");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes a batch in one transaction. A write that finds another version than expected changes nothing and hinders no other.</summary>
    /// <returns>Outcomes in the order of the batch, all of them durable.</returns>
    public WriteOutcome[] Commit(IReadOnlyList<RowWrite> batch)
    {
        var outcomes = new WriteOutcome[batch.Count];
        begin.ExecuteNonQuery();
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = Write(batch[i]);
        }

        commit.ExecuteNonQuery();
        return outcomes;
    }

    /// <summary>
    /// Moves what the log holds to the file and cuts the log off, so that what was replaced or taken out does not stay in it. What
    /// another program still reads stays.
    /// </summary>
    public void EmptyLog() => connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    public void Dispose() => connection.Dispose();

    private WriteOutcome Write(RowWrite write)
    {
        var command = write.Expected is { } expected ? update.Set("$version", expected) : insert;
        var changed = command
            .Set("$state", write.Row.State)
            .Set("$key", write.Row.Key)
            .Set("$unsent", RowSerializer.IsUnsent(write.Payload) ? 1L : 0L)
            .Set("$payload", write.Payload)
            .ExecuteNonQuery();
        return changed == 1
            ? new WriteOutcome(true, (write.Expected ?? 0) + 1)
            : new WriteOutcome(false, (long?)version.Set("$state", write.Row.State).Set("$key", write.Row.Key).ExecuteScalar());
    }
}
