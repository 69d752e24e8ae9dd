using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>One statement in the cell of the work done.</summary>
/// <param name="Line">Line on which it opens, from 1.</param>
/// <param name="Position">Its place in the cell, from 1.</param>
/// <param name="Bodies">Keys of the bodies that make it: one; several where a label names several; none where it is unattributed.</param>
/// <param name="Wording">The label to the letter; null where none is printed.</param>
/// <param name="Separator">What stands between label and text; null where there is no label.</param>
/// <param name="Text">Its text to the letter, without outer white space.</param>
public sealed record Statement(
    int Line, int Position, ImmutableArray<string> Bodies, string? Wording, string? Separator, string Text)
{
    /// <summary>Numbers of the measures that it points to.</summary>
    public ImmutableArray<string> References { get; init; } = [];
}
