using System.Data.Common;
using Npgsql;

namespace NapGrains.Server.Storage.Postgres;

/// <summary>How the service connects to PostgreSQL.</summary>
internal static class PostgresConnection
{
    /// <summary>What Orleans calls this kind of database.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>Seconds that the database may take to accept a connection or to answer a statement; each takes milliseconds.</summary>
    private const int Patience = 3;

    /// <summary>Completes a connection string: what the operator has set stays.</summary>
    public static string Complete(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var completed = new NpgsqlConnectionStringBuilder(connectionString);
        if (!given.ContainsKey("Max Auto Prepare") && !given.ContainsKey("MaxAutoPrepare"))
        {
            // A handful of statements make up all the traffic.
            completed.MaxAutoPrepare = 32;
            completed.AutoPrepareMinUsages = 2;
        }

        if (!given.ContainsKey("Maximum Pool Size") && !given.ContainsKey("MaxPoolSize") && !given.ContainsKey("Max Pool Size"))
        {
            // Each session is a process of the database, and a hundred, which is all that one usually has, are slower than a few.
            completed.MaxPoolSize = 24;
        }

        if (!given.ContainsKey("No Reset On Close") && !given.ContainsKey("NoResetOnClose"))
        {
            // The statements leave nothing behind in a session, and putting it back costs more than they do.
            completed.NoResetOnClose = true;
        }

        if (!given.ContainsKey("Timeout"))
        {
            completed.Timeout = Patience;
        }

        if (!given.ContainsKey("Command Timeout") && !given.ContainsKey("CommandTimeout"))
        {
            completed.CommandTimeout = Patience;
        }

        if (!given.ContainsKey("Cancellation Timeout") && !given.ContainsKey("CancellationTimeout"))
        {
            // A server that does not answer would not hear of a cancellation either: milliseconds, after which the connection is cut.
            completed.CancellationTimeout = 500;
        }

        if (string.IsNullOrEmpty(completed.ApplicationName))
        {
            completed.ApplicationName = "NapGrains";
        }

        return completed.ToString();
    }

    /// <summary>Server, database and user for messages, never the password.</summary>
    public static string Describe(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{settings.Host}:{settings.Port}, database {settings.Database ?? settings.Username}, user {settings.Username}";
    }
}
