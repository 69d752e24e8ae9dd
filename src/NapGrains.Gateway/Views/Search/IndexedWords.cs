namespace NapGrains.Gateway.Views.Search;

/// <summary>The words of an entry as the index holds them, in columns by how much they weigh.</summary>
/// <param name="Wholes">Each number, name and title as one word.</param>
/// <param name="Formers">Each former number as one word.</param>
/// <param name="Names">Words of numbers, names and short titles.</param>
/// <param name="Titles">Words of official titles.</param>
/// <param name="Texts">Words of statements and reasons.</param>
/// <param name="Context">Words of what the entry belongs to.</param>
internal sealed record IndexedWords(string Wholes, string Formers, string Names, string Titles, string Texts, string Context)
{
    // Between two texts, so that no question finds the end of one and the beginning of the next as its words in a row.
    private const string Between = " _ ";

    public static IndexedWords Of(SearchEntry entry)
    {
        var texts = entry.Texts.Select(text => (text.Place, Words: Word.Of(text.Text).ConvertAll(word => word.Folded))).ToList();
        return new(
            Joined(" ", text => text.Place is SearchPlace.Number or SearchPlace.Name or SearchPlace.Alias or SearchPlace.ShortTitle or SearchPlace.Title, Whole),
            Joined(" ", text => text.Place is SearchPlace.FormerNumber, Whole),
            Joined(Between, text => text.Place is <= SearchPlace.ShortTitle, Apart),
            Joined(Between, text => text.Place is SearchPlace.Title, Apart),
            Joined(Between, text => text.Place is > SearchPlace.Title, Apart),
            string.Join(Between, entry.Context.Select(text => Apart(Word.Of(text).ConvertAll(word => word.Folded)))));

        string Joined(string between, Func<(SearchPlace Place, List<string> Words), bool> which, Func<List<string>, string> form) =>
            string.Join(between, texts.Where(which).Select(text => form(text.Words)));
    }

    /// <summary>Words as one.</summary>
    public static string Whole(IEnumerable<string> words) => string.Join('_', words);

    private static string Apart(List<string> words) => string.Join(' ', words);
}
