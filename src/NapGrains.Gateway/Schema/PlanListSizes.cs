using NapGrains.Gateway.Transport.Limits;
using NapGrains.Gateway.Views;

namespace NapGrains.Gateway.Schema;

/// <summary>How long the schema's lists are in the plans that this gateway holds.</summary>
internal sealed class PlanListSizes(PlanViews views) : IListSizes
{
    public object? Version => views.Sizes;

    public int? LengthOf(string type, string field, bool isOneOfMany)
    {
        var sizes = views.Sizes is var (longest, usual) ? isOneOfMany ? usual : longest : PlanSizes.Assumed;
        return (type, field) switch
        {
            ("Query", "measures") or ("Plan", "measures") => sizes.Measures,
            ("Query", "agencies") or ("Plan", "agencies") => sizes.Bodies,
            ("Plan", "priorities") => sizes.Priorities,
            ("Plan", "periods") => sizes.Periods,
            ("Amendment", "measures") => sizes.Measures,
            ("Priority", "measures") => sizes.MeasuresOfPriority,
            ("Measure", "assignments") => sizes.AssignmentsOfMeasure,
            ("Measure", "reports") => sizes.ReportsOfMeasure,
            ("Agency", "assignments") => sizes.AssignmentsOfAgency,
            ("Agency", "reports") => sizes.ReportsOfAgency,
            ("Assignment", "reports") => sizes.ReportsOfAssignment,
            ("Report", "revisions") => sizes.Revisions,
            _ => null,
        };
    }
}
