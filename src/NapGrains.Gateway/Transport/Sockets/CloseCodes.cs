namespace NapGrains.Gateway.Transport.Sockets;

/// <summary>
/// Codes a socket is closed with: those of graphql-transport-ws, and of RFC 6455 where that protocol has none. Clients come
/// back after 1001, 1013 and 4403, and take the other protocol codes for final.
/// </summary>
internal static class CloseCodes
{
    public const int Normal = 1000;

    /// <summary>The gateway stops; another takes over.</summary>
    public const int GoingAway = 1001;

    /// <summary>A message is larger than allowed.</summary>
    public const int MessageTooBig = 1009;

    /// <summary>The client read slower than events came; it comes back with its cursor.</summary>
    public const int TryAgainLater = 1013;

    public const int BadRequest = 4400;

    /// <summary>An operation came before the connection was acknowledged.</summary>
    public const int Unauthorized = 4401;

    /// <summary>The token is not valid, or has expired since: clients come back, then with a fresh one.</summary>
    public const int Forbidden = 4403;

    public const int SubprotocolNotAcceptable = 4406;
    public const int InitialisationTimeout = 4408;
    public const int SubscriberAlreadyExists = 4409;
    public const int TooManyInitialisationRequests = 4429;
    public const int InternalServerError = 4500;
}
