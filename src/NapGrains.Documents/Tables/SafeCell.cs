using System.Text.RegularExpressions;

namespace NapGrains.Documents.Tables;

/// <summary>
/// Texts as cells that a spreadsheet neither runs as a formula nor takes for a number or a date: an apostrophe stands before what it
/// would, so that <c>1.10</c> is still <c>1.10</c> after a visit to Excel. Reading takes the apostrophe off again, and no other.
/// </summary>
public static partial class SafeCell
{
    private const char Mark = '\'';

    /// <summary>The cell of a text; an absent text is an empty cell, an empty text an apostrophe alone.</summary>
    /// <param name="text">Any text, to the letter.</param>
    public static string Of(string? text) => text is null ? "" : NeedsMark(text.AsSpan().TrimStart(Mark)) ? Mark + text : text;

    /// <summary>The text of a cell; null for an empty one.</summary>
    /// <param name="cell">A cell as it was written here, or by a person who knows nothing of apostrophes.</param>
    public static string? Text(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Length == 0 ? null : cell[0] == Mark && NeedsMark(cell.AsSpan().TrimStart(Mark)) ? cell[1..] : cell;
    }

    private static bool NeedsMark(ReadOnlySpan<char> text) =>
        text.IsEmpty || text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' || NumberOrDate().IsMatch(text);

    // Whole numbers come through unharmed as long as they have no leading zero and fit into a double.
    [GeneratedRegex(@"\A(?!(?:0|[1-9][0-9]{0,14})\z)(?:[0-9]+[eE][+-]?[0-9]+|[0-9][0-9.,/: -]*[0-9.,%]|[0-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberOrDate();
}
