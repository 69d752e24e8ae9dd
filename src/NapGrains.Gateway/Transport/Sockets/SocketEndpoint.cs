using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.Execution;
using NapGrains.Gateway.Transport.Limits;

namespace NapGrains.Gateway.Transport.Sockets;

/// <summary>Opens sockets: checks where they come from and which protocol they speak.</summary>
internal sealed class SocketEndpoint(
    OperationRunner runner,
    ResultWriter results,
    BearerTokens tokens,
    RevokedTokens revoked,
    RateLimits rates,
    Faults faults,
    IHostApplicationLifetime lifetime,
    IOptions<TransportOptions> options,
    TimeProvider time)
{
    private const string Protocol = "graphql-transport-ws";

    private readonly SocketServices _shared = new(runner, results, tokens, revoked, rates, faults, options.Value, time);

    /// <summary>Answers a handshake and serves the socket.</summary>
    public async Task Handle(HttpContext context)
    {
        if (!IsAllowed(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var principal = await BearerTokens.Authenticate(context);
        try
        {
            rates.Count(Caller.From(principal), context.Connection.RemoteIpAddress);
        }
        catch (GraphQLError)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        if (principal is null)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var speaks = context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = speaks ? Protocol : null,
            // Finds clients that are gone without a word.
            KeepAliveInterval = options.Value.Heartbeat,
            KeepAliveTimeout = options.Value.Heartbeat,
        });
        if (!speaks)
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)CloseCodes.SubprotocolNotAcceptable, "Subprotocol not acceptable", context.RequestAborted);
            return;
        }
        await using var connection = new SocketConnection(socket, principal, context.Connection.RemoteIpAddress, context.RequestServices, _shared);
        await connection.Run(lifetime.ApplicationStopping);
    }

    // A browser names the page's origin and does not ask before it opens a socket, so the check is ours.
    private bool IsAllowed(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0) return true;
        var origin = request.Headers.Origin.ToString();
        if (options.Value.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)) return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase)
            // A proxy may have taken TLS off, so of a host without a port only the port is known: the usual one.
            && (request.Host.Port is { } port ? uri.Port == port : uri.IsDefaultPort);
    }
}
