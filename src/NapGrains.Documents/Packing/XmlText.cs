using System.Text;
using System.Xml;

namespace NapGrains.Documents;

/// <summary>Texts as XML 1.0 may hold them.</summary>
public static class XmlText
{
    private const char Lost = '\uFFFD';

    /// <summary>
    /// The text without what no XML may hold: control characters and halves of characters become U+FFFD, and what is white space
    /// elsewhere (vertical tab, form feed, …) a blank.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Legal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsLegal(text))
            return text;
        var legal = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                legal.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                legal.Append(text[i]).Append(text[++i]);
            else
                legal.Append(char.IsWhiteSpace(text[i]) ? ' ' : Lost);
        }

        return legal.ToString();
    }

    private static bool IsLegal(string text)
    {
        foreach (var unit in text)
        {
            if (!XmlConvert.IsXmlChar(unit))
                return false;
        }

        return true;
    }
}
