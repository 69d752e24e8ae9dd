using DbUp;
using DbUp.Engine;
using DbUp.Postgresql;
using Npgsql;

namespace NapGrains.Server.Storage.Postgres;

/// <summary>Applies the numbered scripts of this folder, each once, however many processes start at the same time.</summary>
internal sealed class PostgresSchema(NpgsqlDataSource database, StorageSettings settings, ILogger<PostgresSchema> logger)
{
    /// <summary>Key of the advisory lock that the processes agree on: the letters "nap".</summary>
    private const int LockKey = 0x6E6170;

    /// <exception cref="StoreException">A script failed and was rolled back; the message says what to do.</exception>
    public async Task ApplyAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await LockAsync(connection, ct);
        try
        {
            var schema = await CurrentSchemaAsync(connection, ct);
            var result = await Task.Run(() => Upgrade(schema), ct);
            if (!result.Successful)
            {
                throw Explain(result);
            }
        }
        finally
        {
            await UnlockAsync(connection);
        }
    }

    private static async Task LockAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_advisory_lock({LockKey})";
        // Another process may be at a long script.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task UnlockAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT pg_advisory_unlock({LockKey})";
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The connection is lost, and the lock with it.
        }
    }

    private static async Task<string> CurrentSchemaAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT current_schema()";
        return await command.ExecuteScalarAsync(ct) as string ?? "public";
    }

    private DatabaseUpgradeResult Upgrade(string schema) =>
        DeployChanges.To
            .PostgresqlDatabase(new PostgresqlConnectionManager(database))
            .JournalToPostgresqlTable(schema, "napscripts")
            .WithScriptsEmbeddedInAssembly(typeof(PostgresSchema).Assembly, name => name.Contains(".Storage.Postgres.", StringComparison.Ordinal))
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .LogTo(logger)
            .Build()
            .PerformUpgrade();

    private StoreException Explain(DatabaseUpgradeResult result)
    {
        var advice = result.Error is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege }
            ? "Let the user create tables: GRANT CREATE, USAGE ON SCHEMA … TO …, or make it the database's owner."
            : "The script was rolled back: mend the cause and start again.";
        return new StoreException(
            $"Script {result.ErrorScript?.Name} failed on PostgreSQL at {PostgresConnection.Describe(settings.ConnectionString)}: {result.Error.Message} {advice}",
            result.Error);
    }
}
