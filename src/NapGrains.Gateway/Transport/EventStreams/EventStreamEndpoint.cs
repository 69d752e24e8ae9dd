using System.Buffers;
using GraphQL;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.Execution;

namespace NapGrains.Gateway.Transport.EventStreams;

/// <summary>
/// Server-sent events in the distinct connections mode of graphql-sse: one request, one operation, its answers as <c>next</c>
/// events and a <c>complete</c> event at its end. A stream that ends without <c>complete</c> was cut, and the client resumes.
/// </summary>
internal sealed class EventStreamEndpoint(
    OperationRunner runner,
    ResultWriter writer,
    Faults faults,
    RevokedTokens revoked,
    IHostApplicationLifetime lifetime,
    IOptions<TransportOptions> options,
    TimeProvider time)
{
    /// <summary>Answers an operation as a stream of events.</summary>
    public async Task Handle(HttpContext context, PreparedOperation operation, OperationScope scope)
    {
        await using var token = new TokenEnd(scope.Caller, revoked, time);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, token.Ended);
        Start(context);
        await using var events = new EventWriter(context.Response.BodyWriter, options.Value, time);
        try
        {
            // Headers and a comment at once: the client learns that it is connected before the first event.
            await events.Comment(cut.Token);
            await Run(events, operation, scope, cut.Token);
            await events.Complete(cut.Token);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            // Ends without `complete`.
        }
        catch (Exception exception) when (exception is SlowReaderException or TimeoutException)
        {
            context.Abort();
        }
    }

    /// <summary>Answers what cannot run; the protocol wants errors as events, for browsers show scripts no other.</summary>
    public async Task Refuse(HttpContext context, ExecutionError error)
    {
        Start(context);
        await using var events = new EventWriter(context.Response.BodyWriter, options.Value, time);
        await Next(events, new ExecutionResult(error), context.RequestAborted);
        await events.Complete(context.RequestAborted);
    }

    private async Task Run(EventWriter events, PreparedOperation operation, OperationScope scope, CancellationToken cut)
    {
        var outcome = await runner.Run(operation, scope, cut);
        if (outcome.Result is { } result)
        {
            await Next(events, result, cut);
            return;
        }
        try
        {
            await foreach (var answer in outcome.Events!.WithCancellation(cut)) await events.Next(output => output.Write(answer.Span), cut);
        }
        catch (ExecutionError error)
        {
            await Next(events, new ExecutionResult(error), cut);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or SlowReaderException or TimeoutException or IOException))
        {
            await Next(events, new ExecutionResult(faults.ErrorFor(exception)), cut);
        }
    }

    private Task Next(EventWriter events, ExecutionResult result, CancellationToken cancellation) =>
        events.Next(output => writer.Write(output, result), cancellation);

    private static void Start(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache, no-store";
        // A proxy that gathers the answer would hold every event back.
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }
}
