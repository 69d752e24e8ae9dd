using GraphQL;
using GraphQL.Execution;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Transport.Errors;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>Starts subscriptions whose answers are read, one at a time, instead of pushed.</summary>
internal sealed class BoundedSubscriptions(
    ResultWriter results,
    SharedAnswers shared,
    IServiceScopeFactory scopes,
    Faults faults,
    IOptions<TransportOptions> options,
    TimeProvider time) : SubscriptionExecutionStrategy
{
    protected override async Task<IObservable<ExecutionResult>?> ResolveResponseStreamAsync(ExecutionContext context, ExecutionNode node)
    {
        IObservable<object?> source;
        try
        {
            source = await node.FieldDefinition.StreamResolver!.ResolveAsync(new ReadonlyResolveFieldContext(node, context));
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            context.Errors.Add(Located(exception));
            return null;
        }

        var preserved = CloneExecutionContext(context, default);
        var question = source is IPulledSource ? SharedQuestion.Of(context) : null;
        return new ResponseStream(source, options.Value.EventQueueLength, Answers, (exception, _) => Task.FromResult(Located(exception)));

        EventAnswers Answers() => question is null
            ? new EventAnswers(Answer)
            : new EventAnswers(Answer, (IPulledSource)source, shared.Join(question), AnswerForAll);

        async Task<ReadOnlyMemory<byte>> Answer(object? item, CancellationToken cancellation)
        {
            using var child = CloneExecutionContext(preserved, cancellation);
            return results.Write(await ProcessDataAsync(child, node, item));
        }

        // Runs for whoever has these rights, and outlives the subscriber who happened to ask first.
        async Task<ReadOnlyMemory<byte>> AnswerForAll(object? item)
        {
            using var deadline = new CancellationTokenSource(options.Value.ExecutionTimeout, time);
            await using var services = scopes.CreateAsyncScope();
            using var child = CloneExecutionContext(preserved, deadline.Token);
            child.RequestServices = services.ServiceProvider;
            child.UserContext = new OperationContext(((OperationContext)preserved.UserContext).Caller.WithoutIdentity());
            child.User = null;
            return results.Write(await ProcessDataAsync(child, node, item));
        }

        ExecutionError Located(Exception exception)
        {
            var error = faults.ErrorFor(exception, node.Name).AddLocation(node.Field, context.Document);
            error.Path = node.ResponsePath;
            return error;
        }
    }
}
