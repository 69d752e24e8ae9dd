using System.Buffers;

namespace NapGrains.Documents;

/// <summary>Tells from its last words whether a wording can be the name of a body that no register knows.</summary>
internal static class BodyNoun
{
    private static readonly SearchValues<char> SentencePunctuation = SearchValues.Create(".,!?;:…");

    /// <summary>No name of a body is longer.</summary>
    public const int LongestName = 150;

    /// <summary>
    /// <see cref="BodyKind.Agency"/> or <see cref="BodyKind.Collective"/> where the wording has no sentence punctuation and ends in
    /// a body noun or company form; otherwise null.
    /// </summary>
    public static string? KindOf(string name, Vocabulary words)
    {
        if (name.Length > LongestName || name.AsSpan().ContainsAny(SentencePunctuation))
            return null;
        var folded = ShortForm(NameFolding.Fold(name, words.Culture), words);
        if (folded.EndsWith(')') && folded.LastIndexOf(" (", StringComparison.Ordinal) is var bracket and > 0)
            folded = folded[..bracket];
        var last = folded[(folded.LastIndexOf(' ') + 1)..];
        if (words.Wordings.CollectiveNouns.Contains(last))
            return BodyKind.Collective;
        return words.Wordings.BodyNouns.Contains(last) ? BodyKind.Agency : null;
    }

    /// <summary>A folded name whose written-out company form is put in short.</summary>
    public static string ShortForm(string folded, Vocabulary words)
    {
        foreach (var (written, abbreviated) in words.Wordings.CompanyForms)
        {
            if (folded.EndsWith(written, StringComparison.Ordinal))
                return folded[..^written.Length] + abbreviated;
        }

        return folded;
    }
}
