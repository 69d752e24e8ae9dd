using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NapGrains.Documents.Tables;

/// <summary>What a cell of the plan template holds.</summary>
internal enum CellForm
{
    /// <summary>A key, a code or a number such as <c>1.10</c>: a text without blanks around it.</summary>
    Word,
    /// <summary>A text, to the letter.</summary>
    Text,
    /// <summary>A text in a language, which stands in brackets behind the heading: <c>title [az]</c>.</summary>
    Texts,
    /// <summary>Texts, one a line.</summary>
    Lines,
    /// <summary>A whole number.</summary>
    Whole,
    /// <summary>A number.</summary>
    Number,
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,
    /// <summary>A day.</summary>
    Day,
    /// <summary>A moment with its offset from UTC.</summary>
    Moment,
}

/// <summary>Cells as JSON values and back.</summary>
internal static class CellForms
{
    private static readonly string[] Days = ["yyyy-MM-dd", "dd.MM.yyyy", "d.M.yyyy"];
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>The value of a cell that is not empty, or why it has none.</summary>
    public static (JsonNode? Value, string? Fault) Read(this CellForm form, string text) => form switch
    {
        CellForm.Word => (text.Trim(), null),
        CellForm.Lines => (new JsonArray([.. text.Split('\n').Select(line => (JsonNode?)SafeCell.Text(line.Trim())).Where(line => line is not null)]), null),
        CellForm.Whole => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? (whole, null)
            : (null, $"'{text}' is no whole number"),
        CellForm.Number => decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (number, null)
            : (null, $"'{text}' is no number, such as 77.5"),
        CellForm.Flag => text.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "YES" => (true, null),
            "FALSE" or "NO" => (false, null),
            _ => (null, $"'{text}' is neither true nor false"),
        },
        CellForm.Day => DateOnly.TryParseExact(text.Trim(), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (day.ToString("O", CultureInfo.InvariantCulture), null)
            : (null, $"'{text}' is no day; write it like 2026-12-31"),
        CellForm.Moment => DateTimeOffset.TryParseExact(text.Trim(), Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            && text.Trim() is var moment
            ? (moment.EndsWith('Z') || moment.LastIndexOfAny(['+', '-']) > moment.IndexOf('T', StringComparison.Ordinal) ? moment : moment + "Z", null)
            : (null, $"'{text}' is no moment; write it like 2026-12-31T23:59:59Z"),
        _ => (text, null),
    };

    /// <summary>The cell of a value.</summary>
    public static string Write(this CellForm form, JsonNode? value) => value switch
    {
        null => "",
        JsonArray lines => string.Join('\n', lines.Select(line => SafeCell.Of(line?.GetValue<string>()))),
        _ when value.GetValueKind() is not JsonValueKind.String => value.ToJsonString(),
        _ => form is CellForm.Word or CellForm.Text or CellForm.Texts ? SafeCell.Of(value.GetValue<string>()) : value.GetValue<string>(),
    };
}
