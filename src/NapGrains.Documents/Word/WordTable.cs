using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Box = DocumentFormat.OpenXml.Wordprocessing.TableCell;

namespace NapGrains.Documents;

/// <summary>The official table: column headings on every page, a priority across all columns, a row a measure that goes on over pages.</summary>
internal static class WordTable
{
    // Number, title, lead, others; the work done takes what is left.
    private static readonly int[] Columns = [750, 2500, 2000, 2250, WordPage.Width - 7500];

    private const string Shade = "E7E6E6";

    // A row that is no longer than these lines looks better whole; all others go on over the page.
    private const int LinesKeptTogether = 12;
    private const int LetterWidth = 95;

    public static Table Of(PrintedReport report, Wordings words) => new(
    [
        new TableProperties(
            new TableStyle { Val = WordStyles.Table },
            new TableWidth { Width = Twips(WordPage.Width), Type = TableWidthUnitValues.Dxa },
            new TableLayout { Type = TableLayoutValues.Fixed }),
        new TableGrid(Columns.Select(width => new GridColumn { Width = Twips(width) })),
        .. Headings(report),
        .. report.Priorities.SelectMany(priority => priority.Measures.Select(measure => Measure(measure, words)).Prepend(Priority(priority))),
    ]);

    private static IEnumerable<OpenXmlElement> Headings(PrintedReport report) => report.Headings.IsEmpty
        ? []
        :
        [
            new TableRow(
            [
                new TableRowProperties(new CantSplit(), new TableHeader()),
                // A document may have been taken whose headings are not one a column.
                .. report.Headings.Length == Columns.Length
                    ? report.Headings.Select((heading, column) => Shaded(Cell(Columns[column], [Heading(heading)])))
                    : [Shaded(Across(report.Headings.Select(Heading)))],
            ]),
        ];

    private static Paragraph Heading(string text) => WordText.Paragraph(WordStyles.ColumnHeading, WordText.Run(TableCell.Unwrap(text)));

    private static TableRow Priority(PrintedPriority priority) => new(
        new TableRowProperties(new CantSplit()),
        Shaded(Across([WordText.Paragraph(WordStyles.Priority, WordText.Run(TableCell.Unwrap(priority.Heading)))])));

    private static TableRow Measure(PrintedMeasure measure, Wordings words)
    {
        List<List<Paragraph>> cells =
        [
            [WordText.Paragraph(WordStyles.Cell, WordText.Run(TableCell.Unwrap(measure.Row.Number)))],
            [WordText.Paragraph(WordStyles.Measure, WordText.Run(TableCell.Unwrap(measure.Row.Title)))],
            [.. WordText.Executors(measure.Row.Lead, words)],
            [.. WordText.Executors(measure.Row.Others, words)],
            [.. measure.Work.SelectMany(WordText.Statement)],
        ];
        var row = new TableRow();
        if (cells.Select((paragraphs, column) => Lines(paragraphs, Columns[column])).Max() <= LinesKeptTogether)
            row.Append(new TableRowProperties(new CantSplit()));
        row.Append(cells.Select((paragraphs, column) => Cell(Columns[column], paragraphs)));
        return row;
    }

    private static int Lines(List<Paragraph> paragraphs, int width) => paragraphs.Sum(paragraph => 1 + (paragraph.InnerText.Length * LetterWidth / width));

    private static Box Across(IEnumerable<Paragraph> paragraphs) => Cell(WordPage.Width, paragraphs, Columns.Length);

    private static Box Shaded(Box box)
    {
        box.TableCellProperties!.Append(new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = Shade });
        return box;
    }

    private static Box Cell(int width, IEnumerable<Paragraph> paragraphs, int columns = 1)
    {
        var properties = new TableCellProperties(new TableCellWidth { Width = Twips(width), Type = TableWidthUnitValues.Dxa });
        if (columns > 1)
            properties.Append(new GridSpan { Val = columns });
        var box = new Box(properties);
        box.Append(paragraphs);
        // A cell holds a paragraph at least.
        if (!box.Elements<Paragraph>().Any())
            box.Append(WordText.Paragraph(WordStyles.Cell));
        return box;
    }

    private static string Twips(int width) => width.ToString(CultureInfo.InvariantCulture);
}
