using System.Collections.Immutable;
using Orleans.Storage;

namespace NapGrains.Tests.Storage;

/// <summary>What grains may rely on, whichever store holds their rows.</summary>
public abstract class StorageContract : IAsyncLifetime
{
    private OpenStorage? storage;

    internal OpenStorage Storage => storage ?? throw new InvalidOperationException("Not opened.");

    public async ValueTask InitializeAsync() => storage = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (storage is not null)
        {
            await storage.DisposeAsync();
        }

        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_row_never_written_reads_as_a_new_one()
    {
        var row = await StoredNote.ReadAsync(Storage, "x:1");

        Assert.False(row.RecordExists);
        Assert.Null(row.ETag);
        Assert.NotNull(row.State);
        Assert.Null(row.State.State);
    }

    [Fact]
    public async Task A_write_is_read_by_the_next_read()
    {
        var written = StoredNote.Unread();
        for (var i = 0; i < 20; i++)
        {
            await written.WriteAsync(Storage, "x:1", $"text {i}");
            var read = await StoredNote.ReadAsync(Storage, "x:1");

            Assert.True(read.RecordExists);
            Assert.Equal($"text {i}", read.Text);
            Assert.Equal(written.ETag, read.ETag);
        }
    }

    [Fact]
    public async Task Records_and_immutable_collections_come_back_as_they_were()
    {
        var note = new Note(
            "Ədliyyə Nazirliyi: İ ı ə <b>&\"' 😀",
            [new NoteLine(1, "a"), new NoteLine(2, "b")],
            ImmutableDictionary<NoteKind, int>.Empty.Add(NoteKind.Urgent, 3),
            NoteKind.Urgent);
        await StoredNote.Unread().WriteAsync(Storage, "x:1", note);

        var read = (await StoredNote.ReadAsync(Storage, "x:1")).State.State!;

        Assert.Equal(note.Text, read.Text);
        Assert.Equal(note.Lines, read.Lines);
        Assert.Equal(note.Counts, read.Counts);
        Assert.Equal(note.Kind, read.Kind);
    }

    [Fact]
    public async Task A_row_of_two_megabytes_comes_back_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i:x8}ə ")) + "end";
        Assert.True(text.Length >= 2_000_000);
        await StoredNote.Unread().WriteAsync(Storage, "x:1", text);

        Assert.Equal(text, (await StoredNote.ReadAsync(Storage, "x:1")).Text);
    }

    [Fact]
    public async Task A_write_by_an_older_version_is_refused_and_changes_nothing()
    {
        var first = StoredNote.Unread();
        await first.WriteAsync(Storage, "x:1", "first");
        var second = await StoredNote.ReadAsync(Storage, "x:1");
        await second.WriteAsync(Storage, "x:1", "second");

        await Assert.ThrowsAsync<InconsistentStateException>(() => first.WriteAsync(Storage, "x:1", "late"));

        var read = await StoredNote.ReadAsync(Storage, "x:1");
        Assert.Equal("second", read.Text);
        Assert.Equal(second.ETag, read.ETag);
    }

    [Fact]
    public async Task Of_32_first_writes_at_once_exactly_one_succeeds()
    {
        var writers = Enumerable.Range(0, 32).Select(_ => StoredNote.Unread()).ToArray();
        using var start = new Barrier(writers.Length);

        var outcomes = await Task.WhenAll(writers.Select((writer, i) => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return Record.ExceptionAsync(() => writer.WriteAsync(Storage, "x:1", $"writer {i}")).AsTask();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        var winner = Assert.Single(Enumerable.Range(0, writers.Length), i => outcomes[i] is null);
        Assert.All(outcomes.Where(e => e is not null), e => Assert.IsType<InconsistentStateException>(e));
        var read = await StoredNote.ReadAsync(Storage, "x:1");
        Assert.Equal($"writer {winner}", read.Text);
        Assert.Equal(1, await CountRowsAsync());
    }

    [Fact]
    public async Task Two_classes_with_the_same_key_and_state_name_share_a_row_so_state_names_are_unique()
    {
        await StoredNote.Unread().WriteAsync(Storage, "x:1", "of a measure", state: "same", grainType: "measure");
        await StoredNote.Unread().WriteAsync(Storage, "x:1", "of an agency", state: "agency", grainType: "agency");

        Assert.Equal("of a measure", (await StoredNote.ReadAsync(Storage, "x:1", "same", "agency")).Text);
        Assert.Equal("of an agency", (await StoredNote.ReadAsync(Storage, "x:1", "agency", "agency")).Text);
        Assert.Null((await StoredNote.ReadAsync(Storage, "x:1", "agency ", "agency")).Text);
    }

    [Fact]
    public async Task Keys_with_our_prefix_differ_in_case_leading_zero_and_spaces()
    {
        string[] keys = ["x:a1", "x:A1", "x:0a1", "x:a1 ", "x:ə", "x:Ə", "x:00000000-0000-0000-0000-0000000000a1", "a1"];
        foreach (var key in keys)
        {
            await StoredNote.Unread().WriteAsync(Storage, key, $"of <{key}>");
        }

        foreach (var key in keys)
        {
            Assert.Equal($"of <{key}>", (await StoredNote.ReadAsync(Storage, key)).Text);
        }
    }

    [Fact]
    public async Task A_failed_write_leaves_nothing_behind_and_hinders_no_later_one()
    {
        var row = StoredNote.Unread();
        await row.WriteAsync(Storage, "x:1", "before");
        var etag = row.ETag;

        await using (await HoldLockAsync())
        {
            var failures = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                Record.ExceptionAsync(() => (i == 0 ? row : StoredNote.Unread()).WriteAsync(Storage, $"x:{i + 1}", "while locked")).AsTask()));
            Assert.All(failures, e => Assert.False(e is null or InconsistentStateException, e?.ToString() ?? "The write succeeded."));
        }

        Assert.Equal(etag, row.ETag);
        Assert.Equal("before", (await StoredNote.ReadAsync(Storage, "x:1")).Text);
        Assert.Null((await StoredNote.ReadAsync(Storage, "x:2")).Text);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            (i == 0 ? row : StoredNote.Unread()).WriteAsync(Storage, $"x:{i + 1}", "after")));
        Assert.Equal("after", (await StoredNote.ReadAsync(Storage, "x:1")).Text);
        Assert.Equal(32, await CountRowsAsync());
    }

    [Fact]
    public async Task A_cleared_row_reads_as_new_and_can_be_written_again()
    {
        var row = StoredNote.Unread();
        await row.WriteAsync(Storage, "x:1", "text", unsent: true);
        await row.ClearAsync(Storage, "x:1");

        Assert.False(row.RecordExists);
        Assert.Null(row.Text);
        var read = await StoredNote.ReadAsync(Storage, "x:1");
        Assert.False(read.RecordExists);
        Assert.Null(read.Text);
        Assert.Empty(await ListUnsentAsync());

        await read.WriteAsync(Storage, "x:1", "again");
        Assert.Equal("again", (await StoredNote.ReadAsync(Storage, "x:1")).Text);
    }

    [Fact]
    public async Task A_stale_activation_can_neither_clear_a_row_nor_write_to_a_cleared_one()
    {
        var row = StoredNote.Unread();
        await row.WriteAsync(Storage, "x:1", "text");
        var stale = await StoredNote.ReadAsync(Storage, "x:1");
        await row.WriteAsync(Storage, "x:1", "newer");

        await Assert.ThrowsAsync<InconsistentStateException>(() => stale.ClearAsync(Storage, "x:1"));
        await row.ClearAsync(Storage, "x:1");
        await Assert.ThrowsAsync<InconsistentStateException>(() => stale.WriteAsync(Storage, "x:1", "late"));
        await Assert.ThrowsAsync<InconsistentStateException>(() => StoredNote.Unread().WriteAsync(Storage, "x:1", "later"));
        Assert.False((await StoredNote.ReadAsync(Storage, "x:1")).RecordExists);
    }

    [Fact]
    public async Task Clearing_a_row_never_written_does_nothing()
    {
        await StoredNote.Unread().ClearAsync(Storage, "x:1");

        Assert.Equal(0, await CountRowsAsync());
    }

    [Fact]
    public async Task A_row_is_listed_as_unsent_until_its_mark_is_cleared()
    {
        const string key = "assignment:plan/1.1/az/body";
        var row = StoredNote.Unread();
        await row.WriteAsync(Storage, key, "text", unsent: true);
        await StoredNote.Unread().WriteAsync(Storage, "measure:plan/1.1", "\"unsent\":true", unsent: false);
        Assert.Equal([key], await ListUnsentAsync());

        await row.WriteAsync(Storage, key, "more", unsent: true);
        Assert.Equal([key], await ListUnsentAsync());

        await row.WriteAsync(Storage, key, "more", unsent: false);
        Assert.Empty(await ListUnsentAsync());
    }

    [Fact]
    public async Task Unsent_rows_are_listed_by_key_once_and_in_order_however_many_there_are()
    {
        var keys = Enumerable.Range(0, 600).Select(i => $"x:{i}").Append("x:ə").Append("x:Z").Order(StringComparer.Ordinal).ToArray();
        await Task.WhenAll(keys.Select(key => StoredNote.Unread().WriteAsync(Storage, key, "text", unsent: true)));
        await StoredNote.Unread().WriteAsync(Storage, keys[0], "text", unsent: true, state: "another");

        Assert.Equal(keys, await ListUnsentAsync());
    }

    [Fact]
    public async Task Rows_outlive_the_process()
    {
        var row = StoredNote.Unread();
        await row.WriteAsync(Storage, "x:1", "text", unsent: true);

        await Storage.DisposeAsync();
        storage = await OpenAsync();

        Assert.Equal("text", (await StoredNote.ReadAsync(Storage, "x:1")).Text);
        Assert.Equal(["x:1"], await ListUnsentAsync());
        await row.WriteAsync(Storage, "x:1", "more");
    }

    /// <summary>Opens the store; a second time on the same data.</summary>
    internal abstract Task<OpenStorage> OpenAsync();

    /// <summary>Removes the data.</summary>
    private protected abstract Task RemoveAsync();

    /// <summary>Counts the rows there are.</summary>
    private protected abstract Task<int> CountRowsAsync();

    /// <summary>Makes writes fail, by a lock of another program, until disposed.</summary>
    private protected abstract Task<IAsyncDisposable> HoldLockAsync();

    private async Task<List<string>> ListUnsentAsync()
    {
        var keys = new List<string>();
        await foreach (var key in Storage.Unsent.ListAsync(TestContext.Current.CancellationToken))
        {
            keys.Add(key);
        }

        return keys;
    }
}
