using System.Text;
using System.Text.Json;
using NapGrains.Tests.Api;

namespace NapGrains.Tests.Search;

/// <summary>Something found, as a client sees it.</summary>
/// <param name="Key">What it is: <c>measure 2.17</c>, <c>agency az/…</c>, <c>report 2.2/2022/az/…</c>.</param>
/// <param name="Place">In which of its texts.</param>
/// <param name="Excerpt">What stands there, with what was found in square brackets.</param>
/// <param name="Cursor">Its cursor.</param>
public sealed record Hit(string Key, string Place, string Excerpt, string Cursor);

/// <summary>Searches as clients make them.</summary>
internal static class Searching
{
    /// <summary>Searches.</summary>
    public static async Task<List<Hit>> Search(this NapClient client, string text, string? plan = NapApplication.Plan, int? first = null, string? after = null) =>
    [
        .. (await client.SearchAll(text, plan, first, after)).GetProperty("edges").EnumerateArray().Select(edge =>
        {
            var node = edge.GetProperty("node");
            return new Hit(
                Key(node.GetProperty("node").Text("id")),
                node.Text("place"),
                string.Concat(node.GetProperty("excerpt").EnumerateArray().Select(piece => piece.Is("match") ? $"[{piece.Text("text")}]" : piece.Text("text"))),
                edge.Text("cursor"));
        }),
    ];

    /// <summary>Searches, and gives the connection as it came.</summary>
    public static Task<JsonElement> SearchAll(this NapClient client, string text, string? plan = NapApplication.Plan, int? first = null, string? after = null) =>
        client.AskOne(Query, new { text, plan, first, after });

    public const string Query = """
        query($text: String!, $plan: String, $first: Int, $after: String) {
          search(text: $text, plan: $plan, first: $first, after: $after) {
            totalCount pageInfo { hasNextPage endCursor } edges { cursor node { place language node { id __typename } excerpt { text match } } }
          }
        }
        """;

    private static string Key(string id)
    {
        var key = Encoding.UTF8.GetString(Convert.FromBase64String(id.Replace('-', '+').Replace('_', '/').PadRight((id.Length + 3) / 4 * 4, '=')));
        return key.Replace($":{NapApplication.Plan}/", ":", StringComparison.Ordinal).Replace(':', ' ');
    }
}
