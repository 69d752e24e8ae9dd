using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NapGrains.Tests.Documents;

namespace NapGrains.Tests.Api;

/// <summary>
/// The official report read by a few lines that share nothing with the product's reader: cells by their TABs, statements by
/// the names in agency-names.json alone.
/// </summary>
internal static partial class IndependentReading
{
    private static readonly CultureInfo Azerbaijani = CultureInfo.GetCultureInfo("az");

    /// <param name="Number">Without the full stop.</param>
    /// <param name="Title">White space folded.</param>
    /// <param name="Lead">The cell, white space folded.</param>
    /// <param name="Others">The cell, white space folded.</param>
    /// <param name="Statements">Label (empty for none) and text of each statement, to the letter.</param>
    public sealed record Row(string Number, string Title, string Lead, string Others, List<(string Label, string Text)> Statements);

    public static List<Row> Rows(string document)
    {
        var names = JsonDocument.Parse(OfficialDocument.NamesText).RootElement.EnumerateArray()
            .SelectMany(body => body.GetProperty("aliases").EnumerateArray().Append(body.GetProperty("name")))
            .Select(name => Key(name.GetString()!)).ToHashSet();
        var cells = new List<List<string>>();
        foreach (var line in document.Replace("\r", "", StringComparison.Ordinal).Split('\n'))
        {
            // Some cells open with a TAB too many.
            if (line.StartsWith('\t')) cells.Add([line.TrimStart('\t')]);
            else if (cells.Count > 0) cells[^1].Add(line);
        }

        var numbered = Enumerable.Range(0, cells.Count - 4).Where(index => MeasureNumber().IsMatch(Fold(cells[index])));
        return [.. numbered.Select(index => new Row(
            Fold(cells[index]).TrimEnd('.'), Fold(cells[index + 1]), Fold(cells[index + 2]), Fold(cells[index + 3]),
            Statements(Work(cells, index + 4), names)))];
    }

    /// <summary>Every run of white space as one blank.</summary>
    public static string Fold(string text) => Blanks().Replace(text, " ").Trim();

    private static string Fold(IEnumerable<string> lines) => Fold(string.Join('\n', lines));

    // A bare TAB before the work cell's text opens no sixth column: the row ends where a number or a heading follows.
    private static IEnumerable<string> Work(List<List<string>> cells, int index)
    {
        var work = cells[index].AsEnumerable();
        for (var next = index + 1; next < cells.Count && !RowOpening().IsMatch(Fold(cells[next])); next++)
        {
            work = work.Concat(cells[next]);
        }

        return work;
    }

    private static List<(string, string)> Statements(IEnumerable<string> paragraphs, HashSet<string> names)
    {
        var statements = new List<(string Label, string Text)>();
        foreach (var paragraph in paragraphs)
        {
            if (string.IsNullOrWhiteSpace(paragraph) && statements.Count == 0) continue;
            var colon = paragraph.IndexOf(':', StringComparison.Ordinal);
            var label = colon < 0 ? "" : paragraph[..colon].Trim();
            if (label.Length > 0 && IsBodies(label, names)) statements.Add((label, paragraph[(colon + 1)..]));
            else if (statements.Count == 0 || Fold(paragraph).StartsWith("Əksər", StringComparison.Ordinal)) statements.Add(("", paragraph));
            else statements[^1] = (statements[^1].Label, $"{statements[^1].Text}\n{paragraph}");
        }

        return [.. statements.Select(statement => (statement.Label, statement.Text.Trim()))];
    }

    private static bool IsBodies(string label, HashSet<string> names) =>
        names.Contains(Key(label)) || Conjunction().Split(label) is { Length: > 1 } several && several.All(name => names.Contains(Key(name)));

    private static string Key(string name) => Blanks().Replace(name, "").ToLower(Azerbaijani);

    [GeneratedRegex(@"\A\d+\.\d+\.?\z")]
    private static partial Regex MeasureNumber();

    [GeneratedRegex(@"\A(\d+\.\d+\.?|Prioritet \d+\..*)\z")]
    private static partial Regex RowOpening();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\s+və\s+")]
    private static partial Regex Conjunction();
}
