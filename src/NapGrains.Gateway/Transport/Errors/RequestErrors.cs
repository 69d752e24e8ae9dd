using System.Globalization;
using GraphQL;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace NapGrains.Gateway.Transport.Errors;

/// <summary>
/// A top-level error that is meant for the client: its message and extensions are sent as they stand, whereas every other
/// exception becomes <see cref="ErrorCodes.Internal"/>. Made by <see cref="RequestErrors"/>.
/// </summary>
public sealed class GraphQLError : ExecutionError
{
    /// <summary>Makes an error.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What the client is told, in a sentence.</param>
    public GraphQLError(string code, string message)
        : base(message) => Code = code;
}

/// <summary>A limit of the service that a document exceeds, found before anything runs.</summary>
public sealed class LimitExceededError : ValidationError
{
    /// <summary>Makes an error at the place in the document where the limit is passed.</summary>
    /// <param name="code">The limit's own code, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What the limit is and by how much it is passed.</param>
    /// <param name="document">The document.</param>
    /// <param name="node">The place.</param>
    public LimitExceededError(string code, string message, GraphQLDocument document, ASTNode node)
        : base(document.Source, null, message, node) => Code = code;
}

/// <summary>
/// Top-level errors for resolvers and transports to throw. Each call makes a new one, for an error takes the path and the
/// place it was thrown at.
/// </summary>
public static class RequestErrors
{
    /// <summary>A token is needed and there is none, or it is not valid.</summary>
    /// <param name="message">What the client is told.</param>
    public static GraphQLError Unauthenticated(string message = "A valid bearer token is needed.") =>
        new(ErrorCodes.Unauthenticated, message);

    /// <summary>The caller may not do this.</summary>
    /// <param name="message">What the client is told; it must not reveal what the caller may not see.</param>
    public static GraphQLError Forbidden(string message = "This is not allowed with the roles and bounds of the token.") =>
        new(ErrorCodes.Forbidden, message);

    /// <summary>Something in the request has a value that it cannot have.</summary>
    /// <param name="message">Which, and what it could have.</param>
    public static GraphQLError BadUserInput(string message) => new(ErrorCodes.BadUserInput, message);

    /// <summary>A part of the system does not answer just now; a retry is safe.</summary>
    /// <param name="retryAfter">When a retry has a chance.</param>
    /// <param name="message">What the client is told.</param>
    public static GraphQLError Unavailable(TimeSpan retryAfter, string message = "The service is busy or restarting; try again shortly.") =>
        RetryAfter(new(ErrorCodes.Unavailable, message), retryAfter);

    /// <summary>The caller asks too often.</summary>
    /// <param name="retryAfter">When the caller may ask again.</param>
    public static GraphQLError RateLimited(TimeSpan retryAfter) =>
        RetryAfter(new(ErrorCodes.RateLimited, "Too many requests; try again later."), retryAfter);

    /// <summary>The operation took longer than allowed.</summary>
    /// <param name="allowed">What is allowed.</param>
    public static GraphQLError Timeout(TimeSpan allowed) =>
        new(ErrorCodes.Timeout, string.Create(CultureInfo.InvariantCulture, $"The operation took longer than {allowed.TotalSeconds} s and was abandoned."));

    /// <summary>The feed no longer holds what came after a cursor.</summary>
    public static GraphQLError CursorExpired() =>
        new(ErrorCodes.CursorExpired, "The cursor is older than what the feed keeps; read the plan's state and subscribe after its cursor.");

    /// <summary>A fault of ours. The log has the rest under the trace id.</summary>
    /// <param name="traceId">Finds the fault in the log.</param>
    public static GraphQLError Internal(string traceId)
    {
        var error = new GraphQLError(ErrorCodes.Internal, "Something went wrong on our side; the trace id finds it in the log.");
        (error.Extensions ??= [])["traceId"] = traceId;
        return error;
    }

    internal static GraphQLError BodyTooLarge(long limit) =>
        new(ErrorCodes.BodyTooLarge, string.Create(CultureInfo.InvariantCulture, $"The request is larger than {limit} bytes."));

    internal static GraphQLError BodyTooSlow() =>
        new(ErrorCodes.BodyTooSlow, "The request's body came too slowly.");

    internal static GraphQLError LimitExceeded(string code, FormattableString message) =>
        new(code, message.ToString(CultureInfo.InvariantCulture));

    internal static GraphQLError PersistedDocumentNotFound() =>
        new(ErrorCodes.PersistedDocumentNotFound, "No document is registered under this `documentId`.");

    internal static GraphQLError PersistedDocumentsOnly() =>
        new(ErrorCodes.PersistedDocumentsOnly, "Only registered documents are run here; name one by `documentId`.");

    internal static GraphQLError BatchingNotSupported() =>
        new(ErrorCodes.BatchingNotSupported, "Send one operation a request; batching is not supported.");

    internal static GraphQLError TooManySubscriptions(int limit) =>
        new(ErrorCodes.TooManySubscriptions, string.Create(CultureInfo.InvariantCulture, $"At most {limit} operations run on one socket at a time."));

    private static GraphQLError RetryAfter(GraphQLError error, TimeSpan delay)
    {
        (error.Extensions ??= [])["retryAfterMs"] = (long)Math.Ceiling(delay.TotalMilliseconds);
        return error;
    }
}
