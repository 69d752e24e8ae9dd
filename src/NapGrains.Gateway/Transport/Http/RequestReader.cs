using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.Execution;

namespace NapGrains.Gateway.Transport.Http;

/// <summary>Reads the operation of an HTTP request: the body of a POST, the parameters of a GET.</summary>
internal sealed class RequestReader(IOptions<TransportOptions> options)
{
    /// <summary>Reads it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Who sends it: importing takes larger bodies.</param>
    /// <exception cref="HttpRefusal">It cannot be read.</exception>
    public async ValueTask<GraphQLRequest> Read(HttpContext context, Caller caller)
    {
        try
        {
            return HttpMethods.IsGet(context.Request.Method)
                ? FromParameters(context.Request.Query)
                : await FromBody(context, caller);
        }
        catch (GraphQLError error)
        {
            throw new HttpRefusal(StatusCodes.Status400BadRequest, error);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            throw new HttpRefusal(StatusCodes.Status408RequestTimeout, RequestErrors.BodyTooSlow());
        }
    }

    private static GraphQLRequest FromParameters(IQueryCollection parameters) => RequestParser.Request(
        parameters["query"],
        parameters["documentId"],
        parameters["operationName"],
        RequestParser.ParseMap(parameters["variables"], "variables"),
        RequestParser.ParseMap(parameters["extensions"], "extensions"));

    private async ValueTask<GraphQLRequest> FromBody(HttpContext context, Caller caller)
    {
        var request = context.Request;
        if (!MediaTypes.IsJson(request.ContentType) || request.Headers.ContentEncoding.Count > 0)
        {
            throw new HttpRefusal(
                StatusCodes.Status415UnsupportedMediaType,
                RequestErrors.BadUserInput("Send the request as application/json in UTF-8, not compressed."));
        }

        var limit = caller.MayImport ? options.Value.MaxImportBodyBytes : options.Value.MaxBodyBytes;
        if (request.ContentLength > limit) throw TooLarge(limit);
        // The server's own limit is lower than an import, and answers without a GraphQL error; ours is kept below.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = null;

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > limit) throw TooLarge(limit);
            if (read.IsCompleted)
            {
                try
                {
                    return RequestParser.Parse(read.Buffer);
                }
                finally
                {
                    reader.AdvanceTo(read.Buffer.End);
                }
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static HttpRefusal TooLarge(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, RequestErrors.BodyTooLarge(limit));
}
