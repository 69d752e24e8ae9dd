using System.Collections.Immutable;
using NapGrains.Documents;
using NapGrains.Documents.Tables;
using NapGrains.Gateway.Schema;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Exchange;

/// <summary>Gives out a plan and what was published on it, in one period or in all.</summary>
internal static class PlanExport
{
    /// <summary>A document of one of the plan's periods, or, without a period, one of everything.</summary>
    /// <exception cref="RefusalException"><c>UNKNOWN_PERIOD</c>: an official report is one of a period.</exception>
    public static async Task<PlanFile> Of(PlanScope scope, string? period, DocumentFormat format, string licence)
    {
        var periods = scope.Snapshot.Plan.Periods.Select(known => known.Key).Where(key => period is null || key == period).ToImmutableArray();
        var name = $"{scope.Key}{(period is null ? "" : $".{period}")}";
        switch (format)
        {
            case DocumentFormat.Json:
                var whole = await Document(scope, periods);
                return PlanFile.OfText(
                    $"{name}.json", "application/json", PlanJson.Write(whole with { History = new(scope.Snapshot.HistoryRoot, await HistoryExport.Chains(scope)) }));
            case DocumentFormat.Csv:
                return PlanFile.OfText($"{name}.csv", "text/csv; charset=utf-8", PlanTable.Write([await Document(scope, periods)]));
            case DocumentFormat.Xlsx:
                return new($"{name}.xlsx", PlanWorkbook.MediaType, PlanWorkbook.Write(
                    await Document(scope, periods), SummaryExport.Figures(scope, periods), await SummaryExport.About(scope, period, licence)));
        }

        if (period is null)
        {
            throw new RefusalException("UNKNOWN_PERIOD", "An official report is one of a period: name it in `period`, or ask for JSON, CSV or XLSX.");
        }

        var printed = Printed(await Document(scope, periods), period);
        return format == DocumentFormat.Docx
            ? new($"{name}.{scope.Language}.docx", WordReport.MediaType, WordReport.Write(printed, period))
            : PlanFile.OfText($"{name}.{scope.Language}.txt", "text/plain; charset=utf-8", OfficialReport.Write(printed, period));
    }

    /// <summary>The official report prints the measures that its period's document printed; all where there was none.</summary>
    private static PlanDocument Printed(PlanDocument document, string period)
    {
        bool IsPrinted(MeasureEntry measure) => measure.Rows?.ContainsKey(period) == true;
        return document.Priorities.SelectMany(priority => priority.Measures).Any(IsPrinted)
            ? document with
            {
                Priorities =
                [
                    .. document.Priorities.Where(priority => priority.Headings?.ContainsKey(period) == true || priority.Measures.Any(IsPrinted))
                        .Select(priority => priority with
                        {
                            Measures = [.. priority.Measures.Where(measure => IsPrinted(measure) || measure.Reports.Length > 0)],
                        }),
                ],
            }
            : document;
    }

    private static async Task<PlanDocument> Document(PlanScope scope, ImmutableArray<string> periods)
    {
        var snapshot = scope.Snapshot;
        var contents = await Contents(scope, periods);
        var bodies = snapshot.Agencies
            .Concat(snapshot.Measures.SelectMany(measure => measure.Definition.Delegations).SelectMany(delegation => delegation.To.Append(delegation.From)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(snapshot.Register.Body).OfType<Grains.Agencies.RegisteredBody>()
            .Select(body => new Body(body.Key, GraphNames.Of(body.Kind), body.Names.ToDocument()!, body.Aliases, body.Parent));
        return new(
            null,
            new(
                scope.Key, scope.Jurisdiction, snapshot.Plan.TimeZone, scope.Language, snapshot.Plan.Titles.ToDocument()!,
                [.. snapshot.Plan.Periods.Select(held => new PeriodEntry(held.Key, held.Opens, held.Due, held.Locks))],
                snapshot.Plan.Amendments.IsEmpty ? null : snapshot.Plan.Version,
                AmendmentExchange.Entries(snapshot.Plan.Amendments)),
            [.. bodies],
            [
                .. snapshot.Priorities.Select(priority => new PriorityEntry(
                    priority.Number,
                    priority.Titles.ToDocument(),
                    Only(priority.Headings, periods, heading => heading),
                    [
                        .. snapshot.Measures.Where(measure => measure.Definition.Priority == priority.Number)
                            .Select(measure => Measure(measure, periods, contents)),
                    ])),
            ],
            Only(snapshot.Plan.Frames, periods, frame => new Frame(frame.Preamble, frame.Headings, frame.Closing)));
    }

    /// <summary>The texts of all published reports of some periods, read side by side.</summary>
    private static async Task<Dictionary<(string Measure, string Agency, string Period), ReportView>> Contents(PlanScope scope, ImmutableArray<string> periods)
    {
        var wanted = scope.Snapshot.Measures.SelectMany(measure => measure.Assignments).SelectMany(assignment => periods
            .Where(period => assignment.Reports.GetValueOrDefault(period)?.State == ReportState.Accepted)
            .Select(period => (assignment.Measure, assignment.Agency, Period: period)));
        var contents = new Dictionary<(string, string, string), ReportView>();
        foreach (var sideBySide in wanted.Chunk(64))
        {
            var read = await Task.WhenAll(sideBySide.Select(async report => (
                Key: report, View: await scope.AssignmentGrain(report.Measure, report.Agency).Read(Actor.Anonymous, report.Period))));
            foreach (var (key, view) in read.Where(report => report.View is not null))
            {
                contents[key] = view!;
            }
        }

        return contents;
    }

    private static MeasureEntry Measure(
        MeasureView measure, ImmutableArray<string> periods, Dictionary<(string Measure, string Agency, string Period), ReportView> contents)
    {
        var definition = measure.Definition;
        var reports = periods.SelectMany(period => measure.Assignments
            .Select(assignment => (Agency: (string?)assignment.Agency, View: contents.GetValueOrDefault((measure.Id, assignment.Agency, period))))
            .Where(report => report.View is not null)
            .Select(report => (Period: period, report.Agency, View: report.View!))
            .Concat(definition.Unattributed.Where(report => report.Period == period)
                .Select(report => (Period: period, Agency: (string?)null, View: Unattributed(report))))
            .OrderBy(report => report.View.Content.Position ?? int.MaxValue).ThenBy(report => report.View.Head.SubmittedAt)
            .ThenBy(report => report.Agency, StringComparer.Ordinal))
            .ToList();
        return new(
            measure.Id,
            definition.Number,
            definition.FormerNumbers,
            definition.Titles.ToDocument(),
            definition.ShortTitles.ToDocument(),
            definition.Schedule is { } schedule ? new(schedule.From, schedule.To) : null,
            definition.Deadline,
            definition.Continuous,
            measure.Verdict == Grains.Measures.Verdict.None
                ? null
                : new(GraphNames.Of(measure.Verdict.Status), measure.Verdict.Reason, measure.Verdict.Source, measure.Verdict.EffectiveAt),
            [
                .. measure.Assignments.Select(assignment => new ExecutorEntry(
                    assignment.Agency, GraphNames.Of(assignment.Role), GraphNames.Of(assignment.Duty), assignment.Recommended, assignment.Wording,
                    assignment.MemberOf, Expected(assignment, periods), AmendmentExchange.Entries(assignment.FormerParts, periods))),
            ],
            [.. definition.Delegations.Select(delegation => new DelegationEntry(delegation.From, delegation.To, delegation.Instrument, delegation.Date))],
            definition.References,
            [
                .. reports.SelectMany(report => report.View.Content.Figures.Select(figure => new FigureEntry(
                    report.Agency, report.Period, figure.Value, figure.Unit.ToDocument()!, figure.Subject.ToDocument()!))),
            ],
            Only(definition.Rows, periods, row => new Row(row.Number, row.Title, row.Lead, row.Others)),
            [.. reports.Select(report => Report(report.Agency, report.View.Content, report.View))],
            measure.Assessments.IsEmpty
                ? null
                : [
                    .. measure.Assessments.Select(assessment => new AssessmentEntry(
                        assessment.Assessor, GraphNames.Of(assessment.Status), assessment.Reason, assessment.Source, assessment.EffectiveAt, assessment.RecordedAt,
                        assessment.SourceCode)),
                ],
            definition.Source?.Select(cell => new SourceCellEntry(cell.Column, cell.Text)).ToImmutableArray(),
            AmendmentExchange.Entries(definition.Amendments));
    }

    /// <summary>Periods in which a report is awaited, or came and is not published.</summary>
    private static ImmutableArray<string>? Expected(AssignmentSummary assignment, ImmutableArray<string> periods) =>
        assignment.Duty == NapGrains.Grains.Duty.Voluntary || assignment.Collective
            ? null
            : [.. periods.Where(period => assignment.Reports.GetValueOrDefault(period)?.State is ReportState.Expected or ReportState.Submitted)];

    private static ReportView Unattributed(UnattributedReport report) => new(
        new(report.Period, ReportState.Accepted, true, 1, null, false, false, null, null, [], []), report.Content);

    private static ReportEntry Report(string? agency, ReportContent content, ReportView view) => new(
        view.Head.Period,
        agency,
        content.Claim is { } claim ? GraphNames.Of(claim) : null,
        content.Nil,
        [
            .. content.Parts.Select((part, index) => new NapGrains.Documents.ReportPart(
                part.Position, part.Wording, part.Separator, part.Texts.ToDocument(), part.Summaries.ToDocument())),
        ],
        content.Challenges,
        content.Evidence.IsEmpty ? null : [.. content.Evidence.Select(evidence => new EvidenceEntry(evidence.Url, evidence.Title))],
        view.Head.SubmittedAt,
        content.References.IsEmpty ? null : content.References,
        view.Head.Revision > 1 ? view.Head.Revision : null,
        view.Head.Extraordinary ? true : null,
        view.Head.ReceivedAt == view.Head.SubmittedAt ? null : view.Head.ReceivedAt,
        view.Redacted is { } redacted ? new(redacted.Digest, redacted.At, redacted.Reason) : null);

    private static ImmutableSortedDictionary<string, TOut>? Only<TIn, TOut>(
        ImmutableSortedDictionary<string, TIn> held, ImmutableArray<string> periods, Func<TIn, TOut> map)
    {
        var kept = held.Where(item => periods.Contains(item.Key)).ToImmutableSortedDictionary(item => item.Key, item => map(item.Value), StringComparer.Ordinal);
        return kept.IsEmpty ? null : kept;
    }
}
