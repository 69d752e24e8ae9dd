using System.Buffers;
using System.Text.Json;
using GraphQL;
using GraphQL.SystemTextJson;
using NapGrains.Gateway.Transport.Errors;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>Reads a request from JSON: a body, or the payload of a message.</summary>
internal static class RequestParser
{
    private static readonly JsonSerializerOptions InputsOptions = new() { Converters = { new InputsJsonConverter() } };

    /// <summary>Reads a request.</summary>
    /// <exception cref="GraphQLError">It is malformed, or several requests in one.</exception>
    public static GraphQLRequest Parse(ReadOnlySequence<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            var request = Parse(ref reader);
            if (reader.Read()) throw NotJson();
            return request;
        }
        catch (JsonException)
        {
            throw NotJson();
        }
    }

    /// <summary>Reads a request that stands within a larger value.</summary>
    /// <exception cref="GraphQLError">It is malformed, or several requests in one.</exception>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static GraphQLRequest Parse(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray) throw RequestErrors.BatchingNotSupported();
        if (reader.TokenType != JsonTokenType.StartObject) throw RequestErrors.BadUserInput("A request is a JSON object.");
        string? query = null, documentId = null, operationName = null;
        Inputs? variables = null, extensions = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("query"u8)) query = String(ref reader, "query");
            else if (reader.ValueTextEquals("documentId"u8)) documentId = String(ref reader, "documentId");
            else if (reader.ValueTextEquals("operationName"u8)) operationName = String(ref reader, "operationName");
            else if (reader.ValueTextEquals("variables"u8)) variables = Map(ref reader, "variables");
            else if (reader.ValueTextEquals("extensions"u8)) extensions = Map(ref reader, "extensions");
            else
            {
                // Clients add fields of their own; the draft wants them ignored.
                reader.Read();
                reader.Skip();
            }
        }
        return Request(query, documentId, operationName, variables, extensions);
    }

    /// <summary>Reads a map of a URL's parameter.</summary>
    /// <exception cref="GraphQLError">It is no JSON object.</exception>
    public static Inputs? ParseMap(string? json, string name)
    {
        if (string.IsNullOrEmpty(json)) return null;
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
        try
        {
            var map = Map(ref reader, name);
            if (reader.Read()) throw NotJson();
            return map;
        }
        catch (JsonException)
        {
            throw NotJson();
        }
    }

    /// <summary>Makes a request of its parts.</summary>
    /// <exception cref="GraphQLError">There is no document, or both its text and an id.</exception>
    public static GraphQLRequest Request(string? query, string? documentId, string? operationName, Inputs? variables, Inputs? extensions) =>
        string.IsNullOrEmpty(query) == string.IsNullOrEmpty(documentId)
            ? throw RequestErrors.BadUserInput("Send either `query`, the text of a GraphQL document, or `documentId`, the id of a registered one.")
            : new GraphQLRequest(query ?? "", documentId, operationName, variables, extensions);

    private static string? String(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => Text(ref reader),
            JsonTokenType.Null => null,
            _ => throw RequestErrors.BadUserInput($"`{name}` is a string."),
        };
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate or a byte that is no UTF-8.
            throw NotJson();
        }
    }

    private static Inputs? Map(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartObject) throw RequestErrors.BadUserInput($"`{name}` is a JSON object.");
        try
        {
            return JsonSerializer.Deserialize<Inputs>(ref reader, InputsOptions);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotImplementedException)
        {
            // How the engine's converter meets a name that comes twice, text that is no UTF-8, a number out of all ranges.
            throw RequestErrors.BadUserInput($"`{name}` holds a name twice or a value that cannot be read.");
        }
    }

    private static GraphQLError NotJson() => RequestErrors.BadUserInput("The request is not JSON in UTF-8, or nests deeper than 64 levels.");
}
