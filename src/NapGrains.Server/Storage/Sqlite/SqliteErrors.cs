using Microsoft.Data.Sqlite;

namespace NapGrains.Server.Storage.Sqlite;

/// <summary>Says in an operator's terms why SQLite failed.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NotADatabase = 26;

    /// <summary>A new exception for one caller.</summary>
    public static StoreException Explain(string operation, string path, Exception cause)
    {
        var advice = (cause as SqliteException)?.SqliteErrorCode switch
        {
            Full => "Free some space on its disk; writing goes on by itself.",
            Busy or Locked => "Another program, such as a backup or an sqlite3 shell, holds a lock on the file: let it end.",
            Corrupt or NotADatabase => "Stop the service and restore the file from a backup.",
            _ => "Check its disk and its permissions; writing goes on by itself.",
        };
        return new StoreException($"{operation} {path} failed, and nothing of it was stored: {cause.Message} {advice}", cause);
    }
}
