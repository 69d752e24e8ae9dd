using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>Where a statement opens, and whose it is.</summary>
/// <param name="FirstLine">Index of its first line in the cell.</param>
/// <param name="LabelLine">Index of the line that holds the label's colon; null where there is no label.</param>
/// <param name="Bodies">Whose it is; nobody's if empty.</param>
internal sealed record StatementOpening(int FirstLine, int? LabelLine, ImmutableArray<Body> Bodies)
{
    private const int LongestLabel = 400;
    private const int MostLabelLines = 4;
    private const int MostWordsOfADoubt = 8;

    /// <summary>The statement that opens on this line of a cell, or null where the line continues what stands before it.</summary>
    public static StatementOpening? At(int index, TableCell cell, Reading reading)
    {
        var line = cell.Line + index;
        var text = cell.Lines[index];
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (reading.CorrectionOf(line) is { } correction)
        {
            return correction.Kind switch
            {
                CorrectionKind.Text => null,
                CorrectionKind.Unattributed => new(index, null, []),
                _ => new(index, colon >= 0 && IsShort(text.AsSpan(0, colon)) ? index : null, [reading.Corrected(correction)]),
            };
        }

        if (colon > 0 && text[..colon].Trim() is { Length: > 0 and <= LongestLabel } label)
        {
            if (Wrapped(index, label, cell, reading) is { } wrapped)
                return wrapped;
            if (reading.Known(label, line) is { } body)
                return new(index, index, [body]);
            if (OpensWithQuantifier(text, reading))
                return Unattributed(index, line, reading);
            if (Joint(label, line, reading) is { } bodies)
                return new(index, index, bodies);
            if (StartsLikeAName(label) && reading.KindOf(label) is { } kind)
                return new(index, index, [reading.Add(label, kind, line, "a statement's label looks like a body that the register does not know")]);
            DoubtLabel(label, line, reading);
        }

        return OpensWithQuantifier(text, reading) ? Unattributed(index, line, reading) : null;
    }

    // The name may begin on the lines before: the longest that the register knows is meant.
    private static StatementOpening? Wrapped(int index, string label, TableCell cell, Reading reading)
    {
        StatementOpening? found = null;
        for (var first = index - 1; first >= 0 && first > index - MostLabelLines; first--)
        {
            var before = cell.Lines[first];
            if (string.IsNullOrWhiteSpace(before) || before.Length > LongestLabel || before.TrimEnd() is [.., '.' or '!' or '?' or ';']
                || before.Contains(':', StringComparison.Ordinal))
                break;
            label = before.Trim() + " " + label;
            if (reading.KnownFolded(reading.Fold(label)) is { } body)
                found = new(first, index, [body]);
        }

        return found;
    }

    private static ImmutableArray<Body>? Joint(string label, int line, Reading reading)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var piece in label.Split(',', StringSplitOptions.TrimEntries))
        {
            if (NameSplitting.Split(piece, reading) is { } split)
                names.AddRange(split);
            else if (reading.IsKnown(piece) || reading.LooksWhole(piece))
                names.Add(piece);
            else
                return null;
        }

        if (names.Count < 2)
            return null;
        reading.Doubt(line, $"“{label}” is taken for {names.Count} bodies that speak together", "each part of the label is a body");
        return [.. names.Select(name => reading.Known(name, line)
            ?? reading.Add(name, reading.KindOf(name)!, line, "a statement's label looks like a body that the register does not know"))
            .DistinctBy(body => body.Key)];
    }

    private static StatementOpening Unattributed(int index, int line, Reading reading)
    {
        reading.Doubt(line, "an unattributed statement", "the paragraph opens with a quantifier over bodies, so it is not the body's that spoke before");
        return new(index, null, []);
    }

    // “Most executive authorities …”: a quantifier, and within a few words bodies in the nominative.
    private static bool OpensWithQuantifier(string text, Reading reading)
    {
        const int reach = 8;
        var opening = reading.Fold(text.Length > BodyNoun.LongestName ? text[..BodyNoun.LongestName] : text);
        foreach (var quantifier in reading.Wordings.Quantifiers)
        {
            if (opening.StartsWith(quantifier, StringComparison.Ordinal))
            {
                return opening[quantifier.Length..].Split(' ').Take(reach)
                    .Any(word => reading.Wordings.CollectiveNouns.Contains(word.TrimEnd(',', '.', ':')));
            }
        }

        return false;
    }

    // A paragraph that goes on in lower case was wrapped.
    private static bool StartsLikeAName(string label) => !char.IsLower(label[0]);

    private static bool IsShort(ReadOnlySpan<char> label) =>
        label.Length <= BodyNoun.LongestName && !label.ContainsAny('.', '!', '?');

    private static void DoubtLabel(string label, int line, Reading reading)
    {
        var words = label.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var end = label[(label.LastIndexOf(',') + 1)..].Trim();
        if (IsShort(label)
            && ((StartsLikeAName(label) && !char.IsDigit(label[0]) && words <= MostWordsOfADoubt && end.Length == label.Length)
                || reading.IsKnown(end) || reading.KindOf(end) is not null))
            reading.Doubt(line, $"“{label}” before a colon is taken for text", "it stands like a label, but is no body that is known or looks like one");
    }
}
