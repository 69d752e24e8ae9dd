using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Views;

/// <summary>How long the lists of each kind are in a plan, or in several: the longest one, or the usual one; from 0.</summary>
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

    /// <summary>The longest list of each kind.</summary>
    internal static PlanSizes Longest(PlanSnapshot plan) => Of(plan, lengths => lengths.DefaultIfEmpty().Max());

    /// <summary>The average of each kind, rounded up: times the number of lists it is what they hold together.</summary>
    internal static PlanSizes Usual(PlanSnapshot plan) => Of(plan, lengths => (int)Math.Ceiling(lengths.DefaultIfEmpty().Average()));

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

    private static PlanSizes Of(PlanSnapshot plan, Func<IEnumerable<int>, int> length) => new(
        plan.Priorities.Length,
        plan.Plan.Periods.Length,
        plan.Measures.Length,
        length(plan.Priorities.Select(priority => priority.Measures.Length)),
        length(plan.Measures.Select(measure => measure.Assignments.Length)),
        length(plan.Agencies.Select(agency => plan.AssignmentsOf(agency).Count())),
        length(plan.Measures.Select(Reports)),
        length(plan.Agencies.Select(agency => plan.AssignmentsOf(agency).Sum(Reports))),
        length(plan.Measures.SelectMany(measure => measure.Assignments).Select(Reports)),
        length(plan.Measures.SelectMany(measure => measure.Assignments).SelectMany(assignment => assignment.Reports.Values).Select(report => report.Revision)),
        plan.Register.View.Bodies.Length);

    private static int Reports(MeasureView measure) => measure.Definition.Unattributed.Length + measure.Assignments.Sum(Reports);

    private static int Reports(AssignmentSummary assignment) => assignment.Reports.Count;
}
