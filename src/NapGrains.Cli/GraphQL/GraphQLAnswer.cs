using System.Text.Encodings.Web;
using System.Text.Json;

namespace NapGrains.Cli.GraphQL;

/// <summary>The body of a request.</summary>
internal sealed record GraphQLRequest(string Query, object Variables);

/// <summary>The body of an answer.</summary>
/// <typeparam name="T">Shape of the data that the document selects.</typeparam>
internal sealed record GraphQLAnswer<T>(T? Data, IReadOnlyList<GraphQLError>? Errors = null)
    where T : class;

/// <summary>A top-level error.</summary>
internal sealed record GraphQLError(string? Message, GraphQLErrorExtensions? Extensions)
{
    /// <summary>What kind of error it is, such as <c>UNAVAILABLE</c>.</summary>
    public string Code => Extensions?.Code ?? "ERROR";

    /// <summary>Whether the same request may do better in a moment. Repeating it is safe: its operation id has one effect.</summary>
    public bool IsPassing => Code is "UNAVAILABLE" or "RATE_LIMITED";
}

/// <summary>What a top-level error carries beside its message.</summary>
internal sealed record GraphQLErrorExtensions(string? Code, double? RetryAfterMs = null);

/// <summary>How requests and answers are written.</summary>
internal static class GraphQLJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // It never stands in a page, and a document of Azerbaijani letters would grow by half.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
