using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>What is known beside the document when it is read.</summary>
public sealed record ReadOptions
{
    /// <summary>Whose plan it is; the first part of the keys of new bodies.</summary>
    public string Jurisdiction { get; init; } = "az";

    /// <summary>The words of the document's language, which is also the language tag of its texts.</summary>
    public Vocabulary Vocabulary { get; init; } = Vocabulary.Azerbaijani;

    /// <summary>Corrections of guesses, from the file beside the document.</summary>
    public Corrections Corrections { get; init; } = Corrections.None;

    /// <summary>Numbers of the plan's measures that references may point to, beyond those in the document.</summary>
    public ImmutableArray<string> Measures { get; init; } = [];
}
