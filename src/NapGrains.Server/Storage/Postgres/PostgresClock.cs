using System.Net.Sockets;
using Npgsql;

namespace NapGrains.Server.Storage.Postgres;

/// <summary>
/// Compares this machine's clock with the database's, before anything starts and then twice a minute: a report is dated by whichever
/// silo it meets, and so must not depend on which.
/// </summary>
internal sealed class PostgresClock(NpgsqlDataSource database, StorageSettings settings, TimeProvider time, ILogger<PostgresClock> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private volatile string? _fault;

    /// <summary>How the clocks differ and what to do about it; null while they agree.</summary>
    public string? Fault => _fault;

    /// <exception cref="StoreException">The clocks differ by more than <see cref="StorageSettings.ClockTolerance"/>.</exception>
    public async Task CheckAsync(CancellationToken ct)
    {
        await LookAsync(ct);
        if (_fault is { } fault)
        {
            throw new StoreException(fault);
        }
    }

    /// <summary>A process that serves already goes on: it may be the database's clock that is wrong.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
            if (_fault is { } fault)
            {
                logger.LogError("{Fault}", fault);
            }
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            _fault = await FindFaultAsync(ct);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
        {
            // Whoever needs the database says that it is away; about its clock nothing new is known.
        }
    }

    private async Task<string?> FindFaultAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var (asked, started) = (time.GetUtcNow(), time.GetTimestamp());
        var there = (DateTime)(await command.ExecuteScalarAsync(ct))!;
        // The database looked at its clock at some moment in between; it is not known when.
        var half = time.GetElapsedTime(started) / 2;
        var ahead = asked + half - there;
        if (ahead.Duration() - half <= settings.ClockTolerance)
        {
            return null;
        }

        var seconds = TimeSpan.FromSeconds(Math.Round(ahead.Duration().TotalSeconds));
        return $"This machine's clock is {seconds} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's, so that what is reported here would be dated wrongly. "
            + $"Have both machines set their clocks by a time server (NTP); Nap:ClockTolerance ({settings.ClockTolerance}) is how far they may differ.";
    }
}
