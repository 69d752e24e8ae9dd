using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace NapGrains.Gateway.Views.Search;

/// <summary>
/// Makes letters equal that people type for one another: case, in Azerbaijani and elsewhere, and everything that stands on or
/// under a letter. So <c>İCRAÇI</c>, <c>icraçı</c> and <c>icraci</c> are one word, and <c>məsləhət</c> is found by <c>meslehet</c>.
/// </summary>
internal static class Folding
{
    private static readonly ConcurrentDictionary<int, string> Known = new();

    /// <summary>The text in folded letters; what is no letter stays.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            folded.Append(Fold(rune));
        }

        return folded.ToString();
    }

    /// <summary>One character folded: nothing for what only stands on another letter or is not seen, several for a ligature.</summary>
    public static string Fold(Rune rune) => Known.GetOrAdd(rune.Value, static value => Compute(new(value)));

    private static string Compute(Rune rune)
    {
        var folded = new StringBuilder();
        foreach (var piece in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(piece) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            {
                continue;
            }

            var small = Rune.ToLowerInvariant(piece);
            folded.Append(small.Value switch
            {
                'ə' or 'ә' or 'ǝ' => "e",
                'ı' => "i",
                'ß' => "ss",
                'æ' => "ae",
                'œ' => "oe",
                'ø' => "o",
                'ł' => "l",
                'đ' or 'ð' => "d",
                'þ' => "th",
                _ => small.ToString(),
            });
        }

        return folded.ToString();
    }
}
