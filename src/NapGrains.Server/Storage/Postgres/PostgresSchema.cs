using DbUp;
using DbUp.Engine;
using DbUp.Postgresql;
using Npgsql;

namespace NapGrains.Server.Storage.Postgres;

/// <summary>Applies the numbered scripts of this folder, each once, however many processes start at the same time.</summary>
internal sealed class PostgresSchema(StorageSettings settings, ILogger<PostgresSchema> logger)
{
    /// <summary>Key of the advisory lock that the processes agree on: the letters "nap".</summary>
    private const int LockKey = 0x6E6170;

    /// <exception cref="StoreException">A script failed and was rolled back; the message says what to do.</exception>
    public async Task ApplyAsync(CancellationToken ct)
    {
        // Connections of its own, not of the service's pool: closing the first one ends its session and so gives the lock back.
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false });
        await using var connection = await database.OpenConnectionAsync(ct);
        await LockAsync(connection, ct);
        var schema = await CurrentSchemaAsync(connection, ct);
        var result = await Task.Run(() => Upgrade(database, schema), ct);
        if (!result.Successful)
        {
            throw Explain(result);
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

    private static async Task<string> CurrentSchemaAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT current_schema()";
        return await command.ExecuteScalarAsync(ct) as string ?? "public";
    }

    private DatabaseUpgradeResult Upgrade(NpgsqlDataSource database, string schema) =>
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
            $"{result.ErrorScript?.Name ?? "Reading which scripts were applied"} failed on PostgreSQL at {PostgresConnection.Describe(settings.ConnectionString)}: {result.Error.Message} {advice}",
            result.Error);
    }
}
