using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace NapGrains.Gateway.Transport.Http;

/// <summary>What a client accepts, of what the gateway can send.</summary>
/// <param name="Json">Media type of a single answer; null where the client accepts none.</param>
/// <param name="EventStream">True where events can be sent.</param>
internal readonly record struct AcceptedMedia(string? Json, bool EventStream);

/// <summary>Media types of the GraphQL-over-HTTP draft.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string GraphQLResponse = "application/graphql-response+json";
    public const string EventStream = "text/event-stream";

    /// <summary>Chooses by the <c>Accept</c> header. Without one, or where anything goes, it is JSON, which every client reads.</summary>
    public static AcceptedMedia Negotiate(StringValues accept)
    {
        switch (accept.Count)
        {
            case 0:
                return new(Json, false);
            case 1:
                switch (accept[0])
                {
                    case null or "" or "*/*" or Json: return new(Json, false);
                    case GraphQLResponse: return new(GraphQLResponse, false);
                    case EventStream: return new(null, true);
                }
                break;
        }

        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges)) return new(Json, false);
        string? json = null;
        var events = false;
        // A stable sort: of equal quality, what the client names first.
        foreach (var range in ranges.Where(range => range.Quality is not 0).OrderByDescending(range => range.Quality ?? 1))
        {
            if (Is(range, EventStream)) events = true;
            else if (Is(range, GraphQLResponse)) json ??= GraphQLResponse;
            else if (Is(range, Json) || Is(range, "application/*") || Is(range, "*/*")) json ??= Json;
        }
        return new(json, events);
    }

    /// <summary>True for a body of JSON in UTF-8, the only kind a form or a plain cross-site request cannot send.</summary>
    public static bool IsJson(string? contentType) => contentType switch
    {
        null => false,
        Json or "application/json; charset=utf-8" or "application/json;charset=utf-8" => true,
        _ => MediaTypeHeaderValue.TryParse(contentType, out var type)
            && Is(type, Json)
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)),
    };

    private static bool Is(MediaTypeHeaderValue type, string name) =>
        type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);
}
