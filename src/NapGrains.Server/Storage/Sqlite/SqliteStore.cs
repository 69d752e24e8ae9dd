namespace NapGrains.Server.Storage.Sqlite;

/// <summary>All rows in one SQLite file, which this process has for itself while the store is open.</summary>
internal sealed class SqliteStore(SqliteFile file, ILogger<SqliteStore> logger) : IDisposable
{
    private readonly Lock gate = new();
    private DirectoryLock? directory;
    private BatchWriter? writer;
    private ReadPool? readers;

    /// <summary>The writer, whose counters tell how well commits are shared.</summary>
    public BatchWriter Writer => writer ?? throw Closed();

    private ReadPool Readers => readers ?? throw Closed();

    /// <summary>Takes the data directory, creates what is missing there, and starts the writer.</summary>
    /// <exception cref="StoreException">The directory or the file cannot be used; the message says what to do.</exception>
    public void Open()
    {
        lock (gate)
        {
            directory = DirectoryLock.Take(file.Directory);
            try
            {
                file.Prepare();
            }
            catch (Exception e)
            {
                directory.Dispose();
                directory = null;
                throw e as StoreException ?? SqliteErrors.Explain("Opening", file.Path, e);
            }

            readers = new ReadPool(file);
            writer = new BatchWriter(file, logger);
            logger.LogInformation("Grain state is in {Path}", file.Path);
        }
    }

    /// <summary>The row, or null when it was never written.</summary>
    public Task<StoredRow?> ReadAsync(RowId row, CancellationToken ct) => Readers.ReadAsync(connection => connection.Read(row), ct);

    /// <summary>Keys of at most so many unsent rows, after the one given.</summary>
    public Task<List<string>> UnsentAfterAsync(string after, int limit, CancellationToken ct) =>
        Readers.ReadAsync(connection => connection.UnsentAfter(after, limit), ct);

    /// <summary>Ends when the write is durable or refused.</summary>
    public Task<WriteOutcome> WriteAsync(RowWrite write, CancellationToken ct) => Writer.WriteAsync(write, ct);

    /// <summary>Carries out the writes that wait, then closes the file and gives the directory back.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            writer?.Dispose();
            readers?.Dispose();
            directory?.Dispose();
            directory = null;
        }
    }

    private StoreException Closed() => new($"{file.Path} is not open: the service has not started yet.");
}
