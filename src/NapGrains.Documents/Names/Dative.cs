namespace NapGrains.Documents;

/// <summary>The dative of a body's name.</summary>
internal static class Dative
{
    /// <summary>The names that a wording can be the dative of, its last word taken back to the nominative; what is in brackets too.</summary>
    public static IEnumerable<string> Undo(string wording, Vocabulary words)
    {
        if (wording.EndsWith(')') && wording.LastIndexOf('(') is var bracket and > 0)
        {
            var (before, inside) = (wording[..bracket].TrimEnd(), wording[(bracket + 1)..^1]);
            foreach (var name in UndoLastWord(before, words))
            {
                yield return $"{name} ({inside})";
                foreach (var explained in UndoLastWord(inside, words))
                    yield return $"{name} ({explained})";
            }
        }

        foreach (var name in UndoLastWord(wording, words))
            yield return name;
    }

    private static IEnumerable<string> UndoLastWord(string wording, Vocabulary words)
    {
        foreach (var dative in words.Datives)
        {
            if (wording.Length > dative.Ending.Length && wording.EndsWith(dative.Ending, StringComparison.Ordinal))
                yield return wording[..^dative.Ending.Length] + dative.Stem;
        }
    }
}
