using System.Collections.Immutable;
using NapGrains.Documents;
using NapGrains.Gateway.Schema;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Exchange;

/// <summary>Gives out a plan and what was published on it in one period.</summary>
internal static class PlanExport
{
    /// <summary>A period's document; null where the plan has no such period.</summary>
    public static async Task<DocumentObject?> Of(PlanScope scope, string period, DocumentFormat format)
    {
        if (scope.Snapshot.Plan.Periods.All(known => known.Key != period))
        {
            return null;
        }

        var document = await Document(scope, period);
        return format == DocumentFormat.Json
            ? new($"{scope.Key}.{period}.json", "application/json", PlanJson.Write(document))
            : new($"{scope.Key}.{period}.{scope.Language}.txt", "text/plain; charset=utf-8", OfficialReport.Write(Printed(document, period), period));
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

    private static async Task<PlanDocument> Document(PlanScope scope, string period)
    {
        var snapshot = scope.Snapshot;
        var contents = await Contents(scope, period);
        var bodies = snapshot.Agencies
            .Concat(snapshot.Measures.SelectMany(measure => measure.Definition.Delegations).SelectMany(delegation => delegation.To.Append(delegation.From)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(snapshot.Register.Body).OfType<Grains.Agencies.RegisteredBody>()
            .Select(body => new Body(body.Key, GraphNames.Of(body.Kind), body.Names.ToDocument()!, body.Aliases, body.Parent));
        return new(
            null,
            new(
                scope.Key, scope.Jurisdiction, snapshot.Plan.TimeZone, scope.Language, snapshot.Plan.Titles.ToDocument()!,
                [.. snapshot.Plan.Periods.Select(held => new PeriodEntry(held.Key, held.Opens, held.Due, held.Locks))]),
            [.. bodies],
            [
                .. snapshot.Priorities.Select(priority => new PriorityEntry(
                    priority.Number,
                    priority.Titles.ToDocument(),
                    Only(priority.Headings, period, heading => heading),
                    [
                        .. snapshot.Measures.Where(measure => measure.Definition.Priority == priority.Number)
                            .Select(measure => Measure(measure, period, contents)),
                    ])),
            ],
            Only(snapshot.Plan.Frames, period, frame => new Frame(frame.Preamble, frame.Headings, frame.Closing)));
    }

    /// <summary>The texts of all published reports of a period, read side by side.</summary>
    private static async Task<Dictionary<(string Measure, string Agency), ReportView>> Contents(PlanScope scope, string period)
    {
        var wanted = scope.Snapshot.Measures.SelectMany(measure => measure.Assignments)
            .Where(assignment => assignment.Reports.GetValueOrDefault(period)?.State == ReportState.Accepted);
        var contents = new Dictionary<(string, string), ReportView>();
        foreach (var sideBySide in wanted.Chunk(64))
        {
            var read = await Task.WhenAll(sideBySide.Select(async assignment => (
                assignment, View: await scope.AssignmentGrain(assignment.Measure, assignment.Agency).Read(Actor.Anonymous, period))));
            foreach (var (assignment, view) in read.Where(report => report.View is not null))
            {
                contents[(assignment.Measure, assignment.Agency)] = view!;
            }
        }

        return contents;
    }

    private static MeasureEntry Measure(MeasureView measure, string period, Dictionary<(string Measure, string Agency), ReportView> contents)
    {
        var definition = measure.Definition;
        var reports = measure.Assignments
            .Where(assignment => contents.ContainsKey((measure.Id, assignment.Agency)))
            .Select(assignment => (Agency: (string?)assignment.Agency, View: contents[(measure.Id, assignment.Agency)]))
            .Select(report => (report.Agency, report.View.Content, report.View.Head.SubmittedAt))
            .Concat(definition.Unattributed.Where(report => report.Period == period)
                .Select(report => (Agency: (string?)null, report.Content, SubmittedAt: (DateTimeOffset?)null)))
            .OrderBy(report => report.Content.Position ?? int.MaxValue).ThenBy(report => report.SubmittedAt).ThenBy(report => report.Agency, StringComparer.Ordinal)
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
                    assignment.Agency, GraphNames.Of(assignment.Role), GraphNames.Of(assignment.Duty), assignment.Recommended, assignment.Wording)),
            ],
            [.. definition.Delegations.Select(delegation => new DelegationEntry(delegation.From, delegation.To, delegation.Instrument, delegation.Date))],
            definition.References,
            [
                .. reports.SelectMany(report => report.Content.Figures.Select(figure => new FigureEntry(
                    report.Agency, period, figure.Value, figure.Unit.ToDocument()!, figure.Subject.ToDocument()!))),
            ],
            Only(definition.Rows, period, row => new Row(row.Number, row.Title, row.Lead, row.Others)),
            [.. reports.Select(report => Report(report.Agency, report.Content, report.SubmittedAt, period))]);
    }

    private static ReportEntry Report(string? agency, ReportContent content, DateTimeOffset? submittedAt, string period) => new(
        period,
        agency,
        content.Claim is { } claim ? GraphNames.Of(claim) : null,
        content.Nil,
        [
            .. content.Parts.Select((part, index) => new NapGrains.Documents.ReportPart(
                part.Position, part.Wording, part.Separator, part.Texts.ToDocument(), part.Summaries.ToDocument())),
        ],
        content.Challenges,
        content.Evidence.IsEmpty ? null : [.. content.Evidence.Select(evidence => new EvidenceEntry(evidence.Url, evidence.Title))],
        submittedAt,
        content.References.IsEmpty ? null : content.References);

    private static ImmutableSortedDictionary<string, TOut>? Only<TIn, TOut>(ImmutableSortedDictionary<string, TIn> held, string period, Func<TIn, TOut> map) =>
        held.TryGetValue(period, out var item)
            ? ImmutableSortedDictionary.Create<string, TOut>(StringComparer.Ordinal).Add(period, map(item))
            : null;
}
