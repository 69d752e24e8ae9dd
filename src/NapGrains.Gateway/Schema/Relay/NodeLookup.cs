using NapGrains.Gateway.Schema.Agencies;
using NapGrains.Gateway.Schema.Assignments;
using NapGrains.Gateway.Schema.Operations;
using NapGrains.Gateway.Schema.Plans;
using NapGrains.Gateway.Schema.Reports;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Schema.Relay;

/// <summary>Finds what a global id names, with the rights of who asks.</summary>
internal static class NodeLookup
{
    public static async Task<INode?> Find(Viewpoint from, string id)
    {
        if (NodeId.Key(id)?.Split(':', 2) is not [var kind, var name])
        {
            return null;
        }

        if (kind == "operation")
        {
            return await OperationObject.Find(from, name);
        }

        if (kind == "agency")
        {
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            return slash > 0 && (await from.Views.Plans()).ContainsValue(name[..slash])
                && await from.Views.Register(name[..slash]) is { } register && register.Body(name) is not null
                    ? new AgencyNode(from, register, name)
                    : null;
        }

        var parts = name.Split('/', kind == "report" ? 4 : 3);
        if (await from.Plan(parts[0]) is not { } scope)
        {
            return null;
        }

        return (kind, parts) switch
        {
            ("plan", [_]) => scope.Plan(),
            ("priority", [_, var number]) => scope.Snapshot.Priorities.FirstOrDefault(priority => $"{priority.Number}" == number) is { } priority
                ? new PriorityNode(scope, priority)
                : null,
            ("measure", [_, var measure]) => await Measure(scope, measure) is { } view ? scope.Measure(view) : null,
            ("assignment", [_, var measure, var agency]) => (await Measure(scope, measure))?.Assignments
                .FirstOrDefault(assignment => assignment.Agency == agency) is { } assignment
                    ? new AssignmentNode(scope, assignment)
                    : null,
            ("report", [_, var measure, var period, var agency]) => await Measure(scope, measure) is { } view
                ? ReportLists.Of(scope, view, period).Find(report => report.Id == id) ?? await Unpublished(scope, view, period, agency)
                : null,
            _ => null,
        };
    }

    /// <summary>A report that no public list holds, such as a draft, for those who may see it.</summary>
    private static async ValueTask<ReportNode?> Unpublished(PlanScope scope, MeasureView measure, string period, string agency) =>
        scope.From.Actor.MaySeeUnpublished(agency, scope.Key, scope.Jurisdiction) && scope.Snapshot.Register.Body(agency) is not null
            ? await new AssignmentNode(scope, measure.Assignments.FirstOrDefault(held => held.Agency == agency) ?? AssignmentSummary.None(measure.Id, agency))
                .Report(period)
            : null;

    /// <summary>The measure as it is now, as a query for its number gives it; the plan's rows only say whether there is one.</summary>
    private static async Task<MeasureView?> Measure(PlanScope scope, string id) =>
        scope.Snapshot.Measure(id) is null ? null : await scope.MeasureGrain(id).View();
}
