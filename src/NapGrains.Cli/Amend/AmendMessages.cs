using NapGrains.Cli.Import;

namespace NapGrains.Cli.Amend;

internal sealed record AmendData(AmendPayload AmendPlan)
{
    public const string Mutation = """
        mutation Amend($input: AmendPlanInput!) {
          amendPlan(input: $input) { operation { id state stepsDone stepsTotal } planVersion errors { code message path } }
        }
        """;
}

internal sealed record AmendPayload(ImportOperation? Operation, int? PlanVersion, IReadOnlyList<ImportError>? Errors);
