using System.Net.Sockets;
using Npgsql;

namespace NapGrains.Server.Storage.Postgres;

/// <summary>Waits until the database answers, since both are often started together.</summary>
internal sealed class PostgresReadiness(NpgsqlDataSource database, StorageSettings settings, TimeProvider time, ILogger<PostgresReadiness> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly string place = PostgresConnection.Describe(settings.ConnectionString);

    /// <exception cref="StoreException">
    /// The database refuses the service, or did not answer within <see cref="StorageSettings.DatabaseWait"/>.
    /// </exception>
    public async Task WaitAsync(CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(ct);
                CheckVersion(connection);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
            {
                var left = settings.DatabaseWait - time.GetElapsedTime(started);
                if (IsRefusal(e) || left <= TimeSpan.Zero)
                {
                    throw new StoreException($"Cannot use PostgreSQL at {place}: {e.Message} {Advise(e)}", e);
                }

                logger.LogWarning(
                    "PostgreSQL at {Place} does not answer yet: {Reason} Trying again for {Left:0} seconds", place, e.Message, left.TotalSeconds);
                await Task.Delay(Pause < left ? Pause : left, time, ct);
            }
        }
    }

    private static bool IsRefusal(Exception e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification };

    private static string Advise(Exception e) => (e as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "Check Username and Password in ConnectionStrings:Nap, and the server's pg_hba.conf.",
        PostgresErrorCodes.InvalidCatalogName =>
            "Create the database (createdb), or correct Database in ConnectionStrings:Nap.",
        _ =>
            "Start the server, or correct Host and Port in ConnectionStrings:Nap; Nap:DatabaseWait says how long a start waits.",
    };

    private void CheckVersion(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < 15)
        {
            throw new StoreException(
                $"PostgreSQL at {place} is version {connection.PostgreSqlVersion}; NapGrains needs 15 or newer (unique indexes with NULLS NOT DISTINCT). Upgrade the server.");
        }
    }
}
