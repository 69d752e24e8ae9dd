using System.Data.Common;
using Npgsql;

namespace NapGrains.Server.Storage.Postgres;

/// <summary>How the service connects to PostgreSQL.</summary>
internal static class PostgresConnection
{
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
