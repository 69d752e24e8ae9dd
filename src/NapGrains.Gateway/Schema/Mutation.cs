using GraphQL;
using NapGrains.Gateway.Exchange;
using NapGrains.Gateway.Schema.Amendments;
using NapGrains.Gateway.Schema.Errors;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Gateway.Schema.Plans;
using NapGrains.Gateway.Schema.Reports;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Plans;

namespace NapGrains.Gateway.Schema;

/// <summary>What can be changed. A refusal changes nothing and stands in `errors` of the payload.</summary>
[Name("Mutation")]
public sealed class Mutation
{
    /// <summary>Keeps a report that is begun; only its agency and the secretariat see it. For reporters of that agency.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="input">The draft.</param>
    public static async Task<SaveDraftPayload> SaveDraft([FromViewpoint] Viewpoint from, SaveDraftInput input)
    {
        try
        {
            var target = await ReportTarget.Of(from, input.Plan, input.Measure, input.Agency, input.Period);
            RequireReporter(target);
            return new(target.Report(await target.Grain.SaveDraft(from.Actor, input.OperationId, Submission(target, input, input.Narrative ?? []))), []);
        }
        catch (RefusalException refusal)
        {
            return new(null, [Refusals.AsUserError(refusal)]);
        }
    }

    /// <summary>Hands in an agency's report on a measure. For reporters of that agency.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="input">The report.</param>
    public static async Task<SubmitReportPayload> SubmitReport([FromViewpoint] Viewpoint from, SubmitReportInput input)
    {
        try
        {
            var target = await ReportTarget.Of(from, input.Plan, input.Measure, input.Agency, input.Period);
            RequireReporter(target);
            return new(target.Report(await target.Grain.Submit(from.Actor, input.OperationId, Submission(target, input, input.Narrative))), []);
        }
        catch (RefusalException refusal)
        {
            return new(null, [Refusals.AsUserError(refusal)]);
        }
    }

    /// <summary>Sends a submitted report back with a reason. For the plan's secretariat.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="input">Which report, and why.</param>
    public static async Task<ReturnReportPayload> ReturnReport([FromViewpoint] Viewpoint from, ReturnReportInput input)
    {
        try
        {
            var target = await ReportTarget.Of(from, input.Plan, input.Measure, input.Agency, input.Period);
            RequireSecretariat(target.Scope);
            return new(
                target.Report(await target.Grain.Return(from.Actor, input.OperationId, input.Period, input.Reason, input.ExpectedRevision)), []);
        }
        catch (RefusalException refusal)
        {
            return new(null, [Refusals.AsUserError(refusal)]);
        }
    }

    /// <summary>Takes a submitted report and publishes it. For the plan's secretariat.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="input">Which report.</param>
    public static async Task<AcceptReportPayload> AcceptReport([FromViewpoint] Viewpoint from, AcceptReportInput input)
    {
        try
        {
            var target = await ReportTarget.Of(from, input.Plan, input.Measure, input.Agency, input.Period);
            RequireSecretariat(target.Scope);
            return new(target.Report(await target.Grain.Accept(from.Actor, input.OperationId, input.Period, input.ExpectedRevision)), []);
        }
        catch (RefusalException refusal)
        {
            return new(null, [Refusals.AsUserError(refusal)]);
        }
    }

    /// <summary>Gives a verdict on a measure. For the plan's secretariat.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="input">The verdict.</param>
    public static async Task<GiveVerdictPayload> GiveVerdict([FromViewpoint] Viewpoint from, GiveVerdictInput input)
    {
        try
        {
            var (scope, id) = await ReportTarget.Measure(from, input.Plan, input.Measure);
            RequireSecretariat(scope);
            var verdict = await scope.MeasureGrain(id).GiveVerdict(
                from.Actor, input.OperationId, new(input.Status, input.Reason, input.Source, input.EffectiveAt));
            var view = (await scope.MeasureGrain(id).View())!;
            return new(scope.Measure(view with { Verdict = verdict }), []);
        }
        catch (RefusalException refusal)
        {
            return new(null, [Refusals.AsUserError(refusal)]);
        }
    }

    /// <summary>Publishes an independent assessment of a measure, beside the verdict. For assessors; the token names in whose name.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="input">The assessment.</param>
    public static async Task<AssessMeasurePayload> AssessMeasure([FromViewpoint] Viewpoint from, AssessMeasureInput input)
    {
        try
        {
            var (scope, id) = await ReportTarget.Measure(from, input.Plan, input.Measure);
            Require(
                from.Actor,
                from.Actor.MayAssess(scope.Key, scope.Jurisdiction),
                $"Only an assessor of {scope.Key} may publish assessments; the token's claim `assessor` says in whose name.");
            var assessment = await scope.MeasureGrain(id).Assess(
                from.Actor, input.OperationId, new(input.Status, input.Reason, input.Source, input.EffectiveAt));
            return new(scope.Measure((await scope.MeasureGrain(id).View())!), new AssessmentObject(assessment), []);
        }
        catch (RefusalException refusal)
        {
            return new(null, null, [Refusals.AsUserError(refusal)]);
        }
    }

    /// <summary>Sets the dates of a reporting period; it opens by itself when its time has come. For the plan's secretariat.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="input">The period and its dates.</param>
    public static async Task<SetPeriodPayload> SetPeriod([FromViewpoint] Viewpoint from, SetPeriodInput input)
    {
        try
        {
            return await PeriodDates.Set(from, input);
        }
        catch (RefusalException refusal)
        {
            return new(null, null, null, [Refusals.AsUserError(refusal)]);
        }
    }

    /// <summary>Names the members of a collective executor of one measure: each is obliged to report. For the plan's secretariat.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="input">The collective and all its members.</param>
    public static async Task<NameMembersPayload> NameMembers([FromViewpoint] Viewpoint from, NameMembersInput input)
    {
        try
        {
            return await Membership.Name(from, input);
        }
        catch (RefusalException refusal)
        {
            return new(null, null, [Refusals.AsUserError(refusal)]);
        }
    }

    /// <summary>
    /// Amends a plan: adds, rewords, renumbers and withdraws measures, charges other bodies with them, gives them other deadlines. All of
    /// it makes one new version, whose figures and those of the one before stay answerable. It answers as soon as the intention is stored;
    /// ask `operation` for the rest. For the plan's secretariat.
    /// </summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="input">The amendment.</param>
    public static async Task<AmendPlanPayload> AmendPlan([FromViewpoint] Viewpoint from, AmendPlanInput input)
    {
        try
        {
            return await Amending.Amend(from, input);
        }
        catch (RefusalException refusal)
        {
            return new(null, null, null, [Refusals.AsUserError(refusal)]);
        }
    }

    /// <summary>
    /// Takes the texts out of a submitted revision of a report, as a law or a court demands. A tombstone stays, and the history
    /// still verifies. For the plan's secretariat.
    /// </summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="input">Which revision, and why.</param>
    public static async Task<RedactReportPayload> RedactReport([FromViewpoint] Viewpoint from, RedactReportInput input)
    {
        try
        {
            var target = await ReportTarget.Of(from, input.Plan, input.Measure, input.Agency, input.Period);
            RequireSecretariat(target.Scope);
            return new(target.Report(await target.Grain.Redact(from.Actor, input.OperationId, input.Period, input.Revision, input.Reason)), []);
        }
        catch (RefusalException refusal)
        {
            return new(null, [Refusals.AsUserError(refusal)]);
        }
    }

    /// <summary>Imports a document, all or nothing. It answers as soon as the intention is stored; ask `operation` for the rest. For the secretariat.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="input">The document.</param>
    public static async Task<ImportDocumentPayload> ImportDocument([FromViewpoint] Viewpoint from, ImportDocumentInput input)
    {
        try
        {
            return await DocumentImport.Run(from, input);
        }
        catch (RefusalException refusal)
        {
            return new(null, null, [], [Refusals.AsUserError(refusal)]);
        }
    }

    /// <summary>
    /// Imports several plans, all of them or none. It answers as soon as the intention is stored; ask `operation` for the rest. For whoever is the
    /// secretariat of every one of them.
    /// </summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="input">The plans.</param>
    public static async Task<ImportPlansPayload> ImportPlans([FromViewpoint] Viewpoint from, ImportPlansInput input)
    {
        try
        {
            return await PlansImport.Run(from, input);
        }
        catch (RefusalException refusal)
        {
            return new(null, null, [], [Refusals.AsUserError(refusal)]);
        }
    }

    internal static void RequireSecretariat(PlanScope scope) => Require(
        scope.From.Actor,
        scope.From.Actor.IsSecretariatOf(scope.Key, scope.Jurisdiction),
        $"Only the secretariat of {scope.Key} may do this.");

    internal static void Require(Actor actor, bool allowed, string message)
    {
        if (!allowed)
        {
            throw actor.Roles.IsEmpty ? RequestErrors.Unauthenticated() : RequestErrors.Forbidden(message);
        }
    }

    private static void RequireReporter(ReportTarget target) => Require(
        target.Scope.From.Actor,
        target.Scope.From.Actor.MayReportFor(target.Agency, target.Scope.Key, target.Scope.Jurisdiction),
        $"Only a reporter of {target.Agency} may write its reports.");

    private static ReportSubmission Submission(ReportTarget target, ReportInput input, IReadOnlyList<TextInput> narrative)
    {
        var now = target.Scope.From.Time.GetUtcNow();
        if (now < target.Period.Opens)
        {
            throw new RefusalException("PERIOD_NOT_OPEN", $"{target.Period.Key} opens at {target.Period.Opens:O}; reports on it may come from then on.");
        }

        return new(
            input.Period,
            new(
                input.Claim,
                input.Nil ?? false,
                narrative.Count == 0 ? [] : [new ReportPart(null, null, null, narrative.ToTexts(), null)],
                input.Challenges,
                [.. (input.Evidence ?? []).Select(evidence => new Evidence(evidence.Url, evidence.Title))],
                [.. (input.Figures ?? []).Select(figure => new Figure((decimal)figure.Value, figure.Unit.ToTexts(), figure.Subject.ToTexts()))],
                []),
            input.ExpectedRevision,
            target.Period.Locks < now);
    }
}

/// <summary>The assignment whose report a mutation is about.</summary>
internal sealed record ReportTarget(PlanScope Scope, string MeasureId, string Agency, Period Period)
{
    public IAssignmentGrain Grain => Scope.AssignmentGrain(MeasureId, Agency);

    public static async Task<ReportTarget> Of(Viewpoint from, string plan, string measure, string agency, string period)
    {
        var (scope, id) = await Measure(from, plan, measure);
        if (scope.Snapshot.Register.Body(agency) is null)
        {
            throw new RefusalException("UNKNOWN_AGENCY", $"The register has no body with the key '{agency}'; agency(name:) finds the key of a name.");
        }

        return new(scope, id, agency, await PeriodDates.Find(scope, period));
    }

    public static async Task<(PlanScope Scope, string Id)> Measure(Viewpoint from, string plan, string number)
    {
        var scope = await from.Plan(plan) ?? throw new RefusalException("UNKNOWN_PLAN", $"There is no plan '{plan}'.");
        return scope.Snapshot.IdOf(number) is { } id
            ? (scope, id)
            : throw new RefusalException("UNKNOWN_MEASURE", NearestNumber.Unknown(scope.Snapshot.Measures.Select(measure => measure.Definition.Number), number));
    }

    public ReportNode Report(ReportHead head)
    {
        var assignment = Scope.Snapshot.Measure(MeasureId)?.Assignments.FirstOrDefault(known => known.Agency == Agency)
            ?? AssignmentSummary.None(MeasureId, Agency);
        return new(Scope, assignment, head, isAnswer: true);
    }
}
