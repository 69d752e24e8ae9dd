using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;

namespace NapGrains.Gateway.Transport.Errors;

/// <summary>Decides what of an error leaves the house: a code always, a message only where it was meant for the client.</summary>
internal sealed class PublicErrors : IErrorInfoProvider
{
    public ErrorInfo GetInfo(ExecutionError executionError) => executionError switch
    {
        GraphQLError or LimitExceededError => Info(executionError.Message, executionError.Code!, executionError.Extensions),
        SyntaxError => Info(executionError.Message, ErrorCodes.ParseFailed),
        InvalidVariableError or InvalidValueError => Info(executionError.Message, ErrorCodes.BadUserInput),
        // Validation errors and operations that cannot be found; the message quotes nothing but the document.
        DocumentError => Info(executionError.Message, ErrorCodes.ValidationFailed),
        // What the engine makes of its own faults may quote exceptions; those that resolvers throw come translated.
        _ => Info("Something went wrong on our side.", ErrorCodes.Internal),
    };

    /// <summary>The code the client gets for an error.</summary>
    public string CodeOf(ExecutionError error) => (string)GetInfo(error).Extensions!["code"]!;

    private static ErrorInfo Info(string message, string code, Dictionary<string, object?>? more = null)
    {
        var extensions = new Dictionary<string, object?>(1 + (more?.Count ?? 0)) { ["code"] = code };
        if (more is not null)
        {
            foreach (var (name, value) in more)
                extensions.TryAdd(name, value);
        }
        return new ErrorInfo { Message = message, Extensions = extensions };
    }
}
