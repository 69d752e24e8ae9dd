using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NapGrains.Server.Storage;
using NapGrains.Server.Storage.Postgres;
using NapGrains.Tests.Postgres;
using Npgsql;
using Orleans.Serialization;

namespace NapGrains.Tests.Storage;

public sealed class PostgresStoreTests(PostgresServer server)
{
    [Fact]
    public async Task Scripts_are_applied_once_although_four_processes_start_at_the_same_time()
    {
        var settings = Settings(await server.CreateDatabaseAsync());
        using var start = new Barrier(4);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            async () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                await Schema(settings).ApplyAsync(TestContext.Current.CancellationToken);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        await using var database = NpgsqlDataSource.Create(settings.ConnectionString);
        Assert.Equal(
            ["NapGrains.Server.Storage.Postgres.0001-queries.sql", "NapGrains.Server.Storage.Postgres.0002-storage.sql"],
            (await QueryAsync(database, "SELECT scriptname FROM napscripts ORDER BY 1")).Take(2));
    }

    [Fact]
    public async Task A_user_who_may_not_create_tables_is_told_what_to_grant()
    {
        var owner = Settings(await server.CreateDatabaseAsync());
        await using var asOwner = NpgsqlDataSource.Create(owner.ConnectionString);
        await QueryAsync(asOwner, "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN");
        var settings = Settings(new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Username = "reader", Password = "secret" }.ToString());

        var failure = await Assert.ThrowsAsync<StoreException>(() => Schema(settings).ApplyAsync(TestContext.Current.CancellationToken));
        Assert.Contains("GRANT CREATE", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);

        await QueryAsync(asOwner, "GRANT CREATE ON SCHEMA public TO reader");
        await Schema(settings).ApplyAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_start_waits_until_the_database_is_there()
    {
        var name = server.NewName();
        var settings = Settings(await server.ConnectionStringAsync(name)) with { DatabaseWait = TimeSpan.FromMinutes(5) };
        await using var database = NpgsqlDataSource.Create(settings.ConnectionString);
        var log = new FirstMessage<PostgresReadiness>();
        var waiting = new PostgresReadiness(database, settings, TimeProvider.System, log).WaitAsync(TestContext.Current.CancellationToken);

        Assert.Contains($"database {name}", await log.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-asked-for", await log.Message, StringComparison.Ordinal);
        Assert.False(waiting.IsCompleted);
        await server.CreateDatabaseAsync(name);
        await waiting;
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=nap;Username=nap;Password=secret", "Start the server, or correct Host and Port")]
    [InlineData("Host=no-such-host.invalid;Database=nap;Username=nap;Password=secret", "Start the server, or correct Host and Port")]
    public async Task A_server_that_does_not_answer_is_named_with_what_to_do_and_without_the_password(string connectionString, string advice)
    {
        var settings = Settings(connectionString);
        await using var database = NpgsqlDataSource.Create(connectionString);

        var failure = await Assert.ThrowsAsync<StoreException>(() => Readiness(database, settings).WaitAsync(TestContext.Current.CancellationToken));

        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
        Assert.Contains(settings.ConnectionString.Split('=', ';')[1], failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_is_refused_is_told_at_once()
    {
        var given = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync()) { Username = "nobody", Password = "secret" };
        var settings = Settings(given.ToString()) with { DatabaseWait = TimeSpan.FromDays(1) };
        await using var database = NpgsqlDataSource.Create(settings.ConnectionString);

        var failure = await Assert.ThrowsAsync<StoreException>(() => Readiness(database, settings).WaitAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Check Username and Password", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payloads_are_our_json_and_statements_are_prepared()
    {
        await using var storage = await OpenAsync();
        for (var i = 0; i < 5; i++)
        {
            await StoredNote.Unread().WriteAsync(storage, $"x:{i}", "ə", unsent: true);
        }

        var database = storage.Services.GetRequiredService<NpgsqlDataSource>();
        var payloads = await QueryAsync(database, "SELECT convert_from(payloadbinary, 'UTF8') FROM orleansstorage");
        Assert.All(payloads, payload => Assert.StartsWith("""{"unsent":true,"state":{"text":"ə",""", payload, StringComparison.Ordinal));
        Assert.NotEmpty(await QueryAsync(database, "SELECT name FROM pg_prepared_statements WHERE statement LIKE '%INSERT INTO orleansstorage%'"));
    }

    [Fact]
    public async Task Rows_of_another_service_in_the_same_database_are_not_listed()
    {
        await using var storage = await OpenAsync();
        await StoredNote.Unread().WriteAsync(storage, "x:1", "text", unsent: true);
        await StoredNote.Unread().WriteAsync(storage, "x:2", "text", unsent: true);
        await QueryAsync(
            storage.Services.GetRequiredService<NpgsqlDataSource>(), "UPDATE orleansstorage SET serviceid = 'another' WHERE grainidextensionstring = 'x:2'");

        var listed = new List<string>();
        await foreach (var key in storage.Unsent.ListAsync(TestContext.Current.CancellationToken))
        {
            listed.Add(key);
        }

        Assert.Equal(["x:1"], listed);
    }

    [Fact]
    public async Task A_failure_of_the_database_reaches_a_caller_in_another_process_as_what_it_is()
    {
        await using var storage = await OpenAsync();
        await QueryAsync(storage.Services.GetRequiredService<NpgsqlDataSource>(), "ALTER TABLE orleansstorage RENAME TO elsewhere");
        var serializer = storage.Services.GetRequiredService<Serializer>();

        foreach (var call in (Func<Task>[])[() => StoredNote.ReadAsync(storage, "x:1"), () => StoredNote.Unread().WriteAsync(storage, "x:1", "text")])
        {
            var failure = await Assert.ThrowsAsync<StoreException>(call);
            var received = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(failure));

            Assert.IsType<StoreException>(received);
            Assert.Contains("orleansstorage", received.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("not-asked-for", received.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_log_message_of_a_start_holds_the_password()
    {
        using var log = new AllMessages();
        await using (await OpenAsync(services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))))
        {
            Assert.Contains(log.Messages, message => message.Contains("0001-queries.sql", StringComparison.Ordinal));
            Assert.DoesNotContain(log.Messages, message => message.Contains("not-asked-for", StringComparison.Ordinal));
        }
    }

    private static StorageSettings Settings(string connectionString) => new(StorageKind.Postgres, "", connectionString, TimeSpan.Zero, TimeSpan.FromMinutes(1));

    private static PostgresSchema Schema(StorageSettings settings) =>
        new(settings, NullLogger<PostgresSchema>.Instance);

    private static PostgresReadiness Readiness(NpgsqlDataSource database, StorageSettings settings) =>
        new(database, settings, TimeProvider.System, NullLogger<PostgresReadiness>.Instance);

    private static async Task<List<string>> QueryAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return rows;
    }

    private async Task<OpenStorage> OpenAsync(Action<IServiceCollection>? configure = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Nap:Storage"] = "Postgres",
            // One connection, so that a test sees what was prepared on it.
            ["ConnectionStrings:Nap"] = $"{await server.CreateDatabaseAsync()};Maximum Pool Size=1",
        };
        return await OpenStorage.OpenAsync(settings, configure);
    }

    private sealed class AllMessages : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> messages = new();

        public IReadOnlyCollection<string> Messages => messages;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            messages.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }

    /// <summary>Gives the first message logged to whoever waits for it.</summary>
    private sealed class FirstMessage<T> : ILogger<T>
    {
        private readonly TaskCompletionSource<string> message = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Message => message.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            message.TrySetResult(formatter(state, exception));
    }
}
