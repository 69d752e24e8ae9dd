using NapGrains.Gateway.Schema.Agencies;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Gateway.Schema.Plans;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Rollup;

namespace NapGrains.Gateway.Schema;

/// <summary>What every object under a plan needs: the plan's rows, and from where they are seen.</summary>
/// <param name="From">From where it is seen.</param>
/// <param name="Snapshot">The plan's rows, read-only.</param>
public sealed record PlanScope(Viewpoint From, PlanSnapshot Snapshot)
{
    /// <summary>Key of the plan.</summary>
    public string Key => Snapshot.Plan.Key;

    /// <summary>Language of the plan.</summary>
    public string Language => Snapshot.Plan.Language;

    /// <summary>Whose plan it is.</summary>
    public string Jurisdiction => Snapshot.Plan.Jurisdiction;

    /// <summary>Today in the plan's time zone.</summary>
    public DateOnly Today => Snapshot.Today(From.Time);

    /// <summary>Measures counted as they stand today, with the reports of a period.</summary>
    internal Summary Count(IEnumerable<MeasureView> measures, string? period) => Summary.Of(
        Histogram.Sum(measures.Select(measure => Histogram.Of(
            measure.Standing, null, period is null ? [] : [KeyValuePair.Create(period, Coverage(measure.Assignments, period))]))),
        Today,
        period);

    /// <summary>The reports of some assignments in a period, counted.</summary>
    internal static Coverage Coverage(IEnumerable<AssignmentSummary> assignments, string? period) => assignments
        .Where(assignment => period is not null && assignment.Reports.ContainsKey(period))
        .Aggregate(default(Coverage), (sum, assignment) => sum + assignment.CoverageOf(assignment.Reports[period!]));

    internal PlanNode Plan() => new(this);

    internal MeasureNode Measure(MeasureView view) => new(this, view);

    internal MeasureNode? Measure(string? id) => id is not null && Snapshot.Measure(id) is { } view ? new(this, view) : null;

    internal AgencyNode Agency(string key) => new(From, Snapshot.Register, key);

    internal IMeasureGrain MeasureGrain(string id) => References<IMeasureGrain>.To(GrainKeys.Measure(Key, id), From.Grains);

    internal IAssignmentGrain AssignmentGrain(string measure, string agency) =>
        References<IAssignmentGrain>.To(GrainKeys.Assignment(Key, measure, agency), From.Grains);
}
