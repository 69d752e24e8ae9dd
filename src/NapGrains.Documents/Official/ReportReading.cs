using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>Reads an official report: text to cells, cells to rows, rows to measures.</summary>
internal static class ReportReading
{
    public static OfficialReport Read(string text, BodyNames bodies, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(bodies);
        var reading = new Reading(bodies, options);
        text = ReportText.Normalise(text, reading);
        var table = TableCells.Scan(text);
        ReportText.RefuseStatementsBeforeTheTable(table.Preamble, reading);
        var rows = TableRows.Read(table.Cells, reading);
        if (reading.Faults.IsEmpty && rows.Priorities.All(priority => priority.Measures.IsEmpty))
            reading.Refuse(1, "no measures");
        if (rows.Closing is null && rows.Priorities is [.., { Measures: [.., var last] }])
            ReportText.CheckEnd(text, last.Work, reading);
        if (!reading.Faults.IsEmpty)
            throw new DocumentRefusedException(reading.Faults);

        // Names in executors' cells first: a label further up may be a body that only a cell further down makes known.
        var executors = rows.Priorities.SelectMany(priority => priority.Measures)
            .ToDictionary(row => row.Number, row => MeasureReading.Executors(row, reading));
        var numbers = rows.Priorities.SelectMany(priority => priority.Measures).Select(row => row.Number.ToString())
            .Concat(options.Measures).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<ReportedPriority> priorities = [.. rows.Priorities.Select(priority => new ReportedPriority(
            priority.Heading.Line,
            priority.Number,
            priority.Heading.Text.Trim(),
            priority.Title,
            [.. priority.Measures.Select(row => MeasureReading.Read(row, executors[row.Number], numbers, reading))]))];

        reading.DoubtUnusedCorrections();
        var frame = new Frame(
            string.Join('\n', table.Preamble!),
            [.. rows.Headings.Select(heading => heading.Text.Trim())],
            rows.Closing?.Text ?? "");
        return new OfficialReport(
            options.Vocabulary.Language, frame, priorities, Named(priorities, reading), reading.NewBodies, reading.Warnings);
    }

    private static ImmutableArray<Body> Named(ImmutableArray<ReportedPriority> priorities, Reading reading) =>
        [.. priorities.SelectMany(priority => priority.Measures).SelectMany(MeasureReading.Mentions).Distinct().Select(reading.ByKey)];
}
