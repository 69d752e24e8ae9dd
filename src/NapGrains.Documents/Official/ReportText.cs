using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>Checks on the text as a whole, before and after its table.</summary>
internal static class ReportText
{
    /// <summary>Line breaks as LF; what no text may hold is refused.</summary>
    public static string Normalise(string text, Reading reading)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new DocumentRefusedException(1, "the document is empty");
        text = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\n':
                    line++;
                    break;
                case '\0':
                    throw new DocumentRefusedException(line, "not a text: a NUL character");
                case '\t' when i > 0 && text[i - 1] != '\n' && !OpensCell(text, i):
                    reading.Doubt(line, "a TAB inside a line is taken for white space", "a TAB opens a cell only at the start of a line");
                    break;
                case '\uFFFD':
                    reading.Doubt(line, "a character is lost", "the text holds the sign for a character that could not be read");
                    break;
                case var unit when char.IsHighSurrogate(unit) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]):
                    i++;
                    break;
                case var unit when char.IsSurrogate(unit):
                    throw new DocumentRefusedException(line, "not a text: half a character");
                case var unit when char.IsControl(unit) && !char.IsWhiteSpace(unit):
                    reading.Doubt(line, $"a control character U+{(int)unit:X4}", "it has no meaning in a text");
                    break;
            }
        }

        return text;
    }

    /// <summary>What a body says belongs to a measure, never above the table.</summary>
    public static void RefuseStatementsBeforeTheTable(ImmutableArray<string> preamble, Reading reading)
    {
        for (var i = 0; i < preamble.Length; i++)
        {
            if (preamble[i].IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && reading.IsKnown(preamble[i][..colon]))
                reading.Refuse(i + 1, $"a statement before any measure: “{preamble[i][..colon].Trim()}”");
        }
    }

    /// <summary>A text that ends in the middle of a line and of a sentence was cut.</summary>
    public static void CheckEnd(string text, TableCell last, Reading reading)
    {
        var line = last.Line + last.Lines.Length - 1;
        var sentence = text.AsSpan().TrimEnd().TrimEnd("”\"»)’");
        if (sentence is [.., '.' or '!' or '?' or '…'] || string.IsNullOrWhiteSpace(last.Text))
            return;
        if (text[^1] != '\n')
            reading.Refuse(line, "truncated: the text ends in the middle of a sentence, without a line break");
        else
            reading.Doubt(line, "the last sentence has no end", "the text may be truncated");
    }

    private static bool OpensCell(string text, int tab)
    {
        var at = tab - 1;
        while (at >= 0 && text[at] != '\n' && text[at] != '\t' && char.IsWhiteSpace(text[at]))
            at--;
        return at < 0 || text[at] == '\n';
    }
}
