using System.Globalization;
using NapGrains.Tests.Postgres;
using Npgsql;

namespace NapGrains.Tests.Storage;

public sealed class PostgresContractTests(PostgresServer server) : StorageContract
{
    private string? database;

    internal override async Task<OpenStorage> OpenAsync()
    {
        database ??= await server.CreateDatabaseAsync();
        return await OpenStorage.OpenAsync(new Dictionary<string, string?>
        {
            ["Nap:Storage"] = "Postgres",
            // So that a write behind a lock fails soon.
            ["ConnectionStrings:Nap"] = $"{database};Options=-c lock_timeout=500",
        });
    }

    private protected override Task RemoveAsync() => Task.CompletedTask;

    private protected override async Task<int> CountRowsAsync()
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM orleansstorage", connection);
        return Convert.ToInt32(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    private protected override async Task<IAsyncDisposable> HoldLockAsync()
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("LOCK TABLE orleansstorage IN EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
