using Microsoft.Data.Sqlite;
using Npgsql;

namespace NapGrains.Tests.Storage;

/// <summary>A store's payloads as whoever owns the database reaches them, past the server.</summary>
internal abstract class StoredPayloads
{
    /// <summary>The payload under a grain's key.</summary>
    public abstract Task<byte[]> Read(string key);

    /// <summary>Puts another payload under a key; the row's version stays.</summary>
    public abstract Task Write(string key, byte[] payload);

    /// <summary>Every payload.</summary>
    public abstract Task<List<byte[]>> All();

    public static StoredPayloads OfSqlite(string directory) => new Sqlite(Path.Combine(directory, "nap.db"));

    public static StoredPayloads OfPostgres(string connectionString) => new Postgres(connectionString);

    private sealed class Sqlite(string file) : StoredPayloads
    {
        public override async Task<byte[]> Read(string key) => Assert.Single(await Query("SELECT payload FROM row WHERE key = $key", key));

        public override async Task Write(string key, byte[] payload)
        {
            await using var connection = await Open();
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE row SET payload = $payload WHERE key = $key";
            command.Parameters.AddWithValue("$key", key);
            command.Parameters.AddWithValue("$payload", payload);
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        public override Task<List<byte[]>> All() => Query("SELECT payload FROM row", null);

        private async Task<List<byte[]>> Query(string sql, string? key)
        {
            await using var connection = await Open();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            if (key is not null)
            {
                command.Parameters.AddWithValue("$key", key);
            }

            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            var payloads = new List<byte[]>();
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                payloads.Add(reader.GetFieldValue<byte[]>(0));
            }

            return payloads;
        }

        private async Task<SqliteConnection> Open()
        {
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            return connection;
        }
    }

    private sealed class Postgres(string connectionString) : StoredPayloads
    {
        public override async Task<byte[]> Read(string key) =>
            Assert.Single(await Query("SELECT payloadbinary FROM orleansstorage WHERE grainidextensionstring = @key", key));

        public override async Task Write(string key, byte[] payload)
        {
            await using var database = NpgsqlDataSource.Create(connectionString);
            await using var command = database.CreateCommand("UPDATE orleansstorage SET payloadbinary = @payload WHERE grainidextensionstring = @key");
            command.Parameters.AddWithValue("key", key);
            command.Parameters.AddWithValue("payload", payload);
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        public override Task<List<byte[]>> All() => Query("SELECT payloadbinary FROM orleansstorage", null);

        private async Task<List<byte[]>> Query(string sql, string? key)
        {
            await using var database = NpgsqlDataSource.Create(connectionString);
            await using var command = database.CreateCommand(sql);
            if (key is not null)
            {
                command.Parameters.AddWithValue("key", key);
            }

            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            var payloads = new List<byte[]>();
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                payloads.Add(reader.GetFieldValue<byte[]>(0));
            }

            return payloads;
        }
    }
}
