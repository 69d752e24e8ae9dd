using GraphQL;
using GraphQL.Execution;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Transport.Errors;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>Starts subscriptions whose answers are read, one at a time, instead of pushed.</summary>
internal sealed class BoundedSubscriptions(IOptions<TransportOptions> options, Faults faults) : SubscriptionExecutionStrategy
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
        return new ResponseStream(
            source,
            options.Value.EventQueueLength,
            async (item, cancellation) =>
            {
                using var child = CloneExecutionContext(preserved, cancellation);
                return await ProcessDataAsync(child, node, item);
            },
            (exception, _) => Task.FromResult(Located(exception)));

        ExecutionError Located(Exception exception)
        {
            var error = faults.ErrorFor(exception, node.Name).AddLocation(node.Field, context.Document);
            error.Path = node.ResponsePath;
            return error;
        }
    }
}
