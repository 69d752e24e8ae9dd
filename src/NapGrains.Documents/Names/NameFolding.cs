using System.Globalization;
using System.Text;

namespace NapGrains.Documents;

/// <summary>Makes wordings of one name equal: case, white space, quotes, hyphens, accents in pieces, written-out company forms.</summary>
internal static class NameFolding
{
    /// <summary>The name as it is looked up.</summary>
    /// <param name="name">Any wording; half surrogates are no error.</param>
    /// <param name="culture">Casing: in Azerbaijani <c>I</c> is <c>ı</c> and <c>İ</c> is <c>i</c>.</param>
    public static string Fold(string name, CultureInfo culture)
    {
        var folded = new StringBuilder(name.Length + 4);
        foreach (var letter in culture.TextInfo.ToLower(WellFormed(name).Normalize(NormalizationForm.FormC)))
        {
            switch (letter)
            {
                // A quote ends a word: “X”ASC means “X” ASC, and X ASC as well.
                case '"' or '“' or '”' or '„' or '‟' or '«' or '»' or '＂':
                    Blank(folded);
                    break;
                case '’' or '‘' or 'ʼ' or '`' or '´':
                    folded.Append('\'');
                    break;
                case '‐' or '‑' or '‒' or '–' or '—' or '―' or '─' or '−':
                    folded.Append('-');
                    break;
                case '(':
                    Blank(folded);
                    folded.Append('(');
                    break;
                // Letters of other alphabets that look like the schwa.
                case 'ә' or 'ǝ':
                    folded.Append('ə');
                    break;
                case '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF':
                    break;
                default:
                    if (char.IsWhiteSpace(letter))
                        Blank(folded);
                    else
                        folded.Append(letter);
                    break;
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>Text whose half surrogates are replaced, so that it can be normalised.</summary>
    public static string WellFormed(string text)
    {
        foreach (var unit in text)
        {
            if (char.IsSurrogate(unit))
                return string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
        }

        return text;
    }

    private static void Blank(StringBuilder folded)
    {
        if (folded.Length > 0 && folded[^1] != ' ')
            folded.Append(' ');
    }
}
