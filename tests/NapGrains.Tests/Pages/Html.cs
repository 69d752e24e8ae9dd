using System.Net;
using System.Text.RegularExpressions;

namespace NapGrains.Tests.Pages;

/// <summary>HTML as tests read it.</summary>
internal static partial class Html
{
    /// <summary>What a reader sees: no tags, white space folded.</summary>
    public static string Text(this string html) => Space().Replace(WebUtility.HtmlDecode(Tag().Replace(html, " ")), " ");

    /// <summary>Addresses that the page links to, loads, or sends forms to.</summary>
    public static IEnumerable<string> Addresses(this string html) =>
        Address().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value));

    /// <summary>The rows of the page's first table body.</summary>
    public static IReadOnlyList<string> Rows(this string html) =>
        [.. Row().Matches(html[html.IndexOf("<tbody>", StringComparison.Ordinal)..html.IndexOf("</tbody>", StringComparison.Ordinal)]).Select(match => match.Value)];

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("\\b(?:href|src|action|data-live)=\"([^\"]*)\"")]
    private static partial Regex Address();

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();
}
