using System.Collections.Immutable;
using System.Globalization;

namespace NapGrains.Documents;

/// <summary>Makes a plan document of an official report.</summary>
internal static class PlanOfReport
{
    private const string Scheduled = "SCHEDULED";

    public static PlanDocument Make(OfficialReport report, string period, IReadOnlyDictionary<string, string>? ids)
    {
        ArgumentException.ThrowIfNullOrEmpty(period);
        string IdOf(string number) => ids is not null && ids.TryGetValue(number, out var id) ? id : number;
        return new PlanDocument(
            null,
            null,
            report.Bodies,
            [.. report.Priorities.Select(priority => new PriorityEntry(
                priority.Number,
                new Texts { [report.Language] = priority.Title },
                By(period, priority.Heading),
                [.. priority.Measures.Select(measure => Measure(measure, report.Language, period, IdOf))]))],
            By(period, report.Frame));
    }

    private static MeasureEntry Measure(ReportedMeasure measure, string language, string period, Func<string, string> idOf) => new(
        idOf(measure.Number),
        measure.Number,
        null,
        new Texts { [language] = measure.Title },
        null,
        measure.Schedule,
        null,
        null,
        IsScheduled(measure.Schedule, period) ? new VerdictEntry(Scheduled, measure.ScheduleReason, null, null) : null,
        measure.Executors,
        measure.Delegations,
        [.. measure.References.Select(idOf)],
        null,
        By(period, measure.Row),
        Reports(measure.Statements, language, period, idOf));

    // Due in a later year than the one reported on; a period that begins with no year says nothing against it.
    private static bool IsScheduled(ScheduleEntry? schedule, string period) =>
        schedule is not null
        && (!int.TryParse(period.AsSpan(0, Math.Min(4, period.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || schedule.From > year);

    // Statements of one body are parts of one report; those of nobody are the parts of one unattributed report.
    private static ImmutableArray<ReportEntry> Reports(
        ImmutableArray<Statement> statements, string language, string period, Func<string, string> idOf) =>
        [.. statements
            .SelectMany(statement => statement.Bodies.IsEmpty
                ? [(Agency: (string?)null, Statement: statement)]
                : statement.Bodies.Select(body => (Agency: (string?)body, Statement: statement)))
            .GroupBy(part => part.Agency)
            .Select(report => new ReportEntry(
                period, report.Key, null, null, [.. report.Select(part => Part(part.Statement, language))], null, null, null,
                References([.. report.SelectMany(part => part.Statement.References).Select(idOf).Distinct()])))];

    private static ImmutableArray<string>? References(ImmutableArray<string> ids) => ids.IsEmpty ? null : ids;

    // An empty label says that the source printed none, though the statement is a body's.
    private static ReportPart Part(Statement statement, string language) => new(
        statement.Position,
        statement.Wording ?? (statement.Bodies.IsEmpty ? null : ""),
        statement.Separator ?? (statement.Bodies.IsEmpty ? null : ""),
        new Texts { [language] = statement.Text },
        null);

    private static ImmutableSortedDictionary<string, T> By<T>(string period, T value) =>
        ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal).Add(period, value);
}
