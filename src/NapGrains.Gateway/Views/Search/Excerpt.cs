using System.Collections.Immutable;
using GraphQL;

namespace NapGrains.Gateway.Views.Search;

/// <summary>A piece of an excerpt.</summary>
/// <param name="Text">The piece, to the letter; `…` where the excerpt leaves something out.</param>
/// <param name="Match">Whether it is what was searched for.</param>
[Name("SearchSegment")]
public sealed record SearchSegment(string Text, bool Match);

/// <summary>Where in an entry a question was found, and what stands there.</summary>
/// <param name="Text">The text in which it was found.</param>
/// <param name="Segments">The text, or what of it stands around what was found.</param>
internal sealed record Excerpt(SearchText Text, ImmutableArray<SearchSegment> Segments)
{
    // A text as long as this is shown whole; of a longer one this much around what was found.
    private const int MostCharacters = 240;

    private const int Before = 60;

    /// <summary>The text of an entry that has most of a question's terms; of several those that weigh more come first.</summary>
    public static Excerpt Of(SearchEntry entry, SearchQuestion question)
    {
        var best = entry.Texts
            .Select(text => (Text: text, Words: Word.Of(text.Text)))
            .Select(read => (read.Text, Found: Found.In(read.Words, question)))
            .MaxBy(read => (read.Found.Terms, read.Found.AsTheyAre));
        return new(best.Text, [.. Around(best.Found.Places, best.Text.Text)]);
    }

    private static IEnumerable<SearchSegment> Around(IReadOnlyList<(int Start, int End)> places, string text)
    {
        var (from, to) = (0, text.Length);
        if (text.Length > MostCharacters)
        {
            from = places.Count == 0 ? 0 : Blank(text, Math.Max(0, Densest(places) - Before));
            to = text.Length - from > MostCharacters ? Blank(text, from + MostCharacters) : text.Length;
        }

        if (from > 0)
        {
            yield return new("…", false);
        }

        var at = from;
        foreach (var (start, end) in places.Where(place => place.Start >= from && place.End <= to))
        {
            if (start > at)
            {
                yield return new(text[at..start], false);
            }

            yield return new(text[start..end], true);
            at = end;
        }

        if (at < to)
        {
            yield return new(text[at..to], false);
        }

        if (to < text.Length)
        {
            yield return new("…", false);
        }
    }

    /// <summary>Where the stretch begins that holds most of what was found.</summary>
    private static int Densest(IReadOnlyList<(int Start, int End)> places)
    {
        var (best, most, behind) = (0, 0, 0);
        for (var first = 0; first < places.Count; first++)
        {
            while (behind < places.Count && places[behind].End <= places[first].Start + MostCharacters - Before)
            {
                behind++;
            }

            if (behind - first > most)
            {
                (best, most) = (first, behind - first);
            }
        }

        return places[best].Start;
    }

    /// <summary>The next place from which on a word begins or nothing stands; not within a letter of two halves.</summary>
    private static int Blank(string text, int index)
    {
        var blank = index == 0 ? 0 : text.AsSpan(index, Math.Min(30, text.Length - index)).IndexOfAny(' ', '\n', '\t');
        index += Math.Max(blank, 0);
        return index > 0 && index < text.Length && char.IsLowSurrogate(text[index]) ? index + 1 : index;
    }

    /// <summary>What a text has of a question.</summary>
    /// <param name="Terms">How many of its terms.</param>
    /// <param name="AsTheyAre">How many of them word for word.</param>
    /// <param name="Places">Where, in order and apart from one another.</param>
    private sealed record Found(int Terms, int AsTheyAre, IReadOnlyList<(int Start, int End)> Places)
    {
        public static Found In(List<Word> text, SearchQuestion question)
        {
            var covered = new bool[text.Count];
            var (terms, asTheyAre) = (0, 0);
            foreach (var term in question.Terms)
            {
                var (found, exactly) = (false, false);
                for (var index = 0; index < text.Count; index++)
                {
                    var length = term.LengthAt(text, index);
                    covered.AsSpan(index, length).Fill(true);
                    found |= length > 0;
                    exactly |= length > 0 && text[index + length - 1].Folded == term.Words[^1];
                }

                terms += found ? 1 : 0;
                asTheyAre += exactly ? 1 : 0;
            }

            return new(terms, asTheyAre, [.. text.Where((_, index) => covered[index]).Select(word => (word.Start, word.End))]);
        }
    }
}
