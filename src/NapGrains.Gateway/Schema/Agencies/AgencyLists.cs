using System.Globalization;
using GraphQL;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Gateway.Views.Search;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Assignments;

namespace NapGrains.Gateway.Schema.Agencies;

/// <summary>Which bodies to list: all conditions that are given must hold.</summary>
[Name("AgencyFilter")]
public sealed record AgencyFilter
{
    /// <summary>Key of a plan; only bodies that take part in it, and `role`, `reportedIn`, `notReportedIn` and `neverExecutor` speak of it.</summary>
    public string? Plan { get; init; }

    /// <summary>Only bodies of this register, e.g. `az`.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>Single bodies, or collectives.</summary>
    public AgencyKind? Kind { get; init; }

    /// <summary>It has this role on a measure.</summary>
    public ExecutorRole? Role { get; init; }

    /// <summary>A report of it was received in this period.</summary>
    public string? ReportedIn { get; init; }

    /// <summary>A report that was expected of it in this period is missing.</summary>
    public string? NotReportedIn { get; init; }

    /// <summary>True: bodies that report without being a named executor of any measure; false: all others.</summary>
    public bool? NeverExecutor { get; init; }

    /// <summary>A part of a name or alias; case and accents make no difference.</summary>
    public string? Text { get; init; }
}

/// <summary>Lists of bodies.</summary>
internal static class AgencyLists
{
    private static readonly StringComparer ByName = StringComparer.Create(CultureInfo.GetCultureInfo("az"), ignoreCase: true);

    /// <summary>Bodies of a plan that fit a filter, by name.</summary>
    public static List<AgencyNode> In(PlanScope scope, AgencyFilter? filter) =>
        [.. Fitting(scope.Snapshot.Agencies.Select(scope.Snapshot.Register.Body).OfType<RegisteredBody>(), [scope], filter).Select(body => scope.Agency(body.Key))];

    /// <summary>Bodies of all registers that fit a filter, by name.</summary>
    public static async Task<List<AgencyNode>> In(Viewpoint from, AgencyFilter? filter)
    {
        if (filter?.Plan is { } plan)
        {
            return await from.Plan(plan) is { } scope && (filter.Jurisdiction is null || filter.Jurisdiction == scope.Jurisdiction)
                ? In(scope, filter)
                : [];
        }

        var agencies = new List<AgencyNode>();
        foreach (var (jurisdiction, plans) in (await from.Views.Plans()).GroupBy(held => held.Value, held => held.Key).Select(held => (held.Key, held)))
        {
            if (filter?.Jurisdiction is null || filter.Jurisdiction == jurisdiction)
            {
                var register = await from.Views.Register(jurisdiction);
                var scopes = new List<PlanScope>();
                foreach (var key in plans)
                {
                    scopes.Add((await from.Plan(key))!);
                }

                agencies.AddRange(Fitting(register.View.Bodies, scopes, filter).Select(body => new AgencyNode(from, register, body.Key)));
            }
        }

        return agencies;
    }

    private static IEnumerable<RegisteredBody> Fitting(IEnumerable<RegisteredBody> bodies, List<PlanScope> scopes, AgencyFilter? filter)
    {
        var text = filter?.Text is null ? null : Folding.Fold(filter.Text);
        return bodies.Where(body => filter is null || Fits(filter, text, body, scopes))
            .OrderBy(body => body.Names.In(null, "az"), ByName).ThenBy(body => body.Key, StringComparer.Ordinal);
    }

    private static bool Fits(AgencyFilter filter, string? text, RegisteredBody body, List<PlanScope> scopes)
    {
        if ((filter.Kind is { } kind && body.Kind != kind)
            || (text is not null && !body.Names.Values.Concat(body.Aliases).Any(name => Folding.Fold(name).Contains(text, StringComparison.Ordinal))))
        {
            return false;
        }

        if (filter is { Role: null, ReportedIn: null, NotReportedIn: null, NeverExecutor: null })
        {
            return true;
        }

        var assignments = scopes.SelectMany(scope => scope.Snapshot.AssignmentsOf(body.Key)).ToList();
        return (filter.Role is not { } role || assignments.Exists(assignment => assignment.Role == role))
            && (filter.ReportedIn is not { } reported || assignments.Exists(assignment => assignment.Reports.GetValueOrDefault(reported)?.Received == true))
            && (filter.NotReportedIn is not { } missing || assignments.Exists(assignment => MeasureLists.IsMissing(assignment, missing)))
            && (filter.NeverExecutor is not { } never || never == IsOnlyReporter(assignments));
    }

    private static bool IsOnlyReporter(List<AssignmentSummary> assignments) =>
        assignments.Count > 0 && assignments.TrueForAll(assignment => assignment.Role == ExecutorRole.Reporter);
}
