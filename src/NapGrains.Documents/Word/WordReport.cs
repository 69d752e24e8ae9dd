using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace NapGrains.Documents;

/// <summary>
/// Writes a period's reports as a Word document: the official table of five columns on A4, with styles, so that it can be edited
/// and published. Its text is that of <see cref="OfficialReport.Write"/>, white space folded.
/// </summary>
public static class WordReport
{
    /// <summary>Media type of Word documents.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Writes the document; the same plan gives the same bytes.</summary>
    /// <param name="document">The plan with its reports.</param>
    /// <param name="period">Key of the period to print.</param>
    /// <param name="options">The language, and its words for what is composed; null for Azerbaijani.</param>
    public static byte[] Write(PlanDocument document, string period, ReadOptions? options = null)
    {
        var words = (options ?? new ReadOptions()).Vocabulary;
        var report = PrintedReport.Of(document, period, words);
        var title = document.Plan?.Titles is { } titles ? titles.GetValueOrDefault(words.Language) ?? titles.Values.FirstOrDefault() : null;
        using var package = new MemoryStream();
        using (var word = WordprocessingDocument.Create(package, WordprocessingDocumentType.Document))
        {
            var main = word.AddMainDocumentPart();
            word.ChangeIdOfPart(main, OfficePackage.MainId);
            main.AddNewPart<StyleDefinitionsPart>("styles").Styles = WordStyles.Of(CultureInfo.CreateSpecificCulture(words.Language).Name);
            main.AddNewPart<DocumentSettingsPart>("settings").Settings = WordPage.Settings();
            main.AddNewPart<HeaderPart>("header").Header = WordPage.Header(title, period);
            main.AddNewPart<FooterPart>("footer").Footer = WordPage.Footer();
            main.Document = new(new DocumentFormat.OpenXml.Wordprocessing.Body(
            [
                .. WordText.Preamble(report.Preamble),
                WordTable.Of(report, words.Wordings),
                .. WordText.Closing(report.Closing),
                WordPage.Section("header", "footer"),
            ]));
            OfficePackage.Describe(word, new(title ?? TableCell.Unwrap(report.Preamble), period, words.Language));
        }

        return OfficePackage.Settle(package);
    }
}
