using GraphQL;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.EventStreams;
using NapGrains.Gateway.Transport.Execution;

namespace NapGrains.Gateway.Transport.Http;

/// <summary>GraphQL over HTTP: one request, one answer, or a stream of events where the client accepts one.</summary>
internal sealed class HttpEndpoint(
    RequestReader reader,
    OperationRunner runner,
    ResultWriter writer,
    EventStreamEndpoint eventStreams)
{
    /// <summary>Answers a request.</summary>
    public async Task Handle(HttpContext context)
    {
        var accepted = MediaTypes.Negotiate(context.Request.Headers.Accept);
        try
        {
            await Answer(context, accepted);
        }
        catch (HttpRefusal refusal)
        {
            await Write(context, refusal.Status, accepted.Json ?? MediaTypes.Json, new ExecutionResult(refusal.Error));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left; there is no one to answer.
        }
    }

    private async Task Answer(HttpContext context, AcceptedMedia accepted)
    {
        var method = context.Request.Method;
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsPost(method))
            throw NotAllowed(context, "GET, POST", "Send queries by GET or POST, mutations by POST.");
        if (accepted is { Json: null, EventStream: false })
            throw new HttpRefusal(StatusCodes.Status406NotAcceptable, RequestErrors.BadUserInput($"Answers are {MediaTypes.GraphQLResponse}, {MediaTypes.Json} or {MediaTypes.EventStream}."));

        var scope = await Scope(context);
        var request = await reader.Read(context, scope.Caller);
        PreparedOperation operation;
        try
        {
            operation = runner.Prepare(request);
        }
        catch (ExecutionError error)
        {
            await (accepted.Json is { } json ? WriteAnswer(context, json, new ExecutionResult(error)) : eventStreams.Refuse(context, error));
            return;
        }

        if (operation.Type == OperationType.Mutation && HttpMethods.IsGet(method))
            throw NotAllowed(context, "POST", "Mutations are sent by POST.");
        if (accepted.Json is not { } mediaType || (accepted.EventStream && operation.Type == OperationType.Subscription))
        {
            await eventStreams.Handle(context, operation, scope);
            return;
        }
        if (operation.Type == OperationType.Subscription)
            throw new HttpRefusal(StatusCodes.Status406NotAcceptable, RequestErrors.BadUserInput($"Subscriptions are answered as {MediaTypes.EventStream} or over a WebSocket."));

        var outcome = await runner.Run(operation, scope, context.RequestAborted);
        await WriteAnswer(context, mediaType, outcome.Result!);
    }

    private static async ValueTask<OperationScope> Scope(HttpContext context)
    {
        if (await BearerTokens.Authenticate(context) is not { } principal)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            throw new HttpRefusal(StatusCodes.Status401Unauthorized, RequestErrors.Unauthenticated("The bearer token is not valid or has expired."));
        }
        return new OperationScope(principal, Caller.From(principal), context.RequestServices);
    }

    private Task WriteAnswer(HttpContext context, string mediaType, ExecutionResult result) =>
        Write(context, ResponseStatus.Of(result, mediaType), mediaType, result);

    private async Task Write(HttpContext context, int status, string mediaType, ExecutionResult result)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = mediaType == MediaTypes.GraphQLResponse
            ? "application/graphql-response+json; charset=utf-8"
            : "application/json; charset=utf-8";
        response.Headers[HeaderNames.CacheControl] = "no-store";
        writer.Write(response.BodyWriter, result);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static HttpRefusal NotAllowed(HttpContext context, string allowed, string message)
    {
        context.Response.Headers.Allow = allowed;
        return new HttpRefusal(StatusCodes.Status405MethodNotAllowed, RequestErrors.BadUserInput(message));
    }
}
