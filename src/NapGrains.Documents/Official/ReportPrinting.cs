using System.Text;

namespace NapGrains.Documents;

/// <summary>Prints an official report as text: a TAB opens a cell.</summary>
internal static class ReportPrinting
{
    public static string Write(PrintedReport report)
    {
        var text = new StringBuilder();
        if (report.Preamble is { Length: > 0 } preamble)
            text.Append(Protect(preamble, 0)).Append('\n');
        foreach (var heading in report.Headings)
            Cell(text, heading);
        text.Append('\n');
        foreach (var priority in report.Priorities)
        {
            Cell(text, priority.Heading);
            text.Append('\n');
            foreach (var (row, work) in priority.Measures)
            {
                Cell(text, row.Number);
                Cell(text, row.Title);
                Cell(text, row.Lead);
                Cell(text, row.Others);
                Cell(text, string.Join('\n', work.Select(statement => statement.Label + statement.Separator + statement.Text)) + "\n");
                text.Append('\n');
            }
        }

        if (report.Closing is { Length: > 0 } closing)
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
