namespace NapGrains.Gateway.Views.Search;

/// <summary>
/// How well an entry can fit a question, best first: the whole of a number or a name, then names, titles, and statements, in each
/// the words in a row, then the words as they are, then words that begin so. Only the entry itself decides, never how often
/// others have the word: what is added elsewhere moves no entry past another, and pages read one after the other fit together.
/// </summary>
internal static class Closeness
{
    /// <summary>The question in the language of the index, from the closest fit to the loosest, which holds all others.</summary>
    public static List<string> Of(SearchQuestion question)
    {
        var terms = question.Terms;
        var words = terms.SelectMany(term => term.Words).ToList();
        var asTheyAre = string.Join(" AND ", terms.Select(term => term.AsItIs));
        var asAsked = string.Join(" AND ", terms.Select(term => term.AsAsked));
        List<string> fits = [$"wholes : \"{IndexedWords.Whole(words)}\"", $"formers : \"{IndexedWords.Whole(words)}\""];
        foreach (var column in (string[])["names", "titles", "texts"])
        {
            fits.AddRange(((string[])[$"\"{string.Join(' ', words)}\"", asTheyAre, asAsked]).Distinct().Select(fit => $"{column} : ({fit})"));
        }

        fits.Add($"{{names titles texts}} : ({asAsked})");
        if (terms.Length > 1)
        {
            fits.Add($"({{names titles texts context}} : ({asAsked})) AND ({{names titles texts}} : ({string.Join(" OR ", terms.Select(term => term.AsAsked))}))");
        }

        return fits;
    }
}
