using GraphQL;
using Microsoft.AspNetCore.Http;
using NapGrains.Gateway.Transport.Errors;

namespace NapGrains.Gateway.Transport.Http;

/// <summary>The status of an answer, by the GraphQL-over-HTTP draft.</summary>
internal static class ResponseStatus
{
    /// <summary>
    /// As plain JSON every answer to an operation is 200; as a GraphQL response one that ran is, and one that did not tells
    /// why in its status as well.
    /// </summary>
    public static int Of(ExecutionResult result, string mediaType)
    {
        if (result.Executed || mediaType == MediaTypes.Json || result.Errors is not { Count: > 0 } failures) return StatusCodes.Status200OK;
        return PublicErrors.CodeOf(failures[0]) switch
        {
            ErrorCodes.Unauthenticated => StatusCodes.Status401Unauthorized,
            ErrorCodes.Forbidden => StatusCodes.Status403Forbidden,
            ErrorCodes.RateLimited => StatusCodes.Status429TooManyRequests,
            ErrorCodes.Internal => StatusCodes.Status500InternalServerError,
            ErrorCodes.Unavailable => StatusCodes.Status503ServiceUnavailable,
            ErrorCodes.Timeout => StatusCodes.Status504GatewayTimeout,
            _ => StatusCodes.Status400BadRequest,
        };
    }
}
