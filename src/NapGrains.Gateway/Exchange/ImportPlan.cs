using System.Collections.Immutable;
using NapGrains.Documents;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;
using Duty = NapGrains.Grains.Duty;

namespace NapGrains.Gateway.Exchange;

/// <summary>Turns a plan document into the steps that bring it into a plan.</summary>
internal static class ImportPlan
{
    /// <summary>The steps of an import, register first, assignments last.</summary>
    /// <param name="document">What to bring in.</param>
    /// <param name="jurisdiction">Whose plan it is.</param>
    /// <param name="opened">Periods that the document reports on; every duty of the plan is expected to report in them.</param>
    /// <param name="held">The plan as it is; null for a new one.</param>
    public static ImmutableArray<Step> Steps(PlanDocument document, string jurisdiction, ImmutableArray<string> opened, PlanSnapshot? held)
    {
        var plan = document.Plan?.Key ?? held?.Plan.Key ?? "";
        var history = HistoryExport.Links(document.History);
        var collectives = document.Bodies.Where(body => body.Kind == "COLLECTIVE").Select(body => body.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            new RegisterStep(jurisdiction, new([.. document.Bodies.Select(Registered)], document.Number)),
            new PlanStep(Plan(document)),
            .. document.Priorities.Select(priority => new PriorityStep(new(
                priority.Number, priority.Titles.ToImmutable(), ByPeriod(priority.Headings, heading => heading), document.Number))),
            .. document.Priorities.SelectMany(priority => priority.Measures.Select((measure, index) => new MeasureStep(
                measure.Id,
                Measure(measure, priority.Number, index, jurisdiction, document.Number) with
                {
                    TimeZone = document.Plan?.TimeZone ?? held?.Plan.TimeZone,
                    History = history.GetValueOrDefault(GrainKeys.Measure(plan, measure.Id)),
                    Amended = AmendmentExchange.Amendments(measure, document.Plan),
                }))),
            .. document.Priorities.SelectMany(priority => priority.Measures)
                .SelectMany(measure => Assignments(measure, collectives, opened, document.Number).Select(step => step with
                {
                    Patch = Unamended(step, held) with { History = history.GetValueOrDefault(GrainKeys.Assignment(plan, measure.Id, step.Agency)) },
                })),
            .. StillObliged(document, opened, held),
        ];
    }

    private static RegisteredBody Registered(Body body) => new(
        body.Key, GraphNames.Parse<AgencyKind>(body.Kind)!.Value, body.Names.ToImmutable()!, body.Aliases, body.Parent);

    private static PlanPatch Plan(PlanDocument document) => new(
        document.Plan?.Jurisdiction,
        document.Plan?.TimeZone,
        document.Plan?.Language,
        document.Plan?.Titles.ToImmutable(),
        [.. (document.Plan?.Periods ?? []).Select(period => new Period(period.Key, period.Opens, period.Due, period.Locks))],
        ByPeriod(document.Frames, frame => new DocumentFrame(frame.Preamble, frame.Headings, frame.Closing)),
        [.. document.Priorities.Select(priority => priority.Number)],
        document.Number,
        document.Plan?.Version,
        AmendmentExchange.Amendments(document.Plan));

    /// <summary>What an amendment has made of a body's part, no later document sets back: it only says what the body reports.</summary>
    private static AssignmentPatch Unamended(AssignmentStep step, PlanSnapshot? held) =>
        held?.Measure(step.Measure)?.Assignments.FirstOrDefault(assignment => assignment.Agency == step.Agency) is { FormerParts.IsEmpty: false } amended
            ? step.Patch with
            {
                Role = null,
                Duty = null,
                Recommended = null,
                Opens = step.Patch.Opens.SetItems(step.Patch.Opens.Keys.Select(period => KeyValuePair.Create(period, step.Patch.Opens[period]
                    && Expectation.Of(amended.Duty, amended.Collective, held.Measure(step.Measure)!.Definition.Schedule?.From, held.Measure(step.Measure)!.Verdict.Status, period)))),
            }
            : step.Patch;

    private static MeasurePatch Measure(MeasureEntry measure, int priority, int index, string jurisdiction, int? shipped) => new(
        measure.Number,
        priority,
        jurisdiction,
        (priority * 10_000) + index,
        measure.Titles.ToImmutable(),
        measure.ShortTitles.ToImmutable(),
        measure.Schedule is { } schedule ? new Schedule(schedule.From, schedule.To) : null,
        measure.Deadline,
        measure.Continuous,
        [.. (measure.Delegations ?? []).Select(delegation => new Delegation(delegation.From, delegation.To, delegation.Instrument, delegation.Date))],
        measure.References ?? [],
        ByPeriod(measure.Rows, row => new DocumentRow(row.Number, row.Title, row.Lead, row.Others)),
        [
            .. measure.Reports.Where(report => report.Agency is null).SelectMany(report => report.Parts.Select(part =>
                new UnattributedReport(report.Period, Content(measure, report with { Parts = [part] })))),
        ],
        measure.Verdict is { } verdict
            ? new Verdict(GraphNames.Parse<MeasureStatus>(verdict.Status)!.Value, verdict.Reason, verdict.Source, verdict.EffectiveAt)
            : null,
        measure.FormerNumbers ?? [],
        shipped)
    {
        Assessments =
        [
            .. (measure.Assessments ?? []).Select(assessment => new Assessment(
                assessment.Assessor, GraphNames.Parse<MeasureStatus>(assessment.Status)!.Value, assessment.Reason, assessment.Source, assessment.EffectiveAt,
                assessment.RecordedAt ?? default, assessment.SourceCode)),
        ],
        Source = measure.Source?.Select(cell => new SourceCell(cell.Column, cell.Text)).ToImmutableArray(),
    };

    private static IEnumerable<AssignmentStep> Assignments(
        MeasureEntry measure, HashSet<string> collectives, ImmutableArray<string> opened, int? shipped)
    {
        var order = 0;
        foreach (var executor in measure.Executors)
        {
            var duty = GraphNames.Parse<Duty>(executor.Duty)!.Value;
            var isCollective = collectives.Contains(executor.Agency);
            var reports = measure.Reports.Where(report => report.Agency == executor.Agency).ToList();
            yield return new AssignmentStep(measure.Id, executor.Agency, new(
                GraphNames.Parse<ExecutorRole>(executor.Role)!.Value,
                duty,
                executor.Recommended,
                isCollective,
                executor.Wording,
                order++,
                opened.Concat(executor.Expected ?? []).Distinct(StringComparer.Ordinal).ToImmutableSortedDictionary(
                    period => period,
                    period => executor.Expected is { } expected ? expected.Contains(period) : Expectation.Of(
                        duty, isCollective, measure.Schedule?.From, GraphNames.Parse<MeasureStatus>(measure.Verdict?.Status) ?? MeasureStatus.Unassessed, period),
                    StringComparer.Ordinal),
                reports.ToImmutableSortedDictionary(report => report.Period, report => Content(measure, report), StringComparer.Ordinal),
                reports.ToImmutableSortedDictionary(report => report.Period, Filed, StringComparer.Ordinal),
                shipped,
                executor.MemberOf)
            {
                Former = AmendmentExchange.Parts(executor),
            });
        }
    }

    /// <summary>Duties that the plan knows and the document does not name are expected to report all the same.</summary>
    private static IEnumerable<AssignmentStep> StillObliged(PlanDocument document, ImmutableArray<string> opened, PlanSnapshot? held)
    {
        // A document that reports on no period asks nothing of them.
        if (opened.IsEmpty)
        {
            return [];
        }

        var named = document.Priorities.SelectMany(priority => priority.Measures)
            .SelectMany(measure => measure.Executors.Select(executor => (measure.Id, executor.Agency))).ToHashSet();
        return (held?.Measures ?? [])
            .SelectMany(measure => measure.Assignments.Where(assignment => !named.Contains((measure.Id, assignment.Agency)))
                .Select(assignment => new AssignmentStep(measure.Id, assignment.Agency, AssignmentPatch.Opening(
                    opened.ToImmutableSortedDictionary(
                        period => period,
                        period => Expectation.Of(assignment.Duty, assignment.Collective, measure.Definition.Schedule?.From, measure.Verdict.Status, period),
                        StringComparer.Ordinal),
                    document.Number))));
    }

    private static Filing Filed(ReportEntry report) => new(
        report.SubmittedAt,
        report.Revision,
        report.Extraordinary ?? false,
        report.ReceivedAt,
        report.Redacted is { } redacted ? new(redacted.Digest, redacted.At, redacted.Reason) : null);

    private static ReportContent Content(MeasureEntry measure, ReportEntry report) => new(
        GraphNames.Parse<Claim>(report.Claim),
        report.Nil ?? false,
        [
            .. report.Parts.Select(part => new NapGrains.Grains.Assignments.ReportPart(
                part.Position, part.Wording, part.Separator, part.Texts.ToImmutable(), part.Summaries.ToImmutable())),
        ],
        report.Challenges,
        [.. (report.Evidence ?? []).Select(evidence => new Evidence(evidence.Url, evidence.Title))],
        [
            .. (measure.Figures ?? []).Where(figure => figure.Agency == report.Agency && figure.Period == report.Period)
                .Select(figure => new Figure(figure.Value, figure.Unit.ToImmutable()!, figure.Subject.ToImmutable()!)),
        ],
        report.References ?? []);

    private static ImmutableSortedDictionary<string, TOut> ByPeriod<TIn, TOut>(ImmutableSortedDictionary<string, TIn>? said, Func<TIn, TOut> map) =>
        (said ?? ImmutableSortedDictionary<string, TIn>.Empty)
            .ToImmutableSortedDictionary(item => item.Key, item => map(item.Value), StringComparer.Ordinal);
}
