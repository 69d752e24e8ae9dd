using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml.Spreadsheet;
using Line = DocumentFormat.OpenXml.Spreadsheet.Row;

namespace NapGrains.Documents;

/// <summary>A column of a sheet.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Width">Its width in characters.</param>
/// <param name="Of">What it holds of a row.</param>
internal sealed record SheetColumn<TRow>(string Name, int Width, Func<TRow, CellContent> Of);

/// <summary>A sheet of a workbook: a heading that stays in sight and filters, then a row an item.</summary>
internal static class Sheet
{
    public static Worksheet Of<TRow>(ImmutableArray<SheetColumn<TRow>> columns, IReadOnlyCollection<TRow> rows)
    {
        var all = $"A1:{Letters(columns.Length - 1)}{Number(rows.Count + 1)}";
        return new(
            new SheetViews(new SheetView(
                new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen },
                new Selection { Pane = PaneValues.BottomLeft, ActiveCell = "A2", SequenceOfReferences = new() { InnerText = "A2" } })
            { WorkbookViewId = 0 }),
            new Columns(columns.Select((column, place) => new Column
            {
                Min = (uint)place + 1,
                Max = (uint)place + 1,
                Width = column.Width,
                CustomWidth = true,
                Style = (uint)CellLook.Text,
            })),
            new SheetData(
            [
                Row(1, columns.Select(column => new CellContent(CellLook.Heading, CellValues.InlineString, column.Name))),
                .. rows.Select((row, place) => Row(place + 2, columns.Select(column => column.Of(row)))),
            ]),
            new AutoFilter { Reference = all },
            // Numbers of measures are texts: 1.10 is not 1.1.
            new IgnoredErrors(new IgnoredError { SequenceOfReferences = new() { InnerText = all }, NumberStoredAsText = true }));
    }

    private static Line Row(int number, IEnumerable<CellContent> contents) =>
        new(contents.Select((content, place) => content.ToCell(Letters(place) + Number(number)))) { RowIndex = (uint)number };

    // A, B, …, Z, AA, …
    private static string Letters(int place) => (place < 26 ? "" : Letters((place / 26) - 1)) + (char)('A' + (place % 26));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
