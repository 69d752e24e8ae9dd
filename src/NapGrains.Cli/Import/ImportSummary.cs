using System.Text.RegularExpressions;
using Spectre.Console;

namespace NapGrains.Cli.Import;

/// <summary>What an import found in the document: tables on a screen, else lines with tabs between the columns.</summary>
internal sealed partial class ImportSummary(Terminal terminal)
{
    public void Warnings(IReadOnlyList<ImportWarning> warnings)
    {
        if (warnings.Count == 0) return;
        Show(
            warnings.Count == 1 ? "1 warning" : $"{warnings.Count} warnings",
            warnings.Any(warning => warning.Column is not null) ? ["row", "column", "what", "why"] : ["line", "what", "why"],
            warnings.Select(warning => warning.Column is { } column
                ? (string[])[Line(warning), PlainText.OneLine(column), PlainText.OneLine(warning.What), PlainText.OneLine(warning.Why)]
                : [Line(warning), PlainText.OneLine(warning.What), PlainText.OneLine(warning.Why)]));
    }

    public void Totals(OrderedDictionary<string, int?> totals) => Show(
        "In the document",
        ["what", "how many"],
        totals.Where(total => total.Value is not null).Select(total => (string[])[Words(total.Key), Number(total.Value)]));

    private void Show(string title, string[] columns, IEnumerable<string[]> rows)
    {
        if (terminal.Screen is not { } screen)
        {
            foreach (var row in rows) terminal.Output.WriteLine(string.Join('\t', row));
            return;
        }

        // Cells are plain texts: a bracket in a document is not markup.
        var table = new Table { Title = new TableTitle(title), Border = TableBorder.Rounded };
        table.AddColumns(columns);
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        screen.Write(table);
    }

    private static string Line(ImportWarning warning) => warning.Line is > 0 ? Number(warning.Line) : "-";

    private static string Number(int? number) => $"{number}";

    /// <summary><c>recommendedLeads</c> reads “recommended leads”.</summary>
    private static string Words(string field) => UpperCase().Replace(PlainText.OneLine(field), letter => $" {letter.Value.ToLowerInvariant()}");

    [GeneratedRegex("[A-Z]")]
    private static partial Regex UpperCase();
}
