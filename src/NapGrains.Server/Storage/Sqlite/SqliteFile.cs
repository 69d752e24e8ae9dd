using Microsoft.Data.Sqlite;

namespace NapGrains.Server.Storage.Sqlite;

/// <summary>The database file of a data directory, and how connections to it are opened.</summary>
/// <param name="Directory">The data directory, absolute.</param>
internal sealed record SqliteFile(string Directory)
{
    private const int SchemaVersion = 1;

    /// <summary>
    /// Size of a page in bytes: a row of an assignment fits in one, where SQLite's own 4096 would spread it over two or three. A file that is
    /// there already keeps what it was made with.
    /// </summary>
    private const int PageSize = 8192;

    /// <summary>
    /// Pages in the log before they are written to the file itself, 32 MB: under load the same few hundred rows are written again
    /// and again, and only the last writing of each has to go there. SQLite's own bound is reached ten times a second then.
    /// </summary>
    private const int PagesToCheckpoint = 32_000_000 / PageSize;

    /// <summary>How long a statement waits for a lock that another program, such as a backup, holds on the file.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Seen by tests: each new connection of the writer.</summary>
    public Action<SqliteConnection>? WriterOpened { get; init; }

    public string Path => System.IO.Path.Combine(Directory, "nap.db");

    public SqliteConnection OpenForWriting()
    {
        // What is taken out or replaced does not linger in the file where it costs nothing to overwrite it.
        var connection = Open(
            $"PRAGMA page_size = {PageSize}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST; PRAGMA wal_autocheckpoint = {PagesToCheckpoint};");
        WriterOpened?.Invoke(connection);
        return connection;
    }

    public SqliteConnection OpenForReading() => Open("PRAGMA query_only = ON;");

    /// <summary>Creates file and tables where they are missing.</summary>
    public void Prepare()
    {
        CreatePrivateFile();
        using var connection = OpenForWriting();
        using var transaction = connection.BeginTransaction();
        var version = Convert.ToInt32(connection.Scalar("PRAGMA user_version"), System.Globalization.CultureInfo.InvariantCulture);
        switch (version)
        {
            case 0:
                connection.Execute(
                    $"""
                    CREATE TABLE row
                    (
                        state   TEXT    NOT NULL,
                        key     TEXT    NOT NULL,
                        version INTEGER NOT NULL,
                        unsent  INTEGER NOT NULL,
                        payload BLOB,
                        PRIMARY KEY (state, key)
                    ) STRICT;
                    CREATE INDEX row_unsent ON row (key) WHERE unsent = 1;
                    PRAGMA user_version = {SchemaVersion};
                    """);
                break;
            case SchemaVersion:
                break;
            default:
                throw new StoreException(
                    $"{Path} has schema version {version}, but this NapGrains knows only version {SchemaVersion}: a newer NapGrains has written it. Start that newer version, or set Nap:DataDirectory to another directory.");
        }

        transaction.Commit();
    }

    private SqliteConnection Open(string pragmas)
    {
        // Pooling would keep a closed connection, and its open transaction, for the next caller.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)BusyTimeout.TotalSeconds),
        }.ToString());
        try
        {
            connection.Open();
            connection.Execute(pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void CreatePrivateFile()
    {
        if (!OperatingSystem.IsWindows() && !File.Exists(Path))
        {
            // SQLite gives its other files the mode of this one.
            new FileStream(Path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
    }
}
