using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NapGrains.Tests.Transport;

namespace NapGrains.Tests.Api;

/// <summary>The whole server in this process: its own program, on a real port, with a data directory and a silo of its own.</summary>
public sealed class NapApplication : WebApplicationFactory<Program>
{
    public const string Plan = "az-nap-2022-2026";

    private const int LowestPort = 12_000;
    private const int PortCount = 8_000;

    private static int _lastPort = Random.Shared.Next(PortCount);

    private readonly string _directory = Directory.CreateTempSubdirectory("napgrains-api-").FullName;
    private readonly (string Key, string Value)[] _settings;
    private readonly Action<IServiceCollection> _services;
    private readonly HttpClient _http = new();
    private readonly LogLines _log = new();

    private NapApplication((string Key, string Value)[] settings, Action<IServiceCollection> services) =>
        (_settings, _services) = (settings, services);

    /// <summary>Where the server listens, with a slash at the end.</summary>
    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Starts a server with the shipped register data and waits until it is ready.</summary>
    public static Task<NapApplication> Start(params (string Key, string Value)[] settings) => Start(_ => { }, settings);

    /// <summary>Starts a server without any plan.</summary>
    public static Task<NapApplication> StartEmpty() => Start(("Nap:Seed", "false"));

    /// <summary>Starts a server whose services a test adds to.</summary>
    public static async Task<NapApplication> Start(Action<IServiceCollection> services, params (string Key, string Value)[] settings)
    {
        var application = new NapApplication(settings, services);
        try
        {
            application.UseKestrel();
            application.StartServer();
            await Eventually.Holds("the server is ready", async () =>
            {
                using var answer = await application._http.GetAsync(new Uri(application.Address, "health/ready"), TestContext.Current.CancellationToken);
                return answer.IsSuccessStatusCode;
            });
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client without a token.</summary>
    public NapClient Anonymous => new(_http, Address, null);

    /// <summary>A client of the plan's secretariat.</summary>
    public NapClient Secretariat => Client("secretariat");

    /// <summary>A client with a role that is bound to the plan.</summary>
    public NapClient Client(string role, params string[] agencies) => ClientOf(role, Plan, agencies);

    /// <summary>A client with a role that is bound to <paramref name="plan"/>; unbound where it is null.</summary>
    public NapClient ClientOf(string role, string? plan, params string[] agencies) =>
        new(_http, Address, Tokens.Mint(_directory, role, plan, agencies));

    /// <summary>A client whose token has these claims; without a token where there are none.</summary>
    public NapClient ClientWith(IDictionary<string, object> claims) =>
        claims.Count == 0 ? Anonymous : new(_http, Address, Tokens.Mint(_directory, claims));

    /// <summary>What the server logged as a warning or worse.</summary>
    public IEnumerable<string> Warnings => _log.Lines;

    public override async ValueTask DisposeAsync()
    {
        foreach (var line in _log.Lines)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        }

        _http.Dispose();
        await base.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        var ports = FreePorts(2);
        builder.UseEnvironment("Production");
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        builder.UseSetting("Nap:DataDirectory", _directory);
        builder.UseSetting("Nap:SiloPort", $"{ports[0]}");
        builder.UseSetting("Nap:GatewayPort", $"{ports[1]}");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(_log));
        builder.ConfigureTestServices(_services);
    }

    /// <summary>
    /// Ports that nobody listens on just now, each given once: below those that the system gives to clients, one of which could have it
    /// before the server that it is meant for.
    /// </summary>
    public static int[] FreePorts(int count) => [.. Enumerable.Range(0, count).Select(_ => FreePort())];

    private static int FreePort()
    {
        while (true)
        {
            var port = LowestPort + (Interlocked.Increment(ref _lastPort) % PortCount);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one may be free.
            }
        }
    }
}
