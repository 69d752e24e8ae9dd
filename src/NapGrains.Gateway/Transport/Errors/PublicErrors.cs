using System.Diagnostics;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using Microsoft.Extensions.Logging;

namespace NapGrains.Gateway.Transport.Errors;

/// <summary>Decides what of an error leaves the house: a code always, a message only where it was meant for the client.</summary>
internal sealed class PublicErrors(ILogger<PublicErrors> logger) : IErrorInfoProvider
{
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

    private static ErrorInfo Info(ExecutionError error)
    {
        var extensions = new Dictionary<string, object?>(1 + (error.Extensions?.Count ?? 0)) { ["code"] = CodeOf(error) };
        foreach (var (name, value) in error.Extensions ?? []) extensions.TryAdd(name, value);
        return new ErrorInfo { Message = error.Message, Extensions = extensions };
    }

    private GraphQLError Fault(ExecutionError error)
    {
        var traceId = Activity.Current?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString();
        logger.LogError(error, "Fault {TraceId} in the engine", traceId);
        return RequestErrors.Internal(traceId);
    }
}
