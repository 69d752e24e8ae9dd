using GraphQL;
using NapGrains.Gateway.Schema.History;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Views.Search;
using NapGrains.Grains;

namespace NapGrains.Gateway.Schema.Errors;

/// <summary>Tells clients what a grain call that failed means: refused, or not available just now.</summary>
internal sealed class GrainFaults : IErrorTranslator
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public ExecutionError? Translate(Exception exception) => exception switch
    {
        ForbiddenException forbidden => RequestErrors.Forbidden(forbidden.Message),
        RefusalException { Code: ErrorCodes.CursorExpired } => RequestErrors.CursorExpired(),
        RefusalException refusal => RequestErrors.BadUserInput(refusal.Message),
        SearchNotReadyException or VerificationRunningException => RequestErrors.Unavailable(RetryAfter, exception.Message),
        // A silo that no longer had the time to find a grain cancels the call.
        StorageUnavailableException or TimeoutException or OrleansException or OperationCanceledException => RequestErrors.Unavailable(RetryAfter),
        _ => null,
    };
}
