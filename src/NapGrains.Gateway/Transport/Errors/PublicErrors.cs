using System.Diagnostics;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace NapGrains.Gateway.Transport.Errors;

/// <summary>Decides what of an error leaves the house: a code always, a message only where it was meant for the client.</summary>
internal sealed class PublicErrors(IOptions<TransportOptions> options, RightValues rightValues, ILogger<PublicErrors> logger) : IErrorInfoProvider
{
    /// <summary>How the engine begins what it suggests.</summary>
    private const string Suggestion = " Did you mean ";

    /// <summary>The code the client gets for an error.</summary>
    public static string CodeOf(ExecutionError error) => error switch
    {
        GraphQLError or LimitExceededError => error.Code!,
        SyntaxError => ErrorCodes.ParseFailed,
        InvalidVariableError or InvalidValueError => ErrorCodes.BadUserInput,
        // Validation errors and operations that cannot be found; the message quotes nothing but the document.
        DocumentError => ErrorCodes.ValidationFailed,
        _ => ErrorCodes.Internal,
    };

    public ErrorInfo GetInfo(ExecutionError executionError) => executionError switch
    {
        GraphQLError or DocumentError => Info(executionError),
        // What the engine makes of its own faults may quote exceptions; those that resolvers throw come translated.
        _ => Info(Fault(executionError)),
    };

    private ErrorInfo Info(ExecutionError error)
    {
        var extensions = new Dictionary<string, object?>(1 + (error.Extensions?.Count ?? 0)) { ["code"] = CodeOf(error) };
        foreach (var (name, value) in error.Extensions ?? []) extensions.TryAdd(name, value);
        var message = error.Message;
        if (options.Value.Suggestions) message += rightValues.For(error);
        else if (error is ValidationError && message.IndexOf(Suggestion, StringComparison.Ordinal) is >= 0 and var start)
            message = message[..start];
        return new ErrorInfo { Message = message, Extensions = extensions };
    }

    private GraphQLError Fault(ExecutionError error)
    {
        var traceId = Activity.Current?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString();
        logger.LogError(error, "Fault {TraceId} in the engine", traceId);
        return RequestErrors.Internal(traceId);
    }
}
