using DocumentFormat.OpenXml.Wordprocessing;

namespace NapGrains.Documents;

/// <summary>The pages of a Word report: A4 on its side, the plan and the period above, the page's number below.</summary>
internal static class WordPage
{
    // Twentieths of a point.
    private const int Long = 16838;
    private const int Short = 11906;
    private const int Margin = 850;
    private const int ToEdge = 425;

    /// <summary>What a line may fill.</summary>
    public const int Width = Long - (2 * Margin);

    public static SectionProperties Section(string header, string footer) => new(
        new HeaderReference { Type = HeaderFooterValues.Default, Id = header },
        new FooterReference { Type = HeaderFooterValues.Default, Id = footer },
        new PageSize { Width = Long, Height = Short, Orient = PageOrientationValues.Landscape },
        new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = ToEdge, Footer = ToEdge, Gutter = 0 });

    public static Header Header(string? title, string period) => new(new Paragraph(
        new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Header }),
        WordText.Run(title is null ? period : $"{title} – {period}")));

    public static Footer Footer() => new(new Paragraph(
        new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Footer }),
        Field("PAGE"), WordText.Run(" / "), Field("NUMPAGES")));

    // Word asks a reader to update older documents unless they say that they were made for it.
    public static Settings Settings() => new(new Compatibility(new CompatibilitySetting
    {
        Name = CompatSettingNameValues.CompatibilityMode,
        Uri = "http://schemas.microsoft.com/office/word",
        Val = "15",
    }));

    private static SimpleField Field(string code) => new(WordText.Run("1")) { Instruction = code };
}
