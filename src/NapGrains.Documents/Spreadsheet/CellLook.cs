using DocumentFormat.OpenXml.Spreadsheet;

namespace NapGrains.Documents;

/// <summary>How cells look; the value is the place of the look in the workbook's style sheet.</summary>
internal enum CellLook : uint
{
    Text,
    /// <summary>A text that a program might take for a formula when somebody edits it.</summary>
    QuotedText,
    Heading,
    Number,
    Day,
    Moment,
    Share,
}

/// <summary>The style sheet that holds the looks.</summary>
internal static class WorkbookStyles
{
    private const uint DayFormat = 164;
    private const uint MomentFormat = 165;
    private const uint ShareFormat = 166;

    public static Stylesheet All() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "yyyy\\-mm\\-dd" },
            new NumberingFormat { NumberFormatId = MomentFormat, FormatCode = "yyyy\\-mm\\-dd\\ hh:mm:ss" },
            new NumberingFormat { NumberFormatId = ShareFormat, FormatCode = "0.0%" }),
        new Fonts(
            new Font(new FontSize { Val = 10 }, new FontName { Val = "Arial" }),
            new Font(new Bold(), new FontSize { Val = 10 }, new FontName { Val = "Arial" })),
        new Fills(
            // The first two are fixed by the format.
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE7E6E6" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(Enum.GetValues<CellLook>().Select(Format)));

    private static CellFormat Format(CellLook look) => new(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top })
    {
        NumberFormatId = look switch
        {
            CellLook.Day => DayFormat,
            CellLook.Moment => MomentFormat,
            CellLook.Share => ShareFormat,
            _ => 0u,
        },
        FontId = look == CellLook.Heading ? 1u : 0u,
        FillId = look == CellLook.Heading ? 2u : 0u,
        BorderId = 0,
        FormatId = 0,
        QuotePrefix = look == CellLook.QuotedText ? true : null,
        ApplyAlignment = true,
        ApplyNumberFormat = look is CellLook.Day or CellLook.Moment or CellLook.Share ? true : null,
    };
}
