using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Server.Storage.Sqlite;

namespace NapGrains.Tests.Storage;

public sealed class SqliteContractTests : StorageContract
{
    private readonly DataDirectory directory = new();

    internal override Task<OpenStorage> OpenAsync() => OpenStorage.OpenAsync(
        directory.Settings,
        services => services.AddSingleton(new SqliteFile(directory.Path) { BusyTimeout = TimeSpan.FromSeconds(1) }));

    private protected override Task RemoveAsync()
    {
        directory.Dispose();
        return Task.CompletedTask;
    }

    private protected override Task<int> CountRowsAsync()
    {
        using var other = OpenOther();
        return Task.FromResult(Convert.ToInt32(other.Scalar("SELECT count(*) FROM row"), System.Globalization.CultureInfo.InvariantCulture));
    }

    private protected override Task<IAsyncDisposable> HoldLockAsync()
    {
        var other = OpenOther();
        other.Execute("BEGIN IMMEDIATE");
        return Task.FromResult<IAsyncDisposable>(other);
    }

    private SqliteConnection OpenOther()
    {
        var connection = new SqliteConnection($"Data Source={directory.Database};Pooling=False");
        connection.Open();
        return connection;
    }
}
