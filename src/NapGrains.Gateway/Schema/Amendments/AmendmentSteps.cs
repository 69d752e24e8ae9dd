using System.Collections.Immutable;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Operations;

namespace NapGrains.Gateway.Schema.Amendments;

/// <summary>Turns what an amendment makes of measures into the steps that do it.</summary>
internal static class AmendmentSteps
{
    /// <summary>The steps: the plan first, then measures, then the parts of their bodies.</summary>
    /// <param name="input">The amendment.</param>
    /// <param name="draft">The same, held against the plan and without a fault.</param>
    /// <param name="plan">The plan as it is.</param>
    /// <param name="open">Keys of the periods in which reports are awaited now.</param>
    public static ImmutableArray<Step> Of(AmendPlanInput input, AmendmentDraft draft, PlanSnapshot plan, ImmutableArray<string> open) =>
    [
        new AmendPlanStep(input.Instrument, input.Date),
        .. draft.Measures.Select(measure => new AmendMeasureStep(measure.Id, measure.Change)),
        .. draft.Measures.SelectMany(measure => Parts(measure, plan, open)),
    ];

    private static IEnumerable<AmendPartStep> Parts(MeasureDraft measure, PlanSnapshot plan, ImmutableArray<string> open)
    {
        var held = measure.Held?.Assignments ?? [];
        var named = (measure.Executors ?? []).Select((executor, index) => AssignmentSummary.None(measure.Id, executor.Agency) with
        {
            Role = executor.Role,
            Duty = Duty.Named,
            Recommended = executor.Recommended ?? false,
            Collective = plan.Register.Body(executor.Agency)?.Kind == AgencyKind.Collective,
            Order = index,
        }).ToList();
        var others = held.Where(assignment => named.TrueForAll(executor => executor.Agency != assignment.Agency))
            .Select(assignment => measure.Executors is null ? assignment : Left(assignment, measure, named));
        foreach (var after in named.Concat(others))
        {
            if (Part(measure, held.FirstOrDefault(assignment => assignment.Agency == after.Agency), after, open) is { } patch)
                yield return new(measure.Id, after.Agency, patch);
        }
    }

    /// <summary>What is left of the part of a body that is not named any more.</summary>
    private static AssignmentSummary Left(AssignmentSummary held, MeasureDraft measure, List<AssignmentSummary> named) =>
        held.Duty == Duty.Voluntary || (held.Duty == Duty.Member && named.Exists(executor => executor.Agency == held.MemberOf)) ? held
        : held with
        {
            Role = ExecutorRole.Reporter,
            Duty = measure.Delegations.Any(delegation => delegation.To.Contains(held.Agency)) ? Duty.Delegated : Duty.Voluntary,
            Recommended = false,
            MemberOf = null,
        };

    /// <summary>What to tell a body's part; null where nothing becomes of it. What is asked changes only where the rule says otherwise than before.</summary>
    private static AssignmentPatch? Part(MeasureDraft measure, AssignmentSummary? before, AssignmentSummary after, ImmutableArray<string> open)
    {
        var turned = open.Where(period => WasAsked(period) != IsAsked(period)).ToList();
        var isSame = before is not null && (before.Role, before.Duty, before.Recommended, before.MemberOf) == (after.Role, after.Duty, after.Recommended, after.MemberOf);
        if (isSame && turned.Count == 0)
            return null;
        var patch = AssignmentPatch.Opening(turned.Where(IsAsked).ToImmutableSortedDictionary(period => period, _ => true, StringComparer.Ordinal)) with
        {
            Closes = [.. turned.Where(period => !IsAsked(period))],
        };
        return isSame ? patch : patch with
        {
            Role = after.Role,
            Duty = after.Duty,
            Recommended = after.Recommended,
            Collective = after.Collective,
            MemberOf = after.MemberOf,
            Order = before is null || measure.Executors is not null ? after.Order : null,
        };

        bool IsAsked(string period) => Expectation.Of(
            after.Duty, after.Collective, measure.ScheduledFrom, measure.IsWithdrawn ? MeasureStatus.Withdrawn : MeasureStatus.Unassessed, period);

        bool WasAsked(string period) => before is not null && Expectation.Of(
            before.Duty, before.Collective, measure.Held!.Definition.Schedule?.From, measure.Held.Verdict.Status, period);
    }
}
