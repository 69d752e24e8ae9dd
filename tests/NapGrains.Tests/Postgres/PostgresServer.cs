using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NapGrains.Tests.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace NapGrains.Tests.Postgres;

/// <summary>
/// A real PostgreSQL of this test run alone: started in a temporary folder when a test first asks for a database, stopped and removed
/// at the end of the run.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "nap-pg-" + Path.GetRandomFileName());
    private readonly Lazy<Task<int>> port;
    private int databases;

    public PostgresServer() => port = new Lazy<Task<int>>(StartAsync);

    private string Data => Path.Combine(folder, "data");

    /// <summary>Creates an empty database and gives its connection string. Without server programs the test is skipped, but fails where CI=true.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = NewName();
        await CreateDatabaseAsync(name);
        return await ConnectionStringAsync(name);
    }

    /// <summary>Creates a copy of a database that nobody is connected to, and gives its connection string.</summary>
    public async Task<string> CopyDatabaseAsync(string connectionString)
    {
        var name = NewName();
        NpgsqlConnection.ClearAllPools();
        await CreateDatabaseAsync($"{name} TEMPLATE {new NpgsqlConnectionStringBuilder(connectionString).Database}");
        return await ConnectionStringAsync(name);
    }

    /// <summary>A database name that is not taken.</summary>
    public string NewName() => string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref databases)}");

    /// <summary>Creates an empty database of this name.</summary>
    public async Task CreateDatabaseAsync(string name)
    {
        await using var connection = new NpgsqlConnection(await ConnectionStringAsync("postgres"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>How to reach a database of this server, whether it exists or not.</summary>
    public async Task<string> ConnectionStringAsync(string database)
    {
        if (ServerPrograms.Folder is null)
        {
            const string reason = "No PostgreSQL server programs in /usr/lib/postgresql/*/bin: install the package postgresql, 15 or newer.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Fail(reason);
        }

        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = await port.Value,
            Username = "postgres",
            Password = "not-asked-for",
            Database = database,
        }.ToString();
    }

    /// <summary>Stops the server as a crash does: nothing is waited for and nothing is put in order.</summary>
    public Task Crash() => ServerPrograms.RunAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate");

    /// <summary>Starts the server again, at the same port.</summary>
    public async Task StartAgain() => await StartAt(await port.Value);

    public async ValueTask DisposeAsync()
    {
        if (port.IsValueCreated)
        {
            AppDomain.CurrentDomain.ProcessExit -= StopAtExit;
            NpgsqlConnection.ClearAllPools();
            await Task.Run(Stop);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<int> StartAsync()
    {
        ServerPrograms.CreateFolder(folder);
        AppDomain.CurrentDomain.ProcessExit += StopAtExit;
        await ServerPrograms.RunAsync("initdb", "-D", Data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        for (var attempt = 1; ; attempt++)
        {
            var free = FreePort();
            try
            {
                await StartAt(free);
                return free;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Somebody else took the port meanwhile.
            }
        }
    }

    // What survives a crash of the machine is not tested here, so nothing waits for the disk.
    private Task StartAt(int at) => ServerPrograms.RunAsync(
        "pg_ctl", "start", "-w", "-D", Data, "-l", Path.Combine(folder, "log"), "-o",
        $"-p {at} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=400 -c fsync=off");

    private void StopAtExit(object? sender, EventArgs e) => Stop();

    private void Stop()
    {
        try
        {
            ServerPrograms.RunAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate").GetAwaiter().GetResult();
        }
        catch (InvalidOperationException)
        {
            // It did not start.
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
