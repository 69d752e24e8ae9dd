using NapGrains.Documents;
using NapGrains.Tests.Documents;

namespace NapGrains.Tests.Processes;

/// <summary>What is given out as office documents is opened by an office program: LibreOffice.</summary>
public sealed class OfficeTests : IDisposable
{
    /// <summary>Every sheet of a workbook as CSV: blanks and quotes as usual, UTF-8, as shown, formulas not calculated but told.</summary>
    private const string SheetsAsCsv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,true,false,-1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("napgrains-office-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_word_document_becomes_pages_with_the_headings_of_the_table_on_each_and_every_statement_on_one()
    {
        var plan = Sample.Read(Sample.PlanReport).ToPlanDocument("2030") with
        {
            Plan = new("p", "az", "Asia/Baku", "az", new Texts { ["az"] = "Bağların planı" }, []),
        };
        var pdf = await Converted("report.docx", WordReport.Write(plan, "2030"), "pdf", "report.pdf");

        var read = await Commands.TextOfPdf(_folder.FullName, pdf);
        // The last page has an end as well.
        var pages = read.Output.TrimEnd('\f').Split('\f').Select(WhiteSpace.Folded).ToList();

        Assert.Equal(0, read.ExitCode);
        Assert.InRange(pages.Count, 2, 8);
        Assert.All(pages, page =>
        {
            Assert.StartsWith("Bağların planı – 2030", page, StringComparison.Ordinal);
            Assert.Contains("Görülmüş işlər", page, StringComparison.Ordinal);
        });
        Assert.EndsWith($"{pages.Count}/{pages.Count}", pages[^1].Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Prioritet 2. Bağların qorunması və bağbanların öyrədilməsi", string.Join(' ', pages), StringComparison.Ordinal);
        Assert.Contains("Nasosların yarısı dəyişdirilib.", string.Join(' ', pages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_look_like_a_formula_are_words_in_a_spreadsheet()
    {
        var csv = await File.ReadAllTextAsync(
            await Converted("said.xlsx", PlanWorkbooks.Saying(PlanWorkbooks.Formulas), SheetsAsCsv, "said-Reports.csv"), TestContext.Current.CancellationToken);

        Assert.All(PlanWorkbooks.Formulas, formula => Assert.Contains(
            formula.AsSpan().ContainsAny('"', '\r') ? $",\"{formula.Replace("\"", "\"\"", StringComparison.Ordinal).Replace('\r', '\n')}\"," : $",{formula},",
            csv, StringComparison.Ordinal));
        // A cell that calculates would be shown as what it calculates by.
        Assert.DoesNotContain("=FALSE()", csv, StringComparison.Ordinal);
    }

    private async Task<string> Converted(string name, byte[] document, string form, string becomes)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, name), document, TestContext.Current.CancellationToken);
        var run = await Commands.Office(_folder.FullName, form, name);
        var converted = Path.Combine(_folder.FullName, becomes);
        Assert.True(File.Exists(converted), run.Output + run.Error);
        return converted;
    }
}
