using System.Collections.Immutable;
using NapGrains.Grains;

namespace NapGrains.Gateway.Views.Search;

/// <summary>What somebody searches for: all of its terms must be found.</summary>
internal sealed class SearchQuestion
{
    /// <summary>How long a question may be.</summary>
    public const int MostCharacters = 500;

    /// <summary>How many words it may have.</summary>
    public const int MostWords = 20;

    private SearchQuestion(ImmutableArray<SearchTerm> terms) => Terms = terms;

    /// <summary>What must be found.</summary>
    public ImmutableArray<SearchTerm> Terms { get; }

    /// <summary>
    /// Reads a question: words in any order, and words in quotes in exactly that order. Anything but letters and digits only parts
    /// words, and a word that it parts, such as <c>2.17</c>, is found as it stands.
    /// </summary>
    /// <exception cref="RefusalException">It is too long, or nothing can be looked up.</exception>
    public static SearchQuestion Of(string text)
    {
        if (text.Length > MostCharacters)
        {
            throw Refused($"A search has at most {MostCharacters} characters; this one has {text.Length}.");
        }

        var terms = text.Split('"', '“', '”', '„', '«', '»').SelectMany((part, index) => index % 2 == 1
            ? [Term(part, isWhole: true)]
            : part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => Term(word, isWhole: false)))
            .OfType<SearchTerm>().DistinctBy(term => (string.Join(' ', term.Words), term.IsWhole)).ToImmutableArray();
        var words = terms.Sum(term => term.Words.Length);
        return words switch
        {
            0 => throw Refused("Give a word or a number to search for; this text has neither letters nor digits."),
            > MostWords => throw Refused($"A search has at most {MostWords} words; this one has {words}."),
            _ => new(terms),
        };
    }

    private static SearchTerm? Term(string text, bool isWhole)
    {
        var words = Word.Of(text);
        return words.Count == 0 ? null : new([.. words.Select(word => word.Folded)], isWhole || words[^1].IsNumber);
    }

    private static RefusalException Refused(string message) => new("SEARCH_TEXT", message);
}
