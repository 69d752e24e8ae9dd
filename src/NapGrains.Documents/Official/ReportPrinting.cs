using System.Text;

namespace NapGrains.Documents;

/// <summary>Prints a period of a plan document in the form of an official report.</summary>
internal static class ReportPrinting
{
    public static string Write(PlanDocument document, string period, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentException.ThrowIfNullOrEmpty(period);
        var text = new StringBuilder();
        var cells = new CellComposing(document, period, options.Vocabulary);
        var frame = document.Frames?.GetValueOrDefault(period);
        if ((frame?.Preamble ?? cells.Preamble()) is { Length: > 0 } preamble)
            text.Append(Protect(preamble, 0)).Append('\n');
        foreach (var heading in frame is null ? options.Vocabulary.Columns : frame.Headings.OrEmpty())
            Cell(text, heading);
        text.Append('\n');
        foreach (var priority in document.Priorities.OrEmpty())
        {
            Cell(text, priority.Headings?.GetValueOrDefault(period) ?? cells.Heading(priority));
            text.Append('\n');
            foreach (var measure in priority.Measures.OrEmpty())
            {
                var row = measure.Rows?.GetValueOrDefault(period) ?? cells.Row(measure);
                Cell(text, row.Number);
                Cell(text, row.Title);
                Cell(text, row.Lead);
                Cell(text, row.Others);
                Cell(text, cells.Work(measure));
                text.Append('\n');
            }
        }

        if (frame?.Closing is { Length: > 0 } closing)
            Cell(text, closing);
        return text.ToString();
    }

    private static void Cell(StringBuilder text, string content) => text.Append('\t').Append(Protect(content, 1)).Append('\n');

    // A TAB at the start of a line would open a cell; on a cell's first line it stands behind the one that does.
    private static string Protect(string content, int firstLine)
    {
        if (!content.AsSpan().ContainsAny('\r', '\t'))
            return content;
        var lines = content.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        for (var i = firstLine; i < lines.Length; i++)
        {
            var start = lines[i].Length - lines[i].TrimStart().Length;
            lines[i] = lines[i][..start].Replace('\t', ' ') + lines[i][start..];
        }

        return string.Join('\n', lines);
    }
}
