using NapGrains.Cli.GraphQL;

namespace NapGrains.Cli.Import;

internal sealed record ImportDocumentInput(string Plan, string? Period, string Format, string Document, string? Corrections, bool DryRun)
{
    public string? OperationId { get; init; }
}

internal sealed record ImportDocumentData(ImportDocumentPayload ImportDocument)
{
    public const string Mutation = """
        mutation Import($input: ImportDocumentInput!) {
          importDocument(input: $input) {
            operation { id state stepsDone stepsTotal }
            totals {
              priorities measures leads recommendedLeads others recommendedOthers statements unattributed delegations references
              reportingBodies
            }
            warnings { line what why }
            errors { code message path }
          }
        }
        """;
}

internal sealed record ImportDocumentPayload(
    ImportOperation? Operation,
    OrderedDictionary<string, int?>? Totals,
    IReadOnlyList<ImportWarning>? Warnings,
    IReadOnlyList<ImportError>? Errors);

internal sealed record ImportError(string Code, string? Message, IReadOnlyList<string>? Path)
{
    /// <summary>The refusal in one line, with its place in what was sent.</summary>
    public string Line()
    {
        var line = ServerRefusal.Line(Code, Message);
        return Path is { Count: > 0 } path ? $"{line} ({PlainText.OneLine(string.Join('.', path))})" : line;
    }
}

/// <param name="Line">Line of the document, from 1; 0 where it concerns the whole.</param>
/// <param name="What">What was taken, and as what.</param>
/// <param name="Why">Why it is doubtful.</param>
internal sealed record ImportWarning(int? Line, string? What, string? Why);

internal sealed record OperationData(ImportOperation? Operation)
{
    public const string Query = """
        query Operation($id: ID!) {
          operation(id: $id) { id state stepsDone stepsTotal changed planVersion warnings { line what why } }
        }
        """;
}

internal sealed record ImportOperation(
    string Id,
    string State,
    int StepsDone,
    int StepsTotal,
    bool? Changed,
    int? PlanVersion,
    IReadOnlyList<ImportWarning>? Warnings)
{
    public bool IsCompleted => State == "COMPLETED";
}
