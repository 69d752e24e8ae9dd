using System.Diagnostics;
using GraphQL;
using GraphQL.Execution;
using Microsoft.Extensions.Logging;

namespace NapGrains.Gateway.Transport.Errors;

/// <summary>Where exceptions end that no one expected: logged whole, answered with a trace id.</summary>
internal sealed class Faults(IEnumerable<IErrorTranslator> translators, ILogger<Faults> logger)
{
    private readonly IErrorTranslator[] _translators = [.. translators];

    /// <summary>Replaces an exception that left a resolver by an error for the client.</summary>
    public Task Handle(UnhandledExceptionContext context)
    {
        context.Exception = ErrorFor(context.OriginalException, context.FieldContext?.FieldAst.Name.StringValue);
        return Task.CompletedTask;
    }

    /// <summary>The error that stands for an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="field">Name of the field that threw it, where it was one.</param>
    public ExecutionError ErrorFor(Exception exception, string? field = null)
    {
        if (exception is ExecutionError error) return error;
        foreach (var translator in _translators)
        {
            if (translator.Translate(exception) is { } translated) return translated;
        }
        var traceId = Activity.Current?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString();
        logger.LogError(exception, "Fault {TraceId} at field {Field}", traceId, field);
        return RequestErrors.Internal(traceId);
    }
}
