using System.Collections.Immutable;

namespace NapGrains.Gateway.Views.Search;

/// <summary>A part of a question that must be found: one word, or several in exactly this order.</summary>
/// <param name="Words">The folded words; at least one.</param>
/// <param name="IsWhole">Whether the last word must be found as it is; otherwise words that begin with it will do.</param>
internal sealed record SearchTerm(ImmutableArray<string> Words, bool IsWhole)
{
    // A stem's last k or q is softened before a vowel: nazirlik, nazirliyi; torpaq, torpağı.
    private static readonly (char Hard, char Soft)[] Softened = [('k', 'y'), ('q', 'g')];

    private const int ShortestSoftened = 4;

    /// <summary>What the last word may begin with.</summary>
    public ImmutableArray<string> Beginnings { get; } = IsWhole || Words[^1].Length < ShortestSoftened
        ? [Words[^1]]
        : [Words[^1], .. Softened.Where(pair => Words[^1][^1] == pair.Hard).Select(pair => Words[^1][..^1] + pair.Soft)];

    /// <summary>How many words it covers from a place in a text on; 0 where it is not there.</summary>
    public int LengthAt(IReadOnlyList<Word> text, int index)
    {
        if (index + Words.Length > text.Count)
        {
            return 0;
        }

        for (var word = 0; word < Words.Length - 1; word++)
        {
            if (text[index + word].Folded != Words[word])
            {
                return 0;
            }
        }

        var last = text[index + Words.Length - 1].Folded;
        return last == Words[^1] || (!IsWhole && Beginnings.Any(beginning => last.StartsWith(beginning, StringComparison.Ordinal))) ? Words.Length : 0;
    }

    /// <summary>The term in the language of the index, its last word as it is.</summary>
    public string AsItIs => Quoted([.. Words]);

    /// <summary>The term in the language of the index, its last word as it is asked for.</summary>
    public string AsAsked => IsWhole
        ? AsItIs
        : $"({string.Join(" OR ", Beginnings.Select(beginning => $"{Quoted([.. Words[..^1], beginning])} *"))})";

    // Words are letters and digits alone, so that nothing in them could end the quotes.
    private static string Quoted(IEnumerable<string> words) => $"\"{string.Join(' ', words)}\"";
}
