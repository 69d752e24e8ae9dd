using System.Collections.Immutable;

namespace NapGrains.Gateway.Pages.Reading;

/// <summary>A text and the language it is in, so that a page in another language can say so.</summary>
internal sealed record Passage(string Text, string Language)
{
    /// <summary>The text in the first of some languages that there is one in, else in any; null where there is none.</summary>
    public static Passage? Of(ImmutableSortedDictionary<string, string>? texts, params string[] languages)
    {
        if (texts is null || texts.IsEmpty)
        {
            return null;
        }

        var language = languages.FirstOrDefault(texts.ContainsKey) ?? texts.Keys.First();
        return new(texts[language], language);
    }
}
