using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace NapGrains.Documents;

/// <summary>What a cell holds, typed. Texts are texts whatever they look like: no cell ever holds a formula.</summary>
/// <param name="Style">How it looks.</param>
/// <param name="Type">What the value is.</param>
/// <param name="Value">The value; null for an empty cell.</param>
internal readonly partial record struct CellContent(CellLook Style, CellValues Type, string? Value)
{
    /// <summary>What a cell can hold at most, in UTF-16 units.</summary>
    public const int LongestText = 32_767;

    private const string CutOff = "… [cut off here: a cell holds no more; the JSON holds all]";

    // The first day that spreadsheets count.
    private static readonly DateTime FirstDay = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);

    public static CellContent Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return default;
        // A text that is edited, or saved as CSV and opened again, must not begin to calculate either.
        var look = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? CellLook.QuotedText : CellLook.Text;
        return new(look, CellValues.InlineString, Escapes().Replace(XmlText.Legal(Fitting(text.ReplaceLineEndings("\n"))), "_x005F_"));
    }

    public static CellContent Of(decimal? number) => new(CellLook.Number, CellValues.Number, number?.ToString(CultureInfo.InvariantCulture));

    // Not as a boolean: LibreOffice would make a formula of it.
    public static CellContent Of(bool? truth) => Of(truth switch { true => "true", false => "false", null => null });

    public static CellContent Of(DateOnly? day) => Serial(day?.ToDateTime(TimeOnly.MinValue), CellLook.Day, "yyyy-MM-dd");

    /// <summary>A moment, to the second, as a clock showed it somewhere.</summary>
    public static CellContent Of(DateTimeOffset? moment, TimeZoneInfo zone) => Serial(
        moment is { } at ? TimeZoneInfo.ConvertTime(at, zone).DateTime : null, CellLook.Moment, "yyyy-MM-dd HH:mm:ss");

    /// <summary>A share of 1, shown as a percentage.</summary>
    public static CellContent Share(double? share) => new(CellLook.Share, CellValues.Number, share?.ToString("R", CultureInfo.InvariantCulture));

    public Cell ToCell(string reference)
    {
        var cell = new Cell { CellReference = reference, StyleIndex = (uint)Style };
        if (Value is null)
            return cell;
        cell.DataType = Type;
        if (Type == CellValues.InlineString)
            cell.InlineString = new(new Text(Value) { Space = SpaceProcessingModeValues.Preserve });
        else
            cell.CellValue = new(Value);
        return cell;
    }

    private static CellContent Serial(DateTime? at, CellLook look, string form) => at switch
    {
        null => default,
        { } early when early < FirstDay => Of(early.ToString(form, CultureInfo.InvariantCulture)),
        { } day => new(look, CellValues.Number, day.ToOADate().ToString("R", CultureInfo.InvariantCulture)),
    };

    private static string Fitting(string text)
    {
        if (text.Length <= LongestText)
            return text;
        var kept = LongestText - CutOff.Length;
        return text[..(char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept)] + CutOff;
    }

    // _x0041_ in a cell means A, so the line that opens such a word is itself written in that way.
    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant)]
    private static partial Regex Escapes();
}
