using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>A body as an executors' cell names it.</summary>
/// <param name="Line">Line of the name, from 1.</param>
/// <param name="Body">The body that it means.</param>
/// <param name="Wording">The name as it stands there, wrapped lines joined.</param>
/// <param name="Recommended">True in a section of bodies that are asked.</param>
internal sealed record ExecutorName(int Line, Body Body, string Wording, bool Recommended);

/// <summary>Reads the names in an executors' cell.</summary>
internal static class ExecutorNames
{
    private static readonly char[] Separators = [',', ';'];

    public static ImmutableArray<ExecutorName> Read(TableCell cell, Reading reading)
    {
        var text = cell.Text;
        var lines = new LineCount(text, cell.Line);
        var names = ImmutableArray.CreateBuilder<ExecutorName>();
        var (from, recommended) = (0, false);
        foreach (var mark in reading.Wordings.Recommended.Matches(text).Append(null))
        {
            ReadSection(text, from, mark?.Index ?? text.Length, recommended, lines, reading, names);
            (from, recommended) = (mark is null ? text.Length : mark.Index + mark.Length, true);
        }

        return names.ToImmutable();
    }

    private static void ReadSection(
        string text, int from, int to, bool recommended, LineCount lines, Reading reading, ImmutableArray<ExecutorName>.Builder names)
    {
        while (from < to)
        {
            var end = text.IndexOfAny(Separators, from, to - from);
            end = end < 0 ? to : end;
            var piece = text[from..end];
            var start = from + piece.Length - piece.TrimStart().Length;
            var line = lines.At(start);
            if (!string.IsNullOrWhiteSpace(piece))
                names.AddRange(Resolve(piece, line, reading).Select(name => name with { Recommended = recommended }));
            else if (end < to)
                reading.Doubt(line, "nothing stands before a comma", "a name may be missing");
            from = end + 1;
        }
    }

    private static ImmutableArray<ExecutorName> Resolve(string piece, int line, Reading reading)
    {
        var wording = TableCell.Unwrap(piece);
        if (reading.CorrectionOf(line, wording) is { } about)
            return about.Kind == CorrectionKind.Text ? [] : [new ExecutorName(line, reading.Corrected(about), wording, false)];
        if (reading.Known(wording, line) is { } known)
            return [new ExecutorName(line, known, wording, false)];
        if (reading.CorrectionOf(line) is { Kind: not CorrectionKind.Unattributed } correction)
            return correction.Kind == CorrectionKind.Text ? [] : [new ExecutorName(line, reading.Corrected(correction), wording, false)];
        if (NameSplitting.Split(wording, reading) is { } names)
        {
            if (!names.All(reading.IsKnown))
                reading.Doubt(line, $"“{wording}” is split into {names.Length} names", "what stands on both sides of the “and” looks like a body");
            return [.. names.Select(name => new ExecutorName(line, KnownOrNew(name, line, reading), name, false))];
        }

        return LineByLine(piece, line, reading) ?? [new ExecutorName(line, KnownOrNew(wording, line, reading), wording, false)];
    }

    private static Body KnownOrNew(string name, int line, Reading reading)
    {
        if (reading.Known(name, line) is { } known)
            return known;
        var kind = reading.KindOf(name);
        return reading.Add(name, kind ?? BodyKind.Agency, line, kind is null
            ? "an executors' cell names it, but it does not end like a body's name"
            : "an executors' cell names it, and the register does not know it");
    }

    // Names wrapped over lines are joined; but where each line is a body, they are a list that lacks its commas.
    private static ImmutableArray<ExecutorName>? LineByLine(string piece, int line, Reading reading)
    {
        var lines = piece.Trim().Split('\n').Index().Where(name => !string.IsNullOrWhiteSpace(name.Item))
            .Select(name => (Line: line + name.Index, Wording: name.Item.Trim())).ToList();
        if (lines.Count < 2 || !lines.All(name => reading.IsKnown(name.Wording) || reading.LooksWhole(name.Wording)))
            return null;
        reading.Doubt(line, $"“{TableCell.Unwrap(piece)}” is taken for one body a line", "each line by itself is a body, together they are none");
        return [.. lines.Select(name => new ExecutorName(name.Line, KnownOrNew(name.Wording, name.Line, reading), name.Wording, false))];
    }
}
