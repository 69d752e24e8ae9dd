using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>A period's official report, laid out: what every form of it prints, as text, and as a Word document.</summary>
/// <param name="Preamble">What stands above the table.</param>
/// <param name="Headings">The table's column headings.</param>
/// <param name="Priorities">Its priorities in order.</param>
/// <param name="Closing">What stands below the table, often empty.</param>
internal sealed record PrintedReport(string Preamble, ImmutableArray<string> Headings, ImmutableArray<PrintedPriority> Priorities, string Closing)
{
    /// <summary>Lays a period out: to the letter what its document printed, composed where there was none.</summary>
    public static PrintedReport Of(PlanDocument document, string period, Vocabulary words)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentException.ThrowIfNullOrEmpty(period);
        var cells = new CellComposing(document, period, words);
        var frame = document.Frames?.GetValueOrDefault(period);
        return new(
            frame?.Preamble ?? cells.Preamble(),
            frame is null ? words.Columns : frame.Headings.OrEmpty(),
            [
                .. document.Priorities.OrEmpty().Select(priority => new PrintedPriority(
                    priority.Headings?.GetValueOrDefault(period) ?? cells.Heading(priority),
                    [
                        .. priority.Measures.OrEmpty().Select(measure => new PrintedMeasure(
                            measure.Rows?.GetValueOrDefault(period) ?? cells.Row(measure), [.. cells.Work(measure)])),
                    ])),
            ],
            frame?.Closing ?? "");
    }
}

/// <summary>A priority's heading and its measures.</summary>
internal sealed record PrintedPriority(string Heading, ImmutableArray<PrintedMeasure> Measures);

/// <summary>A measure's row: four cells, and the statements of the fifth.</summary>
internal sealed record PrintedMeasure(Row Row, ImmutableArray<PrintedStatement> Work);

/// <summary>A statement: who speaks, what stands between, and the words.</summary>
/// <param name="Label">Empty where nobody is named.</param>
/// <param name="Separator">E.g. <c>": "</c>; empty where nobody is named.</param>
/// <param name="Text">The words, often several paragraphs.</param>
internal sealed record PrintedStatement(string Label, string Separator, string Text);
