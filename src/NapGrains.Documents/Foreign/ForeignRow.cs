using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NapGrains.Documents.Tables;

namespace NapGrains.Documents.Foreign;

/// <summary>A row of a foreign table, by its headings.</summary>
internal sealed partial class ForeignRow(TableRow row, IReadOnlyDictionary<string, int> columns)
{
    /// <summary>Its number as a spreadsheet counts it.</summary>
    public int Number => row.Number;

    /// <summary>A cell without blanks around it.</summary>
    public string this[string column] => row.Cells[columns[column]].Trim();

    /// <summary>A cell to the letter.</summary>
    public string Raw(string column) => row.Cells[columns[column]];

    /// <summary>A template with the row's cells in place of their names.</summary>
    public string Fill(string template) => Column().Replace(template, named => this[named.Groups[1].Value]);

    /// <summary>The value that a column's text stands for.</summary>
    public string Value(ColumnValues values) =>
        values.Values.GetValueOrDefault(this[values.Column]) ?? values.Otherwise ?? this[values.Column].ToLowerInvariant();

    /// <summary>The columns that a template names.</summary>
    public static IEnumerable<string> Columns(string template) => Column().Matches(template).Select(named => named.Groups[1].Value);

    /// <summary>Columns that a template names first, for what concerns it.</summary>
    public static string First(string template) => Columns(template).FirstOrDefault() ?? "";

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Column();
}
