using System.Security.Claims;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport.Errors;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>An operation whose document is parsed and whose kind is known, but which has not run.</summary>
internal sealed record PreparedOperation(GraphQLRequest Request, ParsedDocument Parsed, OperationType Type);

/// <summary>Who an operation runs for.</summary>
/// <param name="Principal">The token's claims.</param>
/// <param name="Caller">The same, as resolvers read it.</param>
/// <param name="Services">Services for as long as the request or socket lives.</param>
internal sealed record OperationScope(ClaimsPrincipal Principal, Caller Caller, IServiceProvider Services);

/// <summary>What an operation gives: one answer, or events.</summary>
/// <param name="Result">The answer of a query or mutation, or why a subscription did not start.</param>
/// <param name="Events">The answers of a subscription that started, each as JSON in UTF-8.</param>
internal readonly record struct OperationOutcome(ExecutionResult? Result, IAsyncEnumerable<ReadOnlyMemory<byte>>? Events);

/// <summary>Runs operations: the one way from every transport into the engine.</summary>
internal sealed class OperationRunner(
    IDocumentExecuter executer,
    ISchema schema,
    DocumentCache documents,
    PersistedDocuments persisted,
    Faults faults,
    IOptions<TransportOptions> options,
    TimeProvider time)
{
    private readonly TimeSpan _timeout = options.Value.ExecutionTimeout;

    /// <summary>Parses a request's document and finds its operation.</summary>
    /// <exception cref="ExecutionError">The document is not known, is no GraphQL, exceeds a limit or has no such operation.</exception>
    public PreparedOperation Prepare(GraphQLRequest request)
    {
        var parsed = request.DocumentId is { Length: > 0 } id ? persisted.Find(id)
            : options.Value.PersistedDocumentsOnly ? throw RequestErrors.PersistedDocumentsOnly()
            : documents.Parse(request.Query);
        return new PreparedOperation(request, parsed, parsed.TypeOf(request.OperationName));
    }

    /// <summary>Runs an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="scope">Who it runs for.</param>
    /// <param name="cancellation">Signalled when no one waits for the answer or events any more.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public async Task<OperationOutcome> Run(PreparedOperation operation, OperationScope scope, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(_timeout, time);
        await using var leaving = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        var (request, parsed, type) = operation;
        var wasValidated = parsed.IsValidated;
        var run = new OperationOptions
        {
            Parsed = parsed,
            Source = request.DocumentId ?? request.Query,
            Document = parsed.Document,
            OperationName = request.OperationName,
            Variables = request.Variables,
            Extensions = request.Extensions,
            Schema = schema,
            RequestServices = scope.Services,
            User = scope.Principal,
            UserContext = new OperationContext(scope.Caller),
            UnhandledExceptionDelegate = faults.Handle,
            // A subscription outlives its start, and with it the deadline.
            CancellationToken = type == OperationType.Subscription ? cancellation : deadline.Token,
        };
        ExecutionResult result;
        try
        {
            // A resolver that heeds no cancellation must not hold the caller.
            result = await executer.ExecuteAsync(run).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new OperationOutcome(new ExecutionResult(RequestErrors.Timeout(_timeout)), null);
        }
        if (result.Executed && !wasValidated) documents.Keep(request.Query, parsed);
        if (result.Streams is { } streams) return new OperationOutcome(null, ResponseStream.In(streams));
        // The engine takes a subscription that could not start for one that ran and gave null.
        if (type == OperationType.Subscription) result.Executed = false;
        return new OperationOutcome(result, null);
    }
}
