using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>A cell of the flattened table, to the letter.</summary>
/// <param name="Line">Line of the TAB that opens it, from 1.</param>
/// <param name="Lines">Its lines, the first without what stands before the text.</param>
internal sealed record TableCell(int Line, ImmutableArray<string> Lines)
{
    private const int LongestOpening = 60;

    public string Text { get; } = string.Join('\n', Lines);

    /// <summary>How its text begins: enough to tell a heading by.</summary>
    public string Opening => Text.AsSpan().TrimStart() is { Length: > LongestOpening } text ? text[..LongestOpening].ToString() : Text.Trim();

    /// <summary>Its words, wrapped lines joined by one blank; white space inside a line stays.</summary>
    public string Unwrapped => Unwrap(Text);

    /// <summary>Joins wrapped lines by one blank.</summary>
    public static string Unwrap(string text) => text.Contains('\n', StringComparison.Ordinal)
        ? string.Join(' ', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        : text.Trim();
}

/// <summary>The document as cells: a TAB at the start of a line opens one, nothing but the next one ends it.</summary>
/// <param name="Preamble">Everything before the first cell.</param>
/// <param name="Cells">The cells in order.</param>
internal sealed record TableCells(ImmutableArray<string> Preamble, ImmutableArray<TableCell> Cells)
{
    public static TableCells Scan(string text)
    {
        var lines = text.Split('\n');
        // The break that ends the last line begins no other one.
        var count = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        var preamble = ImmutableArray<string>.Empty;
        var cells = ImmutableArray.CreateBuilder<TableCell>();
        var opened = 0;
        for (var i = 0; i <= count; i++)
        {
            if (i < count && TabOf(lines[i]) < 0)
                continue;
            ImmutableArray<string> content = [.. lines.AsSpan(opened, i - opened)];
            if (opened == 0 && (i == 0 || TabOf(lines[0]) < 0))
                preamble = content;
            else
                cells.Add(new TableCell(opened + 1, content.SetItem(0, content[0][(TabOf(content[0]) + 1)..])));
            opened = i;
        }

        return new TableCells(preamble, cells.ToImmutable());
    }

    private static int TabOf(string line)
    {
        var at = 0;
        while (at < line.Length && line[at] != '\t' && char.IsWhiteSpace(line[at]))
            at++;
        return at < line.Length && line[at] == '\t' ? at : -1;
    }
}
