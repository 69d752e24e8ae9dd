using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>Reads the statements in the cell of the work done.</summary>
internal static class Statements
{
    public static ImmutableArray<Statement> Read(TableCell cell, Reading reading)
    {
        var openings = Openings(cell, reading);
        var statements = ImmutableArray.CreateBuilder<Statement>(openings.Count);
        for (var i = 0; i < openings.Count; i++)
        {
            var end = i + 1 < openings.Count ? openings[i + 1].FirstLine : cell.Lines.Length;
            statements.Add(Cut(openings[i], end, i + 1, cell, reading));
        }

        return statements.ToImmutable();
    }

    private static List<StatementOpening> Openings(TableCell cell, Reading reading)
    {
        var openings = new List<StatementOpening>();
        for (var i = 0; i < cell.Lines.Length; i++)
        {
            if (StatementOpening.At(i, cell, reading) is not { } opening)
                continue;
            // A label wrapped over lines takes back the lines that had seemed to be a statement of their own.
            while (openings is [.., var last] && last.FirstLine >= opening.FirstLine)
                openings.RemoveAt(openings.Count - 1);
            openings.Add(opening);
        }

        var first = FirstText(cell);
        if (first < cell.Lines.Length && (openings.Count == 0 || openings[0].FirstLine > first))
        {
            openings.Insert(0, new StatementOpening(first, null, []));
            reading.Doubt(cell.Line + first, "an unattributed statement", "the cell of the work done opens without a body's name");
        }

        return openings;
    }

    private static int FirstText(TableCell cell)
    {
        var first = 0;
        while (first < cell.Lines.Length && string.IsNullOrWhiteSpace(cell.Lines[first]))
            first++;
        return first;
    }

    private static Statement Cut(StatementOpening opening, int end, int position, TableCell cell, Reading reading)
    {
        var line = cell.Line + opening.FirstLine;
        var raw = string.Join('\n', cell.Lines.AsSpan(opening.FirstLine, end - opening.FirstLine)!);
        ImmutableArray<string> bodies = [.. opening.Bodies.Select(body => body.Key)];
        if (opening.LabelLine is not { } labelLine)
            return new Statement(line, position, bodies, null, null, raw.Trim());

        var colon = raw.IndexOf(':', StringComparison.Ordinal);
        var wording = raw[..colon].Trim();
        var text = raw[(colon + 1)..].Trim();
        if (text.Length == 0)
            reading.Doubt(line, $"“{wording}” says nothing", "no text follows the label");
        var afterWording = raw.IndexOf(wording, StringComparison.Ordinal) + wording.Length;
        var textStart = text.Length == 0 ? colon + 1 : raw.IndexOf(text, colon + 1, StringComparison.Ordinal);
        return new Statement(line, position, bodies, wording, raw[afterWording..textStart], text);
    }
}
