using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

/// <summary>A plan as a spreadsheet.</summary>
public sealed class PlanWorkbooks
{
    /// <summary>Narratives that a spreadsheet might take for something to calculate.</summary>
    internal static string[] Formulas { get; } = ["=cmd|' /C calc'!A0", "=1+1", "+1", "-1", "@SUM(1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"http://a.example\")"];

    private static PlanDocument Plan => Sample.Read(Sample.PlanReport).ToPlanDocument("2030") with
    {
        Plan = new("p", "az", "Asia/Baku", "az", new Texts { ["az"] = "Bağların planı", ["en"] = "The plan of the gardens" }, [new("2030", null, null, null)]),
    };

    [Fact]
    public void Fit_the_format_to_the_letter()
    {
        Assert.Empty(Faults(PlanWorkbook.Write(Plan, [new(null, "2030", "reportingCoverage", 1, 2), new(1, null, "overdue", 0, 0), new(null, null, "total", 15, null)], [("plan", "p")])));
        Assert.Empty(Faults(PlanWorkbook.Write(new(null, null, [], [], null), [], [])));
        Assert.Empty(Faults(Saying("a\u0001b\u000bc\ud800d\uffffe\0f <c/> & ]]> 🌳")));
    }

    [Fact]
    public void Hold_a_row_a_statement_of_the_document()
    {
        var rows = Rows(PlanWorkbook.Write(Plan, [], []), "Reports");

        Assert.Equal(Plan.Priorities.SelectMany(priority => priority.Measures).SelectMany(measure => measure.Reports).Sum(report => report.Parts.Length), rows.Count - 1);
        Assert.Equal(["measure", "period", "agency", "name (az)"], rows[0].Take(4));
        Assert.Contains(rows, row => row[0] == "1.10" && row.Contains("Uçot başa çatıb, AB/1.1-2-2030-77 nömrəli məktubla bildirilib."));
    }

    [Fact]
    public void Calculate_nothing_that_a_report_says()
    {
        var workbook = Saying(Formulas);
        using var opened = Open(workbook);
        var sheets = opened.WorkbookPart!.WorksheetParts.Select(part => part.Worksheet).ToList();
        var formats = opened.WorkbookPart.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ToList();
        var cells = sheets.SelectMany(sheet => sheet.Descendants<Cell>()).ToList();

        Assert.Empty(sheets.SelectMany(sheet => sheet.Descendants<CellFormula>()));
        foreach (var formula in Formulas)
        {
            var cell = Assert.Single(cells, cell => cell.InlineString?.InnerText == formula.Replace('\r', '\n'));
            Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
            Assert.True(formats[(int)cell.StyleIndex!.Value].QuotePrefix!.Value);
        }
    }

    [Fact]
    public void Say_texts_to_the_letter_also_those_that_look_like_an_escape()
    {
        using var opened = Open(Saying("_x0041_ və _xyz_\r\nikinci sətir", "a\u0001b\ud800"));
        var texts = opened.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet.Descendants<InlineString>()).Select(text => text.InnerText).ToList();

        Assert.Contains("_x005F_x0041_ və _xyz_\nikinci sətir", texts);
        Assert.Contains("a\uFFFDb\uFFFD", texts);
    }

    [Fact]
    public void Cut_off_what_no_cell_can_hold_and_say_so()
    {
        var text = string.Concat(Enumerable.Repeat("🌳", 20_000));
        var held = Rows(Saying(text), "Reports").SelectMany(row => row).MaxBy(cell => cell.Length)!;

        Assert.InRange(held.Length, 32_000, 32_767);
        Assert.EndsWith("🌳… [cut off here: a cell holds no more; the JSON holds all]", held, StringComparison.Ordinal);
        Assert.Empty(Faults(Saying(text)));
    }

    [Fact]
    public void Hold_dates_and_numbers_as_such_and_fractions_by_both_their_parts()
    {
        var first = Plan.Priorities[0].Measures[0] with
        {
            Deadline = new DateOnly(2030, 3, 1),
            Figures = [new(null, "2030", 77.5m, new Texts { ["az"] = "%" }, new Texts { ["az"] = "Bağlar" })],
            Verdict = new("IN_PROGRESS", "Səbəb", null, new DateTimeOffset(2030, 6, 1, 20, 30, 0, TimeSpan.Zero)),
        };
        var plan = Plan with { Priorities = [Plan.Priorities[0] with { Measures = [first] }] };
        var workbook = PlanWorkbook.Write(plan, [new(null, "2030", "reportingCoverage", 149, 177), new(null, null, "implementedOfDue", 0, 0)], []);

        // 1 March 2030 is day 47543; half past midnight of 2 June in Baku is that of day 47636.
        Assert.Contains("47543", Rows(workbook, "Measures")[1]);
        Assert.Contains(Rows(workbook, "Measures")[1], cell => cell.StartsWith("47636.0208", StringComparison.Ordinal));
        Assert.Contains("77.5", Rows(workbook, "Figures")[1]);
        Assert.Equal(["2030", "reportingCoverage", "149", "177", "0.8418079096045198"], Rows(workbook, "Summary")[1].TakeLast(5));
        Assert.Equal(["", "implementedOfDue", "0", "0", ""], Rows(workbook, "Summary")[2].TakeLast(5));
    }

    [Fact]
    public void Keep_headings_in_sight_and_filter_every_sheet()
    {
        using var opened = Open(PlanWorkbook.Write(Plan, [], []));

        Assert.Equal(
            ["Summary", "Measures", "Assignments", "Reports", "Figures", "About"],
            opened.WorkbookPart!.Workbook.Descendants<Sheet>().Select(sheet => sheet.Name!.Value));
        Assert.All(opened.WorkbookPart.WorksheetParts, part =>
        {
            Assert.Equal(PaneStateValues.Frozen, part.Worksheet.Descendants<Pane>().Single().State!.Value);
            Assert.StartsWith("A1:", part.Worksheet.Descendants<AutoFilter>().Single().Reference!.Value, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Are_the_same_bytes_for_the_same_plan() =>
        Assert.Equal(PlanWorkbook.Write(Plan, [], [("plan", "p")]), PlanWorkbook.Write(PlanJson.Read(PlanJson.Write(Plan)), [], [("plan", "p")]));

    /// <summary>A workbook in which bodies say these texts.</summary>
    internal static byte[] Saying(params string[] texts)
    {
        var measure = Plan.Priorities[0].Measures[0];
        return PlanWorkbook.Write(
            Plan with
            {
                Priorities =
                [
                    Plan.Priorities[0] with
                    {
                        Measures =
                        [
                            measure with
                            {
                                Reports = [.. texts.Select(text => measure.Reports[0] with { Parts = [new(null, null, null, new Texts { ["az"] = text }, null)] })],
                            },
                        ],
                    },
                ],
            },
            [], []);
    }

    private static List<List<string>> Rows(byte[] workbook, string sheet)
    {
        using var opened = Open(workbook);
        var id = opened.WorkbookPart!.Workbook.Descendants<Sheet>().Single(held => held.Name == sheet).Id!.Value!;
        return
        [
            .. ((WorksheetPart)opened.WorkbookPart.GetPartById(id)).Worksheet.Descendants<SheetData>().Single().Elements()
                .Select(row => row.Elements<Cell>().Select(cell => cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "").ToList()),
        ];
    }

    private static SpreadsheetDocument Open(byte[] workbook) => SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false);

    private static IEnumerable<string> Faults(byte[] workbook)
    {
        using var opened = Open(workbook);
        return [.. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(opened).Select(fault => $"{fault.Path?.XPath}: {fault.Description}")];
    }
}
