using GraphQL;
using NapGrains.Gateway.Schema.Errors;
using NapGrains.Gateway.Schema.Operations;
using NapGrains.Gateway.Schema.Plans;

namespace NapGrains.Gateway.Schema.Amendments;

/// <summary>What `amendPlan` did.</summary>
[Name("AmendPlanPayload")]
public sealed class AmendPlanPayload(PlanNode? plan, OperationObject? operation, int? planVersion, IReadOnlyList<IUserError> errors)
{
    /// <summary>The plan, as it is until the operation is completed; null where the amendment was refused.</summary>
    public PlanNode? Plan => plan;

    /// <summary>The operation that carries it out; null for a dry run, and where it was refused.</summary>
    public OperationObject? Operation => operation;

    /// <summary>The version that the amendment makes; null where it was refused.</summary>
    public int? PlanVersion => planVersion;

    /// <summary>Everything for which it was refused, each with its place in the input; empty where it was not.</summary>
    public IEnumerable<IUserError> Errors => errors;
}
