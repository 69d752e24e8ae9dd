using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

/// <summary>The official report as a Word document.</summary>
public sealed class WordReports
{
    public static TheoryData<string> Documents => new(Sample.PlanReport, Sample.LaterReport, Sample.PlanReport.Replace("\n", "\r\n"));

    [Theory, MemberData(nameof(Documents))]
    public void Have_the_text_of_the_text_export(string text) => TextIsThatOfTheTextExport(Sample.Read(text).ToPlanDocument("2030"), "2030");

    [Fact]
    public void Have_the_text_of_the_published_report_of_2022()
    {
        TextIsThatOfTheTextExport(OfficialDocument.Plan, OfficialDocument.Period);
        Assert.Equal(WhiteSpace.Folded(OfficialDocument.Text), TextOf(WordReport.Write(OfficialDocument.Plan, OfficialDocument.Period)));
    }

    [Fact]
    public void Have_the_text_of_the_text_export_where_no_document_was_printed()
    {
        var plan = Sample.Read(Sample.PlanReport).ToPlanDocument("2030") with
        {
            Plan = new("p", "az", "Asia/Baku", "az", new Texts { ["az"] = "Bağların planı" }, []),
            Frames = null,
        };
        var bare = plan with
        {
            Priorities = [.. plan.Priorities.Select(priority => priority with { Headings = null, Measures = [.. priority.Measures.Select(measure => measure with { Rows = null })] })],
        };

        TextIsThatOfTheTextExport(bare, "2030");
        Assert.StartsWith("Bağların planı Sıra №-si", TextOf(WordReport.Write(bare, "2030")), StringComparison.Ordinal);
    }

    [Fact]
    public void Have_no_statement_of_which_only_a_summary_is_held()
    {
        var plan = Changed(Sample.Read(Sample.PlanReport).ToPlanDocument("2030"), part => part with { Texts = null, Summaries = new Texts { ["az"] = "Xülasə" } });

        TextIsThatOfTheTextExport(plan, "2030");
        Assert.DoesNotContain("Xülasə", TextOf(WordReport.Write(plan, "2030")), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_the_format_to_the_letter_whatever_stands_in_them()
    {
        var plan = Sample.Read(Sample.PlanReport).ToPlanDocument("2030");
        var odd = Changed(plan, part => part with { Texts = new Texts { ["az"] = "a\u0001b\u000bc\ud800d\uffffe\0f <w:p/> & ]]> 🌳\r\n\n\tson" } });

        Assert.Empty(Faults(WordReport.Write(plan, "2030")));
        Assert.Empty(Faults(WordReport.Write(odd, "2030")));
        Assert.Empty(Faults(WordReport.Write(plan with { Priorities = [], Frames = null }, "2030")));
        Assert.Contains("a\uFFFDb c\uFFFDd\uFFFDe\uFFFDf <w:p/> & ]]> 🌳 son", TextOf(WordReport.Write(odd, "2030")), StringComparison.Ordinal);
    }

    [Fact]
    public void Are_the_same_bytes_for_the_same_plan()
    {
        var plan = Sample.Read(Sample.PlanReport).ToPlanDocument("2030");

        Assert.Equal(WordReport.Write(plan, "2030"), WordReport.Write(PlanJson.Read(PlanJson.Write(plan)), "2030"));
    }

    [Fact]
    public void Are_a_table_of_five_columns_on_a_page_on_its_side_whose_headings_are_repeated()
    {
        using var word = Open(WordReport.Write(Sample.Read(Sample.PlanReport).ToPlanDocument("2030"), "2030"));
        var body = word.MainDocumentPart!.Document.Body!;
        var rows = Assert.Single(body.Elements<Table>()).Elements<TableRow>().ToList();

        Assert.Equal(PageOrientationValues.Landscape, body.GetFirstChild<SectionProperties>()!.GetFirstChild<PageSize>()!.Orient!.Value);
        Assert.True(rows[0].TableRowProperties!.Elements<TableHeader>().Any());
        Assert.Equal(["Sıra №-si", "Tədbirin adı", "Əsas icraçı", "Digər icraçılar", "Görülmüş işlər"], rows[0].Elements<TableCell>().Select(cell => cell.InnerText));
        Assert.Equal([1, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 1, 5, 5, 5, 5, 5], rows.Skip(1).Select(row => row.Elements<TableCell>().Count()));
    }

    [Fact]
    public void Let_long_rows_go_on_over_the_page_and_nothing_else()
    {
        var plan = Changed(
            Sample.Read(Sample.PlanReport).ToPlanDocument("2030"),
            part => part.Position == 4 ? part with { Texts = new Texts { ["az"] = string.Join(' ', Enumerable.Repeat("Bağ suvarıldı.", 200)) } } : part);
        using var word = Open(WordReport.Write(plan, "2030"));
        var rows = word.MainDocumentPart!.Document.Body!.Descendants<TableRow>().ToList();

        Assert.Equal(["2.1."], rows.Where(row => !row.Descendants<CantSplit>().Any()).Select(row => row.Elements<TableCell>().First().InnerText));
    }

    [Fact]
    public void Have_headings_for_priorities_and_measures_and_a_paragraph_a_statement()
    {
        using var word = Open(WordReport.Write(Sample.Read(Sample.PlanReport).ToPlanDocument("2030"), "2030"));
        var paragraphs = word.MainDocumentPart!.Document.Body!.Descendants<Paragraph>().ToList();

        Assert.Equal(
            ["Prioritet 1. Bağlara dair qaydaların yenilənməsi", "Prioritet 2. Bağların qorunması və bağbanların öyrədilməsi"],
            In("Heading1").Select(paragraph => paragraph.InnerText));
        Assert.Contains("Bağların adlarının bərpası və lövhələrin asılması", In("Heading2").Select(paragraph => paragraph.InnerText));
        Assert.Equal(15, In("Heading2").Count());
        Assert.Contains("Baş Bağbanlıq: Siyahı üçün nümunə vərəqə göndərilmişdir.", In("Statement").Select(paragraph => paragraph.InnerText));
        Assert.Contains("Baş Bağbanlıq, Ali Hesab Palatası", In("Cell").Select(paragraph => paragraph.InnerText));
        Assert.Contains("Toxum və Tinglər", string.Concat(In("Statement").SelectMany(paragraph => paragraph.Elements<Run>())
            .Where(run => run.RunProperties?.RunStyle?.Val == "Speaker").Select(run => run.InnerText)), StringComparison.Ordinal);

        IEnumerable<Paragraph> In(string style) => paragraphs.Where(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val == style);
    }

    [Fact]
    public void Say_what_they_are_in_the_language_of_the_plan()
    {
        var plan = Sample.Read(Sample.PlanReport).ToPlanDocument("2030") with
        {
            Plan = new("p", "az", "Asia/Baku", "az", new Texts { ["az"] = "Bağların planı" }, []),
        };
        using var word = Open(WordReport.Write(plan, "2030"));
        var main = word.MainDocumentPart!;

        Assert.Equal(("Bağların planı", "2030", "az"), (word.PackageProperties.Title, word.PackageProperties.Subject, word.PackageProperties.Language));
        Assert.Equal("Bağların planı – 2030", Assert.Single(main.HeaderParts).Header.InnerText);
        Assert.Equal(["PAGE", "NUMPAGES"], Assert.Single(main.FooterParts).Footer.Descendants<SimpleField>().Select(field => field.Instruction!.Value));
        Assert.StartsWith("az", main.StyleDefinitionsPart!.Styles!.Descendants<Languages>().Single().Val!.Value, StringComparison.Ordinal);
    }

    /// <summary>A Word document's words as they stand in its body, white space folded.</summary>
    internal static string TextOf(byte[] document)
    {
        using var word = Open(document);
        return WhiteSpace.Folded(string.Join('\n', word.MainDocumentPart!.Document.Body!.Descendants<Paragraph>().Select(paragraph => paragraph.InnerText)));
    }

    private static void TextIsThatOfTheTextExport(PlanDocument plan, string period) =>
        Assert.Equal(WhiteSpace.Folded(OfficialReport.Write(plan, period)), TextOf(WordReport.Write(plan, period)));

    private static PlanDocument Changed(PlanDocument plan, Func<ReportPart, ReportPart> change) => plan with
    {
        Priorities = [.. plan.Priorities.Select(priority => priority with
        {
            Measures = [.. priority.Measures.Select(measure => measure with
            {
                Reports = [.. measure.Reports.Select(report => report with { Parts = [.. report.Parts.Select(change)] })],
            })],
        })],
    };

    private static WordprocessingDocument Open(byte[] document) => WordprocessingDocument.Open(new MemoryStream(document), isEditable: false);

    private static IEnumerable<string> Faults(byte[] document)
    {
        using var word = Open(document);
        return [.. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(word).Select(fault => $"{fault.Path?.XPath}: {fault.Description}")];
    }
}
