using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Orleans.Networking.Shared;

namespace NapGrains.Server.Clustering;

/// <summary>
/// The TCP connections between silos, and from gateways to silos: Kestrel's sockets, which are given up when what was sent is not
/// acknowledged for some seconds, and asked now and then where nothing is sent. By itself the kernel would repeat it ever more rarely
/// for a quarter of an hour, so that a network that was cut for a minute would be of no use for another minute after it has healed;
/// and an end that is quiet would learn that the other has given up from the loss of the next call.
/// </summary>
internal sealed class ClusterSockets : IConnectionFactory, IConnectionListenerFactory, IDisposable
{
    // TCP_USER_TIMEOUT of RFC 5482 as Linux numbers it; sockets that are accepted have it of the one that listens.
    private const int UserTimeout = 18;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan QuietBeforeAsking = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(2);

    private readonly SocketConnectionContextFactory _contexts;
    private readonly SocketTransportFactory _listeners;

    public ClusterSockets(ILoggerFactory loggers)
    {
        _contexts = new(new SocketConnectionFactoryOptions { MaxReadBufferSize = 0, MaxWriteBufferSize = 0 }, loggers.CreateLogger<ClusterSockets>());
        _listeners = new(
            Options.Create(new SocketTransportOptions { MaxReadBufferSize = 0, MaxWriteBufferSize = 0, CreateBoundListenSocket = Bind }), loggers);
    }

    /// <summary>Takes the place of Orleans' own sockets; called when Orleans has added them.</summary>
    public static void Use(IServiceCollection services)
    {
        services.AddSingleton<ClusterSockets>();
        foreach (var own in services.Where(service => service.IsKeyedService).ToList())
        {
            if (own.ServiceType == typeof(IConnectionFactory))
            {
                services.AddKeyedSingleton<IConnectionFactory>(own.ServiceKey, (provider, _) => provider.GetRequiredService<ClusterSockets>());
            }
            else if (own.ServiceType == typeof(IConnectionListenerFactory))
            {
                services.AddKeyedSingleton<IConnectionListenerFactory>(own.ServiceKey, (provider, _) => provider.GetRequiredService<ClusterSockets>());
            }
        }
    }

    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            LimitSilence(socket);
            await socket.ConnectAsync(endpoint, cancellationToken);
            return _contexts.Create(socket);
        }
        catch (Exception failure)
        {
            socket.Dispose();
            if (failure is SocketException)
            {
                throw new SocketConnectionException($"Unable to connect to {endpoint}: {failure.Message}", failure);
            }

            throw;
        }
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        _listeners.BindAsync(endpoint, cancellationToken);

    public void Dispose() => _contexts.Dispose();

    private static Socket Bind(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        LimitSilence(socket);
        return socket;
    }

    private static void LimitSilence(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)QuietBeforeAsking.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, (int)BetweenQuestions.TotalSeconds);
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, UserTimeout, BitConverter.GetBytes((int)LongestSilence.TotalMilliseconds));
        }
    }
}
