using System.Collections.Immutable;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace NapGrains.Documents;

/// <summary>
/// Writes a plan and what was published on it as a spreadsheet: a sheet each for the summary, measures, assignments, reports (a row
/// a statement), and figures. Columns are called like the API's fields. Texts are texts: nothing that a report says is ever calculated.
/// </summary>
public static class PlanWorkbook
{
    /// <summary>Media type of spreadsheets.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Writes the workbook; the same plan gives the same bytes.</summary>
    /// <param name="document">The plan with its reports.</param>
    /// <param name="summary">Its figures.</param>
    /// <param name="about">What else there is to say, a line each: name and value.</param>
    public static byte[] Write(PlanDocument document, ImmutableArray<SummaryFigure> summary, ImmutableArray<(string Name, string Value)> about)
    {
        ArgumentNullException.ThrowIfNull(document);
        var sheets = new PlanSheets(document);
        using var package = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(package, SpreadsheetDocumentType.Workbook))
        {
            var main = workbook.AddWorkbookPart();
            workbook.ChangeIdOfPart(main, OfficePackage.MainId);
            main.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = WorkbookStyles.All();
            var list = new Sheets();
            Add("Summary", sheets.Summary(summary));
            Add("Measures", sheets.Measures());
            Add("Assignments", sheets.Assignments());
            Add("Reports", sheets.Reports());
            Add("Figures", sheets.Figures());
            Add("About", PlanSheets.About(about));
            main.Workbook = new(list);
            OfficePackage.Describe(workbook, new(sheets.Title, document.Plan?.Key ?? "", sheets.Language));

            void Add(string name, Worksheet sheet)
            {
                var id = $"sheet{list.ChildElements.Count + 1}";
                main.AddNewPart<WorksheetPart>(id).Worksheet = sheet;
                list.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = name, SheetId = (uint)list.ChildElements.Count + 1, Id = id });
            }
        }

        return OfficePackage.Settle(package);
    }
}
