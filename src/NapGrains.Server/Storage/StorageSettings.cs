using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;

namespace NapGrains.Server.Storage;

/// <summary>What an operator can say about storage.</summary>
/// <param name="Kind"><c>Nap:Storage</c>: <c>Sqlite</c> (default) or <c>Postgres</c>.</param>
/// <param name="DataDirectory">
/// <c>Nap:DataDirectory</c>: directory of the SQLite file, absolute; default <c>NapGrains</c> in the user's local application data.
/// </param>
/// <param name="ConnectionString"><c>ConnectionStrings:Nap</c>: how to reach PostgreSQL; empty with SQLite.</param>
/// <param name="DatabaseWait"><c>Nap:DatabaseWait</c>: how long a start waits for PostgreSQL; default one minute.</param>
/// <param name="ClockTolerance"><c>Nap:ClockTolerance</c>: how far this machine's clock and PostgreSQL's may differ; default one minute.</param>
public sealed record StorageSettings(StorageKind Kind, string DataDirectory, string ConnectionString, TimeSpan DatabaseWait, TimeSpan ClockTolerance)
{
    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">The service's configuration.</param>
    /// <returns>Settings that make sense.</returns>
    /// <exception cref="OptionsValidationException">A setting is missing or malformed; the message says what to write instead.</exception>
    public static StorageSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        var kind = ReadKind(configuration["Nap:Storage"]);
        return new StorageSettings(
            kind,
            kind == StorageKind.Sqlite ? ReadDirectory(configuration["Nap:DataDirectory"]) : "",
            kind == StorageKind.Postgres ? ReadConnectionString(configuration.GetConnectionString("Nap")) : "",
            ReadMinute(configuration, "Nap:DatabaseWait"),
            ReadMinute(configuration, "Nap:ClockTolerance"));
    }

    private static StorageKind ReadKind(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return StorageKind.Sqlite;
        }

        var name = Enum.GetNames<StorageKind>().FirstOrDefault(name => name.Equals(value.Trim(), StringComparison.OrdinalIgnoreCase));
        return name is not null
            ? Enum.Parse<StorageKind>(name)
            : throw Invalid($"Nap:Storage is \"{value}\". Set it to Sqlite (one process, a file in Nap:DataDirectory) or Postgres (ConnectionStrings:Nap).");
    }

    private static string ReadDirectory(string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            return Path.GetFullPath(value);
        }

        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0
            ? Path.Combine(local, "NapGrains")
            : throw Invalid("This user has no directory for local application data. Set Nap:DataDirectory to a directory that the service may write.");
    }

    private static string ReadConnectionString(string? value)
    {
        const string example = "Host=localhost;Database=nap;Username=nap;Password=…";
        if (string.IsNullOrWhiteSpace(value))
        {
            throw Invalid($"Nap:Storage is Postgres, but ConnectionStrings:Nap is empty. Set it to a connection string such as {example}.");
        }

        try
        {
            return new NpgsqlConnectionStringBuilder(value).Host is { Length: > 0 }
                ? value
                : throw Invalid($"ConnectionStrings:Nap names no Host. Set it to a connection string such as {example}.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Neither the value nor the driver's message is shown: both can hold a part of the password.
            throw Invalid($"ConnectionStrings:Nap is not a connection string. Write it as {example}; a value that contains ; or = stands in double quotes.");
        }
    }

    /// <summary>A duration, a minute where nothing is said.</summary>
    private static TimeSpan ReadMinute(IConfiguration configuration, string name)
    {
        var value = configuration[name];
        if (string.IsNullOrWhiteSpace(value))
        {
            return TimeSpan.FromMinutes(1);
        }

        return TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var wait) && wait >= TimeSpan.Zero && wait <= TimeSpan.FromDays(1)
            ? wait
            : throw Invalid($"{name} is \"{value}\". Set it to hours:minutes:seconds between 00:00:00 and 1.00:00:00, such as 00:01:00.");
    }

    private static OptionsValidationException Invalid(string message) => new(nameof(StorageSettings), typeof(StorageSettings), [message]);
}
