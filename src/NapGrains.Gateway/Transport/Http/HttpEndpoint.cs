using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using GraphQL;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.EventStreams;
using NapGrains.Gateway.Transport.Execution;
using NapGrains.Gateway.Transport.Limits;

namespace NapGrains.Gateway.Transport.Http;

/// <summary>GraphQL over HTTP: one request, one answer, or a stream of events where the client accepts one.</summary>
internal sealed class HttpEndpoint(
    RequestReader reader,
    OperationRunner runner,
    ResultWriter writer,
    RateLimits rates,
    Faults faults,
    EventStreamEndpoint eventStreams)
{
    /// <summary>What of a request an answer depends on beside its address; compression adds its own.</summary>
    private const string Varying = "Accept, Authorization";

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
        catch (Exception exception) when (!context.Response.HasStarted && exception is not BadHttpRequestException)
        {
            // Such as an issuer that does not tell its keys.
            await Write(context, StatusCodes.Status500InternalServerError, accepted.Json ?? MediaTypes.Json, new ExecutionResult(faults.ErrorFor(exception)));
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
        if (HttpMethods.IsGet(method) && scope.Caller.IsAnonymous && outcome.Result is { Executed: true, Errors: null or { Count: 0 } } result)
            await WriteCacheable(context, mediaType, result);
        else
            await WriteAnswer(context, mediaType, outcome.Result!);
    }

    private async ValueTask<OperationScope> Scope(HttpContext context)
    {
        if (await BearerTokens.Authenticate(context) is not { } principal)
        {
            Count(context, Caller.Anonymous);
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            throw new HttpRefusal(StatusCodes.Status401Unauthorized, RequestErrors.Unauthenticated("The bearer token is not valid or has expired."));
        }
        var caller = Caller.From(principal);
        Count(context, caller);
        return new OperationScope(principal, caller, context.RequestServices);
    }

    private void Count(HttpContext context, Caller caller)
    {
        try
        {
            rates.Count(caller, context.Connection.RemoteIpAddress);
        }
        catch (GraphQLError error)
        {
            throw new HttpRefusal(StatusCodes.Status429TooManyRequests, error);
        }
    }

    private Task WriteAnswer(HttpContext context, string mediaType, ExecutionResult result) =>
        Write(context, ResponseStatus.Of(result, mediaType), mediaType, result);

    private async Task Write(HttpContext context, int status, string mediaType, ExecutionResult result)
    {
        var response = context.Response;
        response.StatusCode = status;
        Describe(response, mediaType);
        response.Headers.CacheControl = "no-store";
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
            && result.Errors?[0].Extensions?.GetValueOrDefault("retryAfterMs") is long delay)
            response.Headers.RetryAfter = Math.Max(1, (delay + 999) / 1000).ToString(CultureInfo.InvariantCulture);
        writer.Write(response.BodyWriter, result);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Writes what everybody may see, unless the client has it already.</summary>
    private async Task WriteCacheable(HttpContext context, string mediaType, ExecutionResult result)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        writer.Write(body, result);
        // Weak, for a compressed answer has other bytes.
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body.WrittenSpan).AsSpan(0, 16))}\"", isWeak: true);

        var response = context.Response;
        response.Headers.ETag = tag.ToString();
        // Kept by whoever likes, and asked for again each time: the answer changes when the plan does.
        response.Headers.CacheControl = "public, no-cache";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known == EntityTagHeaderValue.Any || known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.Headers.Vary = Varying;
            return;
        }
        Describe(response, mediaType);
        await response.BodyWriter.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    private static void Describe(HttpResponse response, string mediaType)
    {
        response.ContentType = mediaType == MediaTypes.GraphQLResponse
            ? "application/graphql-response+json; charset=utf-8"
            : "application/json; charset=utf-8";
        response.Headers.Vary = Varying;
    }

    private static HttpRefusal NotAllowed(HttpContext context, string allowed, string message)
    {
        context.Response.Headers.Allow = allowed;
        return new HttpRefusal(StatusCodes.Status405MethodNotAllowed, RequestErrors.BadUserInput(message));
    }
}
