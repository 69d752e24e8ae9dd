using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Views;

/// <summary>The longest list of each kind in a plan, or in several; in all from 0.</summary>
/// <param name="Priorities">Priorities of the plan.</param>
/// <param name="Periods">Reporting periods of the plan.</param>
/// <param name="Measures">Measures of the plan.</param>
/// <param name="MeasuresOfPriority">Measures of one priority.</param>
/// <param name="AssignmentsOfMeasure">Assignments of one measure.</param>
/// <param name="AssignmentsOfAgency">Assignments of one body.</param>
/// <param name="ReportsOfMeasure">Reports on one measure.</param>
/// <param name="ReportsOfAgency">Reports of one body.</param>
/// <param name="ReportsOfAssignment">Reports of one body on one measure.</param>
/// <param name="Revisions">Revisions of one report.</param>
/// <param name="Bodies">Bodies in the plan's register.</param>
public sealed record PlanSizes(
    int Priorities,
    int Periods,
    int Measures,
    int MeasuresOfPriority,
    int AssignmentsOfMeasure,
    int AssignmentsOfAgency,
    int ReportsOfMeasure,
    int ReportsOfAgency,
    int ReportsOfAssignment,
    int Revisions,
    int Bodies)
{
    /// <summary>What is assumed while no plan has been read: a large plan.</summary>
    public static PlanSizes Assumed { get; } = new(10, 5, 100, 50, 20, 100, 50, 100, 5, 5, 100);

    internal static PlanSizes Of(PlanSnapshot plan) => new(
        plan.Priorities.Length,
        plan.Plan.Periods.Length,
        plan.Measures.Length,
        Most(plan.Priorities, priority => priority.Measures.Length),
        Most(plan.Measures, measure => measure.Assignments.Length),
        Most(plan.Agencies, agency => plan.AssignmentsOf(agency).Count()),
        Most(plan.Measures, Reports),
        Most(plan.Agencies, agency => plan.AssignmentsOf(agency).Sum(Reports)),
        Most(plan.Measures, measure => Most(measure.Assignments, Reports)),
        Most(plan.Measures, measure => Most(measure.Assignments, assignment => Most(assignment.Reports.Values, report => report.Revision))),
        plan.Register.View.Bodies.Length);

    /// <summary>The longer list of each kind.</summary>
    internal PlanSizes Max(PlanSizes other) => new(
        Math.Max(Priorities, other.Priorities),
        Math.Max(Periods, other.Periods),
        Math.Max(Measures, other.Measures),
        Math.Max(MeasuresOfPriority, other.MeasuresOfPriority),
        Math.Max(AssignmentsOfMeasure, other.AssignmentsOfMeasure),
        // A body takes part in several plans, and plans have several registers.
        AssignmentsOfAgency + other.AssignmentsOfAgency,
        Math.Max(ReportsOfMeasure, other.ReportsOfMeasure),
        ReportsOfAgency + other.ReportsOfAgency,
        Math.Max(ReportsOfAssignment, other.ReportsOfAssignment),
        Math.Max(Revisions, other.Revisions),
        Bodies + other.Bodies);

    private static int Most<T>(IEnumerable<T> all, Func<T, int> count) => all.Select(count).DefaultIfEmpty().Max();

    private static int Reports(MeasureView measure) => measure.Definition.Unattributed.Length + measure.Assignments.Sum(Reports);

    private static int Reports(AssignmentSummary assignment) => assignment.Reports.Count;
}
