using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace NapGrains.Documents;

/// <summary>The styles of a Word report; whoever publishes it changes its looks here and nowhere else.</summary>
internal static class WordStyles
{
    public const string Title = "Title";
    public const string Subtitle = "Subtitle";
    /// <summary>Headings of the first and the second level, so that contents and outline list priorities and measures.</summary>
    public const string Priority = "Heading1";
    public const string Measure = "Heading2";
    public const string Header = "Header";
    public const string Footer = "Footer";
    public const string Cell = "Cell";
    public const string Statement = "Statement";
    public const string ColumnHeading = "ColumnHeading";
    public const string End = "End";
    public const string Speaker = "Speaker";
    public const string Mark = "Mark";
    public const string Table = "OfficialTable";

    private const string Normal = "Normal";
    private const string Font = "Times New Roman";

    // Sizes are half points, distances twentieths of a point.
    public static Styles Of(string language) => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Font, HighAnsi = Font, ComplexScript = Font, EastAsia = Font },
                new FontSize { Val = "20" },
                new FontSizeComplexScript { Val = "20" },
                new Languages { Val = language, EastAsia = language })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { Before = "0", After = "0" }))),
        new Style(new StyleName { Val = "Normal" }, new PrimaryStyle()) { Type = StyleValues.Paragraph, StyleId = Normal, Default = true },
        Paragraph(Title, "Title", Line(before: 0, after: 120, JustificationValues.Center), new(new Bold(), new FontSize { Val = "28" })),
        Paragraph(Subtitle, "Subtitle", Line(before: 0, after: 120, JustificationValues.Center), new(new FontSize { Val = "24" })),
        Paragraph(Priority, "heading 1", Heading(0, Line(before: 80, after: 80, JustificationValues.Center)), new(new Bold(), new FontSize { Val = "22" })),
        Paragraph(Measure, "heading 2", Heading(1, Line(before: 0, after: 0, JustificationValues.Left)), null),
        Paragraph(Header, "header", Line(before: 0, after: 0, JustificationValues.Left), new(new Color { Val = "595959" }, new FontSize { Val = "16" })),
        Paragraph(Footer, "footer", Line(before: 0, after: 0, JustificationValues.Right), new(new Color { Val = "595959" }, new FontSize { Val = "16" })),
        Paragraph(Cell, "Cell", Line(before: 0, after: 60, JustificationValues.Left), null),
        Paragraph(Statement, "Statement", Line(before: 0, after: 80, JustificationValues.Left), null),
        Paragraph(ColumnHeading, "Column heading", Line(before: 40, after: 40, JustificationValues.Center), new(new Bold())),
        Paragraph(End, "End", new(new SpacingBetweenLines { Line = "20", LineRule = LineSpacingRuleValues.Exact }), new(new FontSize { Val = "2" })),
        Character(Speaker, "Speaker", new Bold()),
        Character(Mark, "Mark", new Italic()),
        OfficialTable());

    private static Style Paragraph(string id, string name, StyleParagraphProperties paragraph, StyleRunProperties? run)
    {
        var style = new Style(new StyleName { Val = name }, new BasedOn { Val = Normal }, new PrimaryStyle(), paragraph)
        {
            Type = StyleValues.Paragraph,
            StyleId = id,
        };
        if (run is not null)
            style.Append(run);
        return style;
    }

    private static Style Character(string id, string name, OpenXmlElement look) => new(
        new StyleName { Val = name }, new PrimaryStyle(), new StyleRunProperties(look))
    {
        Type = StyleValues.Character,
        StyleId = id,
    };

    private static StyleParagraphProperties Line(int before, int after, JustificationValues side) => new(
        new SpacingBetweenLines { Before = $"{before}", After = $"{after}" }, new Justification { Val = side });

    // A heading is never the last line of a page.
    private static StyleParagraphProperties Heading(int level, StyleParagraphProperties line)
    {
        line.PrependChild(new KeepNext());
        line.Append(new OutlineLevel { Val = level });
        return line;
    }

    private static Style OfficialTable() => new(
        new StyleName { Val = "Official table" },
        new PrimaryStyle(),
        new StyleTableProperties(
            new TableBorders(
                new TopBorder { Val = BorderValues.Single, Size = 4 },
                new LeftBorder { Val = BorderValues.Single, Size = 4 },
                new BottomBorder { Val = BorderValues.Single, Size = 4 },
                new RightBorder { Val = BorderValues.Single, Size = 4 },
                new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 },
                new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 }),
            new TableCellMarginDefault(
                new TopMargin { Width = "40", Type = TableWidthUnitValues.Dxa },
                new TableCellLeftMargin { Width = 85, Type = TableWidthValues.Dxa },
                new BottomMargin { Width = "40", Type = TableWidthUnitValues.Dxa },
                new TableCellRightMargin { Width = 85, Type = TableWidthValues.Dxa })))
    {
        Type = StyleValues.Table,
        StyleId = Table,
    };
}
