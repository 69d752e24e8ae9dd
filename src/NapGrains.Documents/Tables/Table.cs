using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace NapGrains.Documents.Tables;

/// <summary>A row of a table.</summary>
/// <param name="Number">Its number as a spreadsheet counts it: the heading is 1.</param>
/// <param name="Cells">Its cells, one a column.</param>
internal sealed record TableRow(int Number, ImmutableArray<string> Cells);

/// <summary>A table of comma, semicolon or tab separated values with headings.</summary>
/// <param name="Headings">The headings, as they stand there but for blanks around them.</param>
/// <param name="Rows">The rows that are not blank.</param>
internal sealed record Table(ImmutableArray<string> Headings, ImmutableArray<TableRow> Rows)
{
    private const string Separators = ",;\t";

    private static readonly CsvWriterOptions Written = new() { Quoting = CsvQuoting.WhenNeededOrWhitespace };

    /// <summary>Reads a table: with or without a byte order mark, whichever of the separators it has.</summary>
    /// <exception cref="DocumentRefusedException">It is no such table; every row that is not is named.</exception>
    public static Table Read(string text)
    {
        var (body, separator) = Opened(text.TrimStart('\uFEFF'));
        var faults = ImmutableArray.CreateBuilder<DocumentFault>();
        var rows = ImmutableArray.CreateBuilder<TableRow>();
        using var reader = CsvReader.FromText(body, new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false,
            OnMalformedRecord = malformed =>
            {
                if (malformed.Reason != CsvMalformedReason.FieldCountMismatch)
                    faults.Add(new DocumentFault(rows.Count + 1, Cause(malformed.Reason), Column: ""));
            },
        });
        while (reader.Read())
            rows.Add(new(rows.Count + 1, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]));
        if (faults.Count > 0)
            throw new DocumentRefusedException(faults.DistinctBy(fault => (fault.Line, fault.Cause)).ToImmutableArray());
        if (rows.Count == 0 || rows[0].Cells.All(string.IsNullOrWhiteSpace))
            throw new DocumentRefusedException(1, "the table has no headings");
        return Checked([.. rows[0].Cells.Select(cell => cell.Trim())], [.. rows.Skip(1).Where(row => !row.Cells.All(string.IsNullOrWhiteSpace))]);
    }

    /// <summary>The table as RFC 4180 has it, with a byte order mark, by which Excel knows UTF-8.</summary>
    public string Write()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.Write('\uFEFF');
        using (var writer = CsvWriter.Create(text, Written, leaveOpen: true))
        {
            foreach (var cells in Rows.Select(row => row.Cells).Prepend(Headings))
            {
                foreach (var cell in cells)
                    writer.WriteField(cell);
                writer.EndRecord();
            }
        }

        return text.ToString();
    }

    private static Table Checked(ImmutableArray<string> headings, ImmutableArray<TableRow> rows)
    {
        // Spreadsheets write empty columns behind the last one that was ever used.
        var width = headings.Length;
        while (width > 0 && headings[width - 1].Length == 0)
            width--;
        var faults = ImmutableArray.CreateBuilder<DocumentFault>();
        foreach (var (index, heading) in headings.Take(width).Index())
        {
            if (heading.Length == 0)
                faults.Add(new DocumentFault(1, "the column has no heading", Column: Letters(index)));
            else if (headings.AsSpan(0, index).Contains(heading))
                faults.Add(new DocumentFault(1, "the heading stands there for the second time", Column: heading));
        }

        foreach (var row in rows.Where(row => row.Cells.Skip(width).Any(cell => cell.Length > 0)))
            faults.Add(new DocumentFault(row.Number, $"there are more cells than headings ({row.Cells.Length}, not {width})", Column: Letters(width)));
        return faults.Count > 0
            ? throw new DocumentRefusedException(faults.ToImmutable())
            : new(headings[..width], [.. rows.Select(row => row with { Cells = [.. row.Cells.Take(width), .. Enumerable.Repeat("", Math.Max(0, width - row.Cells.Length))] })]);
    }

    /// <summary>The name that a spreadsheet gives a column, from its place.</summary>
    private static string Letters(int index) => index < 26 ? $"{(char)('A' + index)}" : Letters((index / 26) - 1) + Letters(index % 26);

    // Excel may name the separator in a line before the headings; else it is the one that the headings have most of.
    private static (string Body, char Separator) Opened(string text)
    {
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && Separators.Contains(text[4], StringComparison.Ordinal))
            return (text[5..].TrimStart('\r', '\n'), text[4]);
        var counts = new int[Separators.Length];
        var quoted = false;
        foreach (var letter in text)
        {
            if (letter is '"')
                quoted = !quoted;
            else if (!quoted && letter is '\r' or '\n')
                break;
            else if (!quoted && Separators.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var which)
                counts[which]++;
        }

        return (text, Separators[counts.IndexOf(counts.Max())]);
    }

    private static string Cause(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quote is opened and never closed",
        CsvMalformedReason.TextAfterClosingQuote => "text stands behind a closing quote; double the quotes within a cell",
        _ => "a quote stands within a cell that is not quoted; quote the cell, and double the quotes within it",
    };
}
