using System.Collections.Immutable;
using NapGrains.Gateway.Schema.Operations;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Operations;

namespace NapGrains.Gateway.Schema.Measures;

/// <summary>Names the members of collective executors, measure by measure.</summary>
internal static class Membership
{
    /// <summary>Carries out <c>nameMembers</c>: the list is the collective's whole membership on this measure.</summary>
    /// <exception cref="RefusalException"><c>NOT_COLLECTIVE</c>, <c>UNKNOWN_AGENCY</c> or <c>MEMBER_IS_COLLECTIVE</c>.</exception>
    public static async Task<NameMembersPayload> Name(Viewpoint from, NameMembersInput input)
    {
        var (scope, id) = await ReportTarget.Measure(from, input.Plan, input.Measure);
        Mutation.RequireSecretariat(scope);
        var measure = (await scope.MeasureGrain(id).View())!;
        var collective = Collective(measure, input.Collective);
        var members = input.Members.Distinct(StringComparer.Ordinal).ToList();
        foreach (var member in members)
        {
            var body = scope.Snapshot.Register.Body(member) ?? throw new RefusalException(
                "UNKNOWN_AGENCY", $"The register has no body with the key '{member}'; agency(name:) finds the key of a name.");
            if (body.Kind == AgencyKind.Collective)
            {
                throw new RefusalException("MEMBER_IS_COLLECTIVE", $"'{member}' is a collective itself; name the bodies that are meant.");
            }
        }

        var open = OpenPeriods.Of(scope)
            .Where(period => Expectation.Of(Duty.Member, false, measure.Definition.Schedule?.From, measure.Verdict.Status, period))
            .ToImmutableSortedDictionary(period => period, _ => true, StringComparer.Ordinal);
        var operation = await from.Grains.GetGrain<IOperationsGrain>(GrainKeys.Operations(scope.Key)).Enqueue(from.Actor, input.OperationId, new(
            "NAME_MEMBERS",
            scope.Jurisdiction,
            null,
            $"{id} {collective.Agency} {string.Join(' ', members.Order(StringComparer.Ordinal))}",
            [.. Named(measure, collective, members, open), .. Former(measure, collective, members)],
            [],
            new(PlanEventKind.MembersNamed, default, id, collective.Agency, measure.Definition.Priority)));
        return new(scope.Measure(measure), new OperationObject(operation), []);
    }

    private static AssignmentSummary Collective(MeasureView measure, string? key)
    {
        var collectives = measure.Assignments.Where(assignment => assignment.Collective).ToList();
        return key is null && collectives.Count == 1
            ? collectives[0]
            : collectives.Find(assignment => assignment.Agency == key) ?? throw new RefusalException(
                "NOT_COLLECTIVE",
                collectives.Count == 0
                    ? $"Measure {measure.Definition.Number} has no collective executor, so there is nobody to name members of."
                    : $"Name one of the measure's collective executors in collective: {string.Join(", ", collectives.Select(assignment => assignment.Agency))}.");
    }

    /// <summary>Whom the plan itself names, or a lead has charged, has that duty already.</summary>
    private static IEnumerable<Step> Named(
        MeasureView measure, AssignmentSummary collective, List<string> members, ImmutableSortedDictionary<string, bool> open) =>
        members.Where(member => measure.Assignments.FirstOrDefault(assignment => assignment.Agency == member)?.Duty is not (Duty.Named or Duty.Delegated))
            .Select(member => new AssignmentStep(measure.Id, member, AssignmentPatch.Opening(open) with
            {
                Role = collective.Role,
                Duty = Duty.Member,
                Recommended = collective.Recommended,
                Collective = false,
                MemberOf = collective.Agency,
            }));

    private static IEnumerable<Step> Former(MeasureView measure, AssignmentSummary collective, List<string> members) =>
        measure.Assignments.Where(assignment => assignment.MemberOf == collective.Agency && !members.Contains(assignment.Agency))
            .Select(assignment => new AssignmentStep(
                measure.Id,
                assignment.Agency,
                AssignmentPatch.Opening(ImmutableSortedDictionary.Create<string, bool>(StringComparer.Ordinal)) with
                {
                    Role = ExecutorRole.Reporter,
                    Duty = Duty.Voluntary,
                    Recommended = false,
                }));
}
