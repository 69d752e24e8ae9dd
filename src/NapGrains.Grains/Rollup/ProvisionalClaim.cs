using System.Collections.Immutable;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;

namespace NapGrains.Grains.Rollup;

/// <summary>What stands for a measure while it has no verdict.</summary>
internal static class ProvisionalClaim
{
    /// <summary>
    /// The worst accepted claim of the latest period among the binding leads; of all leads where all are only recommended;
    /// of the addressees where the lead has delegated. COMPLETE only when every obliged body's accepted report says so.
    /// </summary>
    public static Claim? Of(IReadOnlyCollection<AssignmentSummary> assignments, ImmutableArray<Delegation> delegations)
    {
        var latest = assignments.SelectMany(assignment => assignment.Reports.Values)
            .Where(report => report.State == ReportState.Accepted).Select(report => report.Period)
            .Max(StringComparer.Ordinal);
        if (latest is null)
        {
            return null;
        }

        var addressees = delegations.SelectMany(delegation => delegation.To).ToHashSet(StringComparer.Ordinal);
        var leads = assignments.Where(assignment => assignment.Role == ExecutorRole.Lead).ToList();
        var asked = addressees.Count > 0 ? assignments.Where(assignment => addressees.Contains(assignment.Agency))
            : leads.Exists(lead => !lead.Recommended) ? leads.Where(lead => !lead.Recommended)
            : leads;
        var claims = asked.Select(assignment => Accepted(assignment, latest)).OfType<Claim>().ToList();
        if (claims.Count == 0)
        {
            return null;
        }

        var worst = claims.Min();
        var allComplete = assignments.Where(assignment => assignment is { Duty: not Duty.Voluntary, Recommended: false, Collective: false })
            .All(assignment => Accepted(assignment, latest) == Claim.Complete);
        return worst == Claim.Complete && !allComplete ? Claim.Substantial : worst;
    }

    private static Claim? Accepted(AssignmentSummary assignment, string period) =>
        assignment.Reports.GetValueOrDefault(period) is { State: ReportState.Accepted } report ? report.Claim : null;
}
