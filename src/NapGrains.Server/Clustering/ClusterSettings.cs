using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using NapGrains.Server.Storage;

namespace NapGrains.Server.Clustering;

/// <summary>What one process of a cluster does.</summary>
public enum ProcessRole
{
    /// <summary>Holds grains and serves clients.</summary>
    All,

    /// <summary>Holds grains; of HTTP only the health checks.</summary>
    Silo,

    /// <summary>Serves clients with the grains of the silos.</summary>
    Gateway,
}

/// <summary>What an operator can say about a process's part in a cluster.</summary>
/// <param name="Role"><c>Nap:Role</c>: <c>All</c> (default), <c>Silo</c> or <c>Gateway</c>; the last two need PostgreSQL.</param>
/// <param name="AdvertisedAddress">
/// <c>Nap:AdvertisedAddress</c>: address or name at which the other processes reach this silo, and the only one that it listens at;
/// default 127.0.0.1, since whoever reaches a silo's ports can call every grain.
/// </param>
/// <param name="SiloPort"><c>Nap:SiloPort</c>: where silos reach this one; default 11111.</param>
/// <param name="GatewayPort"><c>Nap:GatewayPort</c>: where gateways reach this silo; default 30000.</param>
/// <param name="DrainTime">
/// <c>Nap:DrainTime</c>: how long a gateway that is to stop says so at <c>/health/ready</c> before it closes anything; default 2 seconds.
/// </param>
public sealed record ClusterSettings(ProcessRole Role, IPAddress AdvertisedAddress, int SiloPort, int GatewayPort, TimeSpan DrainTime)
{
    /// <summary>Longest time that a stopping process takes for what is under way.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">The service's configuration.</param>
    /// <exception cref="OptionsValidationException">A setting is missing or malformed; the message says what to write instead.</exception>
    public static ClusterSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        var role = ReadRole(configuration["Nap:Role"]);
        if (role != ProcessRole.All && StorageSettings.Read(configuration).Kind != StorageKind.Postgres)
        {
            throw Invalid($"Nap:Role is {role}, but Nap:Storage is not Postgres. Silos and gateways find each other in PostgreSQL: set Nap:Storage=Postgres and ConnectionStrings:Nap, or leave Nap:Role away.");
        }

        if (role == ProcessRole.Gateway)
        {
            RequireSharedKey(configuration);
        }

        return new(
            role,
            ReadAddress(configuration["Nap:AdvertisedAddress"]),
            ReadPort(configuration, "Nap:SiloPort", 11111),
            ReadPort(configuration, "Nap:GatewayPort", 30000),
            ReadDrainTime(configuration["Nap:DrainTime"]));
    }

    private static ProcessRole ReadRole(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return ProcessRole.All;
        }

        var name = Enum.GetNames<ProcessRole>().FirstOrDefault(name => name.Equals(value.Trim(), StringComparison.OrdinalIgnoreCase));
        return name is not null
            ? Enum.Parse<ProcessRole>(name)
            : throw Invalid($"Nap:Role is \"{value}\". Set it to All (grains and clients in one process), Silo (grains) or Gateway (clients).");
    }

    // A key that each gateway made for itself would refuse at one gateway the tokens of another.
    private static void RequireSharedKey(IConfiguration configuration)
    {
        if (configuration["Nap:Auth:Authority"] is { Length: > 0 })
        {
            return;
        }

        var file = configuration["Nap:Auth:KeyFile"];
        const string make = "make one (openssl rand -base64 64 > FILE), readable by the service alone, and give the same file to every gateway";
        if (string.IsNullOrWhiteSpace(file))
        {
            throw Invalid($"A gateway shares its signing key with the other gateways, but Nap:Auth:KeyFile is empty. Set it to the key's file: {make}; or set Nap:Auth:Authority and Nap:Auth:Audience to an OpenID Connect issuer.");
        }

        if (!File.Exists(file))
        {
            throw Invalid($"A gateway shares its signing key with the other gateways, but the file that Nap:Auth:KeyFile names, {file}, is not there: {make}.");
        }
    }

    private static IPAddress ReadAddress(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return IPAddress.Loopback;
        }

        if (IPAddress.TryParse(value, out var address))
        {
            return address;
        }

        try
        {
            return Dns.GetHostAddresses(value) is { Length: > 0 } found
                ? found.FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork) ?? found[0]
                : throw Unknown(null);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw Unknown(e);
        }

        OptionsValidationException Unknown(Exception? cause) =>
            Invalid($"Nap:AdvertisedAddress is \"{value}\", which is no address and no name that has one{(cause is null ? "" : $" ({cause.Message})")}. Set it to this machine's address, such as 10.0.0.7.");
    }

    private static int ReadPort(IConfiguration configuration, string name, int usual) =>
        string.IsNullOrWhiteSpace(configuration[name])
            ? usual
            : int.TryParse(configuration[name], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
                ? port
                : throw Invalid($"{name} is \"{configuration[name]}\". Set it to a port from 1 to 65535.");

    private static TimeSpan ReadDrainTime(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return TimeSpan.FromSeconds(2);
        }

        return TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero && time <= TimeSpan.FromMinutes(1)
            ? time
            : throw Invalid($"Nap:DrainTime is \"{value}\". Set it to hours:minutes:seconds up to 00:01:00, such as 00:00:05.");
    }

    private static OptionsValidationException Invalid(string message) => new(nameof(ClusterSettings), typeof(ClusterSettings), [message]);
}
