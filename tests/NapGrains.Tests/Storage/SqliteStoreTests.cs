using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NapGrains.Server.Storage;
using NapGrains.Server.Storage.Sqlite;
using NapGrains.Tests.Api;

namespace NapGrains.Tests.Storage;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly DataDirectory directory = new();

    private SqliteFile File => new(directory.Path);

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_second_store_on_the_directory_is_refused_until_the_first_is_closed()
    {
        using var first = Open(File);
        using var second = new SqliteStore(File, NullLogger<SqliteStore>.Instance);

        var refusal = Assert.Throws<StoreException>(second.Open);
        Assert.Contains(directory.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Stop that process, or set Nap:DataDirectory", refusal.Message, StringComparison.Ordinal);

        first.Dispose();
        second.Open();
    }

    [Fact]
    public async Task Other_processes_see_the_directory_taken_and_it_is_free_again_once_the_holder_is_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.IO.File.Exists("/usr/bin/flock"), "Needs flock of util-linux.");
        Directory.CreateDirectory(directory.Path);
        var path = Path.Combine(directory.Path, "nap.lock");
        using var holder = Process.Start(new ProcessStartInfo("/usr/bin/flock", ["--close", path, "sh", "-c", "echo held; exec sleep 600"])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        using (var store = new SqliteStore(File, NullLogger<SqliteStore>.Instance))
        {
            Assert.Throws<StoreException>(store.Open);
        }

        holder.Kill(entireProcessTree: true);
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        using (Open(File))
        {
            using var other = Process.Start("/usr/bin/flock", ["--nonblock", path, "true"]);
            await other.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, other.ExitCode);
        }
    }

    [Fact]
    public async Task What_was_replaced_is_gone_from_all_files_once_the_writer_has_a_pause()
    {
        using var store = Open(File);
        var row = new RowId("note", "x:1");
        Assert.True((await store.WriteAsync(new RowWrite(row, null, Encoding.UTF8.GetBytes("a word to be taken out")), TestContext.Current.CancellationToken)).Stored);
        Assert.True((await store.WriteAsync(new RowWrite(row, 1, Encoding.UTF8.GetBytes("no such word any more!")), TestContext.Current.CancellationToken)).Stored);

        await Eventually.Holds("the log is empty", () => Task.FromResult(new FileInfo($"{File.Path}-wal").Length == 0));

        Assert.DoesNotContain("taken out", await ContentAsync(), StringComparison.Ordinal);
        Assert.Contains("no such word", await ContentAsync(), StringComparison.Ordinal);

        async Task<string> ContentAsync()
        {
            await using var file = new FileStream(File.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new StreamReader(file, Encoding.Latin1);
            return await content.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Directory_and_files_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix file modes; there the directory inherits the profile's access list.");
            return;
        }

        using var store = Open(File);

        const UnixFileMode others = (UnixFileMode)0b111_111;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(directory.Path));
        Assert.Equal(UnixFileMode.None, System.IO.File.GetUnixFileMode(directory.Database) & others);
    }

    [Fact]
    public void A_path_that_is_no_directory_is_refused_with_what_to_do()
    {
        System.IO.File.WriteAllText(directory.Path, "");
        try
        {
            using var store = new SqliteStore(File, NullLogger<SqliteStore>.Instance);
            var refusal = Assert.Throws<StoreException>(store.Open);
            Assert.Contains(directory.Path, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("set Nap:DataDirectory", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            System.IO.File.Delete(directory.Path);
        }
    }

    [Fact]
    public void A_file_of_a_newer_schema_is_refused_and_left_alone()
    {
        Open(File).Dispose();
        using (var connection = new SqliteConnection($"Data Source={directory.Database};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA user_version = 99");
        }

        using var store = new SqliteStore(File, NullLogger<SqliteStore>.Instance);
        Assert.Contains("newer NapGrains", Assert.Throws<StoreException>(store.Open).Message, StringComparison.Ordinal);
        Assert.Contains("newer NapGrains", Assert.Throws<StoreException>(store.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_with_what_to_do()
    {
        Directory.CreateDirectory(directory.Path);
        System.IO.File.WriteAllText(directory.Database, string.Concat(Enumerable.Repeat("not a database ", 1000)));

        using var store = new SqliteStore(File, NullLogger<SqliteStore>.Instance);
        Assert.Contains("restore the file from a backup", Assert.Throws<StoreException>(store.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_that_wait_together_share_a_transaction()
    {
        using var release = new ManualResetEventSlim();
        using var store = Open(File with { WriterOpened = Block(release) });
        var writes = Enumerable.Range(0, 300).Select(i => store.WriteAsync(Write($"x:{i}"), CancellationToken.None)).ToArray();
        release.Set();

        var outcomes = await Task.WhenAll(writes);

        Assert.All(outcomes, outcome => Assert.Equal(new WriteOutcome(true, 1), outcome));
        Assert.Equal(300, store.Writer.Writes);
        Assert.InRange(store.Writer.Transactions, 1, 2);
    }

    [Fact]
    public async Task A_conflict_in_a_batch_is_its_own_writers_alone()
    {
        using var release = new ManualResetEventSlim();
        using var store = Open(File with { WriterOpened = Block(release) });
        var writes = new[] { Write("x:1"), Write("x:2", expected: 7), Write("x:1"), Write("x:3") }
            .Select(write => store.WriteAsync(write, CancellationToken.None))
            .ToArray();
        release.Set();

        Assert.Equal(
            [new(true, 1), new(false, null), new(false, 1), new(true, 1)],
            await Task.WhenAll(writes));
    }

    [Fact]
    public async Task A_full_disk_fails_the_batch_says_so_and_writing_recovers()
    {
        var connections = 0;
        using var store = Open(File with
        {
            // The first connection only prepares the schema; the second is the writer's, and finds the disk full.
            WriterOpened = connection => connection.Execute(++connections == 2 ? "PRAGMA max_page_count = 8" : "SELECT 1"),
        });
        await store.WriteAsync(Write("x:1", text: "before"), CancellationToken.None);

        var failure = await Assert.ThrowsAsync<StoreException>(
            () => store.WriteAsync(Write("x:1", expected: 1, text: new string('a', 1 << 20)), CancellationToken.None));
        Assert.Contains("Free some space", failure.Message, StringComparison.Ordinal);
        Assert.Contains(directory.Database, failure.Message, StringComparison.Ordinal);
        Assert.Equal("before", await TextAsync(store, "x:1"));

        await store.WriteAsync(Write("x:1", expected: 1, text: new string('b', 1 << 20)), CancellationToken.None);
        Assert.Equal(new string('b', 1 << 20), await TextAsync(store, "x:1"));
        Assert.Equal(3, connections);
    }

    [Fact]
    public async Task Closing_carries_out_the_writes_that_wait()
    {
        using var release = new ManualResetEventSlim();
        var store = Open(File with { WriterOpened = Block(release) });
        var writes = Enumerable.Range(0, 2000).Select(i => store.WriteAsync(Write($"x:{i}"), CancellationToken.None)).ToArray();
        var closing = Task.Run(store.Dispose, CancellationToken.None);
        release.Set();
        await closing;

        Assert.All(writes, write => Assert.True(write.IsCompletedSuccessfully || write.Result.Stored));
        await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(Write("x:late"), CancellationToken.None));
        using var again = Open(File);
        Assert.Equal("text", await TextAsync(again, "x:1999"));
    }

    [Fact]
    public async Task A_full_queue_makes_writers_wait_and_loses_none()
    {
        using var store = Open(File);
        var writes = Enumerable.Range(0, 20_000).Select(i => store.WriteAsync(Write($"x:{i}"), CancellationToken.None));

        Assert.All(await Task.WhenAll(writes), outcome => Assert.True(outcome.Stored));
        Assert.Equal(20_000, store.Writer.Writes);
    }

    [Fact]
    public async Task Rows_can_be_read_while_others_are_written()
    {
        using var store = Open(File);
        await store.WriteAsync(Write("x:0"), CancellationToken.None);
        var writing = Task.WhenAll(Enumerable.Range(1, 2000).Select(i => store.WriteAsync(Write($"x:{i}"), CancellationToken.None)));

        var reads = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => TextAsync(store, "x:0"))));
        await writing;

        Assert.All(reads, text => Assert.Equal("text", text));
    }

    [Fact]
    public async Task The_host_opens_the_store_before_it_starts_and_closes_it_after_it_stopped()
    {
        SqliteStore store;
        await using (var storage = await OpenStorage.OpenAsync(directory.Settings))
        {
            store = storage.Services.GetRequiredService<SqliteStore>();
            await StoredNote.Unread().WriteAsync(storage, "x:1", "text");
            await Assert.ThrowsAsync<StoreException>(() => OpenStorage.OpenAsync(directory.Settings));
        }

        await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(Write("x:2"), CancellationToken.None));
        using var again = Open(File);
        Assert.NotNull(await again.ReadAsync(new RowId("note", "x:1"), CancellationToken.None));
    }

    private static SqliteStore Open(SqliteFile file)
    {
        var store = new SqliteStore(file, NullLogger<SqliteStore>.Instance);
        store.Open();
        return store;
    }

    /// <summary>Holds the writer back when it opens its connection; the connection that prepares the schema comes first and is let through.</summary>
    private static Action<SqliteConnection> Block(ManualResetEventSlim release)
    {
        var connections = 0;
        return _ =>
        {
            if (++connections == 2)
            {
                release.Wait(TestContext.Current.CancellationToken);
            }
        };
    }

    private static RowWrite Write(string key, long? expected = null, string text = "text") =>
        new(new RowId("note", key), expected, Encoding.UTF8.GetBytes(text));

    private static async Task<string?> TextAsync(SqliteStore store, string key) =>
        await store.ReadAsync(new RowId("note", key), CancellationToken.None) is { Payload: { } payload } ? Encoding.UTF8.GetString(payload) : null;
}
