using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml.Spreadsheet;

namespace NapGrains.Documents;

/// <summary>The sheets of a plan's workbook.</summary>
internal sealed class PlanSheets
{
    private readonly PlanDocument _document;
    private readonly TimeZoneInfo _zone;
    private readonly ImmutableArray<(PriorityEntry Priority, MeasureEntry Measure)> _measures;
    private readonly Dictionary<string, Body> _bodies;
    private readonly ImmutableArray<string> _languages;

    public PlanSheets(PlanDocument document)
    {
        _document = document;
        _zone = document.Plan is { TimeZone: var zone } ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Utc;
        _measures = [.. document.Priorities.OrEmpty().SelectMany(priority => priority.Measures.OrEmpty().Select(measure => (priority, measure)))];
        _bodies = document.Bodies.OrEmpty().GroupBy(body => body.Key, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        Language = document.Plan?.Language ?? Vocabulary.Azerbaijani.Language;
        _languages =
        [
            Language,
            .. _measures.SelectMany(held => Spoken(held.Measure)).Concat(document.Bodies.OrEmpty().Select(body => body.Names)).OfType<Texts>()
                .SelectMany(texts => texts.Keys).Distinct(StringComparer.Ordinal).Where(language => language != Language).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The plan's language.</summary>
    public string Language { get; }

    /// <summary>The plan's title.</summary>
    public string Title => In(_document.Plan?.Titles, Language) ?? _document.Plan?.Key ?? "";

    /// <summary>Figures as named fractions; a share only where there is something to divide by.</summary>
    public Worksheet Summary(ImmutableArray<SummaryFigure> figures) => Sheet.Of(
        [
            new("priority", 10, figure => CellContent.Of(figure.Priority)),
            .. PerLanguage<SummaryFigure>("title", 40, figure => figure.Priority is { } number
                ? _document.Priorities.OrEmpty().FirstOrDefault(priority => priority.Number == number)?.Titles
                : _document.Plan?.Titles),
            new("period", 10, figure => CellContent.Of(figure.Period)),
            new("figure", 30, figure => CellContent.Of(figure.Name)),
            new("numerator", 12, figure => CellContent.Of(figure.Count)),
            new("denominator", 12, figure => CellContent.Of(figure.Of)),
            new("share", 10, figure => CellContent.Share(figure.Of is > 0 and var of ? (double)figure.Count / of : null)),
        ],
        figures);

    public Worksheet Measures() => Sheet.Of(
        [
            new("priority", 10, held => CellContent.Of(held.Priority.Number)),
            new("number", 9, held => CellContent.Of(held.Measure.Number)),
            new("formerNumbers", 14, held => CellContent.Of(Joined(held.Measure.FormerNumbers))),
            .. PerLanguage<(PriorityEntry Priority, MeasureEntry Measure)>("shortTitle", 40, held => held.Measure.ShortTitles),
            .. PerLanguage<(PriorityEntry Priority, MeasureEntry Measure)>("title", 60, held => held.Measure.Titles),
            new("scheduleFrom", 13, held => CellContent.Of(held.Measure.Schedule?.From)),
            new("scheduleTo", 13, held => CellContent.Of(held.Measure.Schedule?.To)),
            new("deadline", 12, held => CellContent.Of(held.Measure.Deadline)),
            new("continuous", 11, held => CellContent.Of(held.Measure.Continuous)),
            new("verdict", 22, held => CellContent.Of(held.Measure.Verdict?.Status)),
            new("verdictReason", 40, held => CellContent.Of(held.Measure.Verdict?.Reason)),
            new("verdictSource", 25, held => CellContent.Of(held.Measure.Verdict?.Source)),
            new(Local("verdictEffectiveAt"), 20, held => CellContent.Of(held.Measure.Verdict?.EffectiveAt, _zone)),
            new("references", 14, held => CellContent.Of(Joined(held.Measure.References))),
        ],
        _measures);

    public Worksheet Assignments() => Sheet.Of(
        [
            new("measure", 9, row => CellContent.Of(row.Measure.Number)),
            new("agency", 35, row => CellContent.Of(row.Executor.Agency)),
            .. PerLanguage<(MeasureEntry Measure, ExecutorEntry Executor, DelegationEntry? Delegation)>("name", 40, row => NamesOf(row.Executor.Agency)),
            new("role", 11, row => CellContent.Of(row.Executor.Role)),
            new("duty", 12, row => CellContent.Of(row.Executor.Duty)),
            new("recommended", 13, row => CellContent.Of(row.Executor.Recommended)),
            new("wording", 40, row => CellContent.Of(row.Executor.Wording)),
            new("memberOf", 30, row => CellContent.Of(row.Executor.MemberOf)),
            new("delegatedFrom", 30, row => CellContent.Of(row.Delegation?.From)),
            new("instrument", 25, row => CellContent.Of(row.Delegation?.Instrument)),
            new("instrumentDate", 14, row => CellContent.Of(row.Delegation?.Date)),
            new("reportedIn", 14, row => CellContent.Of(Joined([.. row.Measure.Reports.OrEmpty()
                .Where(report => report.Agency == row.Executor.Agency).Select(report => report.Period)]))),
        ],
        [
            .. _measures.SelectMany(held => held.Measure.Executors.OrEmpty().Select(executor => (
                held.Measure, Executor: executor, Delegation: held.Measure.Delegations?.FirstOrDefault(delegation => delegation.To.Contains(executor.Agency))))),
        ]);

    public Worksheet Reports() => Sheet.Of(
        [
            new("measure", 9, row => CellContent.Of(row.Measure.Number)),
            new("period", 9, row => CellContent.Of(row.Report.Period)),
            new("agency", 35, row => CellContent.Of(row.Report.Agency)),
            .. PerLanguage<(MeasureEntry Measure, ReportEntry Report, ReportPart? Part)>("name", 40, row => NamesOf(row.Report.Agency)),
            new("position", 9, row => CellContent.Of(row.Part?.Position)),
            new("wording", 30, row => CellContent.Of(row.Part?.Wording)),
            .. PerLanguage<(MeasureEntry Measure, ReportEntry Report, ReportPart? Part)>("narrative", 80, row => row.Part?.Texts),
            .. PerLanguage<(MeasureEntry Measure, ReportEntry Report, ReportPart? Part)>("summary", 60, row => row.Part?.Summaries),
            new("claim", 14, row => CellContent.Of(row.Report.Claim)),
            new("nil", 7, row => CellContent.Of(row.Report.Nil)),
            new("challenges", 40, row => CellContent.Of(row.Report.Challenges)),
            new("evidence", 40, row => CellContent.Of(string.Join('\n', (row.Report.Evidence ?? []).Select(link => link.Title is { } title ? $"{title}: {link.Url}" : link.Url)))),
            new(Local("submittedAt"), 20, row => CellContent.Of(row.Report.SubmittedAt, _zone)),
            new("revision", 10, row => CellContent.Of(row.Report.Revision ?? 1)),
            new("extraordinary", 14, row => CellContent.Of(row.Report.Extraordinary ?? false)),
            new("redactionReason", 30, row => CellContent.Of(row.Report.Redacted?.Reason)),
        ],
        [
            .. _measures.SelectMany(held => held.Measure.Reports.OrEmpty().SelectMany(report =>
                (report.Parts.OrEmpty() is { IsEmpty: false } parts ? parts.Select(part => (ReportPart?)part) : [null])
                    .Select(part => (held.Measure, Report: report, Part: part)))),
        ]);

    public Worksheet Figures() => Sheet.Of(
        [
            new("measure", 9, row => CellContent.Of(row.Measure.Number)),
            new("period", 9, row => CellContent.Of(row.Figure.Period)),
            new("agency", 35, row => CellContent.Of(row.Figure.Agency)),
            .. PerLanguage<(MeasureEntry Measure, FigureEntry Figure)>("name", 40, row => NamesOf(row.Figure.Agency)),
            new("value", 14, row => CellContent.Of(row.Figure.Value)),
            .. PerLanguage<(MeasureEntry Measure, FigureEntry Figure)>("unit", 16, row => row.Figure.Unit),
            .. PerLanguage<(MeasureEntry Measure, FigureEntry Figure)>("subject", 50, row => row.Figure.Subject),
        ],
        [.. _measures.SelectMany(held => (held.Measure.Figures ?? []).Select(figure => (held.Measure, Figure: figure)))]);

    /// <summary>What else there is to say.</summary>
    public static Worksheet About(ImmutableArray<(string Name, string Value)> about) => Sheet.Of(
        [new("about", 20, line => CellContent.Of(line.Name)), new("value", 100, line => CellContent.Of(line.Value))], about);

    private static IEnumerable<Texts?> Spoken(MeasureEntry measure) =>
    [
        measure.Titles, measure.ShortTitles,
        .. measure.Reports.OrEmpty().SelectMany(report => report.Parts.OrEmpty()).SelectMany(part => new[] { part.Texts, part.Summaries }),
        .. (measure.Figures ?? []).SelectMany(figure => new[] { figure.Unit, figure.Subject }),
    ];

    private IEnumerable<SheetColumn<TRow>> PerLanguage<TRow>(string name, int width, Func<TRow, Texts?> texts) =>
        _languages.Select(language => new SheetColumn<TRow>($"{name} ({language})", width, row => CellContent.Of(texts(row)?.GetValueOrDefault(language))));

    private Texts? NamesOf(string? agency) => agency is null ? null : _bodies.GetValueOrDefault(agency)?.Names;

    private string Local(string moment) => string.Create(CultureInfo.InvariantCulture, $"{moment} ({_zone.Id})");

    private static string? In(Texts? texts, string language) => texts is null ? null : texts.GetValueOrDefault(language) ?? texts.Values.FirstOrDefault();

    private static string Joined(ImmutableArray<string>? values) => string.Join(", ", values ?? []);
}
