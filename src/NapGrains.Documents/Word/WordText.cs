using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace NapGrains.Documents;

/// <summary>Texts as paragraphs: blank lines part them and are left out, and runs of white space are one blank.</summary>
internal static class WordText
{
    /// <summary>What stands above the table: the title and, after blank lines, what follows it.</summary>
    public static IEnumerable<OpenXmlElement> Preamble(string text) =>
        Blocks(text).Select((block, place) => Paragraph(place == 0 ? WordStyles.Title : WordStyles.Subtitle, Run(block)));

    /// <summary>What stands below the table. Word needs a paragraph there, so one without words is as low as can be.</summary>
    public static IEnumerable<OpenXmlElement> Closing(string text) =>
        Lines(text).Select(line => Paragraph(WordStyles.Statement, Run(line))) is var lines && lines.Any() ? lines : [Paragraph(WordStyles.End)];

    /// <summary>A statement: the speaker's name stands out, each line of the text is a paragraph.</summary>
    public static IEnumerable<Paragraph> Statement(PrintedStatement statement)
    {
        var label = TableCell.Unwrap(statement.Label);
        var paragraphs = (statement.Separator + statement.Text).Split('\n', '\r').Select(Folded).ToList();
        if (label.Length > 0)
        {
            yield return Paragraph(WordStyles.Statement, Run(label, WordStyles.Speaker), Run(paragraphs[0].TrimEnd()));
            paragraphs.RemoveAt(0);
        }

        foreach (var paragraph in paragraphs.Select(line => line.Trim()).Where(line => line.Length > 0))
            yield return Paragraph(WordStyles.Statement, Run(paragraph));
    }

    /// <summary>The names of an executors' cell: wrapped lines joined, each section of its own, the mark of a recommended one in italics.</summary>
    public static IEnumerable<Paragraph> Executors(string cell, Wordings words)
    {
        foreach (var block in Blocks(cell))
        {
            var from = 0;
            foreach (Match mark in words.Recommended.Matches(block))
            {
                if (block[from..mark.Index].Trim() is { Length: > 0 } before)
                    yield return Paragraph(WordStyles.Cell, Run(before));
                yield return Paragraph(WordStyles.Cell, Run(mark.Value, WordStyles.Mark));
                from = mark.Index + mark.Length;
            }

            if (block[from..].Trim() is { Length: > 0 } rest)
                yield return Paragraph(WordStyles.Cell, Run(rest));
        }
    }

    public static Paragraph Paragraph(string style, params IEnumerable<Run> runs) =>
        new([new ParagraphProperties(new ParagraphStyleId { Val = style }), .. runs]);

    public static Run Run(string text, string? style = null)
    {
        var run = new Run(new Text(XmlText.Legal(text)) { Space = SpaceProcessingModeValues.Preserve });
        if (style is not null)
            run.RunProperties = new(new RunStyle { Val = style });
        return run;
    }

    /// <summary>Blocks of lines between blank ones, each on one line.</summary>
    private static IEnumerable<string> Blocks(string text)
    {
        var block = new List<string>();
        foreach (var line in text.Split('\n', '\r').Select(line => Folded(line).Trim()).Append(""))
        {
            if (line.Length > 0)
            {
                block.Add(line);
            }
            else if (block.Count > 0)
            {
                yield return string.Join(' ', block);
                block.Clear();
            }
        }
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n', '\r').Select(line => Folded(line).Trim()).Where(line => line.Length > 0);

    // One white space stays what it is, such as a blank that does not break.
    private static string Folded(string line)
    {
        var folded = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            var from = i;
            while (i + 1 < line.Length && char.IsWhiteSpace(line[i]) && char.IsWhiteSpace(line[i + 1]))
                i++;
            folded.Append(i > from || line[i] == '\t' ? ' ' : line[i]);
        }

        return folded.ToString();
    }
}
