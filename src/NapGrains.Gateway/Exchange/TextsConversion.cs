using System.Collections.Immutable;

namespace NapGrains.Gateway.Exchange;

/// <summary>Texts by language, between documents and grains.</summary>
internal static class TextsConversion
{
    /// <summary>As grains hold them.</summary>
    public static ImmutableSortedDictionary<string, string>? ToImmutable(this NapGrains.Documents.Texts? texts) =>
        texts?.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>As documents hold them.</summary>
    public static NapGrains.Documents.Texts? ToDocument(this ImmutableSortedDictionary<string, string>? texts)
    {
        if (texts is null)
        {
            return null;
        }

        var result = new NapGrains.Documents.Texts();
        foreach (var (language, text) in texts)
        {
            result.Add(language, text);
        }

        return result;
    }
}
