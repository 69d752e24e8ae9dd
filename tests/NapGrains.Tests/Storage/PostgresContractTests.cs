using System.Globalization;
using NapGrains.Tests.Postgres;
using Npgsql;
using Orleans.Storage;

namespace NapGrains.Tests.Storage;

public sealed class PostgresContractTests(PostgresServer server) : StorageContract
{
    private string? database;

    [Fact]
    public async Task Writes_that_come_together_share_commits_and_one_that_comes_too_late_hinders_none()
    {
        string[] keys = [.. Enumerable.Range(0, 200).Select(number => $"x:{number}")];
        await Task.WhenAll(keys.Select(key => StoredNote.Unread().WriteAsync(Storage, key, "first")));
        var late = await StoredNote.ReadAsync(Storage, "x:100");
        await (await StoredNote.ReadAsync(Storage, "x:100")).WriteAsync(Storage, "x:100", "second");
        var others = await Task.WhenAll(keys.Where(key => key != "x:100").Select(async key => (Key: key, Row: await StoredNote.ReadAsync(Storage, key))));

        var refused = Record.ExceptionAsync(() => late.WriteAsync(Storage, "x:100", "too late"));
        await Task.WhenAll(others.Select(other => other.Row.WriteAsync(Storage, other.Key, "third")));

        Assert.IsType<InconsistentStateException>(await refused);
        Assert.Equal("second", (await StoredNote.ReadAsync(Storage, "x:100")).Text);
        Assert.All(
            await Task.WhenAll(others.Select(other => StoredNote.ReadAsync(Storage, other.Key))), row => Assert.Equal(("third", "2"), (row.Text, row.ETag)));
        // A row tells which transaction wrote it.
        Assert.InRange(await NumberAsync("SELECT count(DISTINCT xmin::text) FROM orleansstorage"), 1, 100);
    }

    [Fact]
    public async Task A_write_that_the_database_refuses_hinders_none_that_came_with_it()
    {
        await ExecuteAsync("ALTER TABLE orleansstorage ADD CHECK (length(payloadbinary) < 5000)");
        string[] keys = [.. Enumerable.Range(0, 100).Select(number => $"x:{number}")];

        var outcomes = await Task.WhenAll(keys.Select(key =>
            Record.ExceptionAsync(() => StoredNote.Unread().WriteAsync(Storage, key, key == "x:50" ? new('x', 6000) : "short")).AsTask()));

        Assert.Equal([.. Enumerable.Repeat(true, 50), false, .. Enumerable.Repeat(true, 49)], outcomes.Select(outcome => outcome is null));
        Assert.Equal(99, await CountRowsAsync());
    }

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

    private protected override Task<int> CountRowsAsync() => NumberAsync("SELECT count(*) FROM orleansstorage");

    private protected override async Task<IAsyncDisposable> HoldLockAsync()
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("LOCK TABLE orleansstorage IN EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private async Task<int> NumberAsync(string query)
    {
        await using var asked = NpgsqlDataSource.Create(database!);
        await using var command = asked.CreateCommand(query);
        return Convert.ToInt32(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var asked = NpgsqlDataSource.Create(database!);
        await using var command = asked.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
