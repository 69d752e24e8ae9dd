using System.Text.Json.Serialization;
using NapGrains.Cli.GraphQL;

namespace NapGrains.Cli.Import;

/// <summary>The input of a mutation that imports something.</summary>
internal interface IImport
{
    /// <summary>The mutation.</summary>
    [JsonIgnore]
    string Mutation { get; }

    /// <summary>Whether nothing is to be stored.</summary>
    bool DryRun { get; }
}

internal sealed record ImportDocumentInput(string Plan, string? Period, string Format, string Document, string? Corrections, bool DryRun) : IImport
{
    public string? OperationId { get; init; }

    [JsonIgnore]
    public string Mutation => ImportData.MutationOf("importDocument", "ImportDocumentInput");
}

internal sealed record ImportPlansInput(string Format, string? Mapping, string Document, bool DryRun) : IImport
{
    public string? OperationId { get; init; }

    [JsonIgnore]
    public string Mutation => ImportData.MutationOf("importPlans", "ImportPlansInput");
}

internal sealed record ImportData(ImportPayload? ImportDocument, ImportPayload? ImportPlans)
{
    public ImportPayload Payload => (ImportDocument ?? ImportPlans)!;

    public static string MutationOf(string field, string input) => $$"""
        mutation Import($input: {{input}}!) {
          {{field}}(input: $input) {
            operation { id state stepsDone stepsTotal }
            totals {
              plans bodies priorities measures leads recommendedLeads others recommendedOthers statements unattributed delegations references
              reportingBodies assessments
            }
            warnings { line column what why }
            errors { code message path ... on DocumentRefused { faults { line column path cause } } }
          }
        }
        """;
}

internal sealed record ImportPayload(
    ImportOperation? Operation,
    OrderedDictionary<string, int?>? Totals,
    IReadOnlyList<ImportWarning>? Warnings,
    IReadOnlyList<ImportError>? Errors);

internal sealed record ImportError(string Code, string? Message, IReadOnlyList<string>? Path, IReadOnlyList<ImportFault>? Faults = null)
{
    /// <summary>The refusal in one line, with its place in what was sent.</summary>
    public string Line()
    {
        var line = ServerRefusal.Line(Code, Message);
        return Path is { Count: > 0 } path ? $"{line} ({PlainText.OneLine(string.Join('.', path))})" : line;
    }
}

/// <param name="Line">Line of the document, or row of a table, from 1; 0 where it concerns the whole.</param>
/// <param name="Column">Heading of a table's column.</param>
/// <param name="Path">JSON path.</param>
/// <param name="Cause">What is wrong.</param>
internal sealed record ImportFault(int Line, string? Column, string? Path, string? Cause)
{
    public override string ToString() => string.Concat(
        Line == 0 ? "" : Column is null ? $"line {Line}: " : $"row {Line}, {PlainText.OneLine(Column)}: ",
        Path is null ? "" : PlainText.OneLine(Path) + ": ",
        PlainText.OneLine(Cause));
}

/// <param name="Line">Line of the document, or row of a table, from 1; 0 where it concerns the whole.</param>
/// <param name="What">What was taken, and as what.</param>
/// <param name="Why">Why it is doubtful.</param>
/// <param name="Column">Heading of a table's column.</param>
internal sealed record ImportWarning(int? Line, string? What, string? Why, string? Column = null);

internal sealed record OperationData(ImportOperation? Operation)
{
    public const string Query = """
        query Operation($id: ID!) {
          operation(id: $id) { id state stepsDone stepsTotal changed planVersion warnings { line column what why } }
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
