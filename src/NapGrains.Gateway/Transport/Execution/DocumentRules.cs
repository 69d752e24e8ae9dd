using GraphQL;
using GraphQL.DI;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using NapGrains.Gateway.Transport.Limits;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>Options of one run, with the document's own record.</summary>
internal sealed class OperationOptions : ExecutionOptions
{
    public required ParsedDocument Parsed { get; init; }

    /// <summary>Text of the document, or the id it is registered under.</summary>
    public required string Source { get; init; }
}

/// <summary>
/// Decides which rules a document is validated by: all of them the first time; afterwards only those that look at variables,
/// registered with <c>AddValidationRule&lt;T&gt;(useForCachedDocuments: true)</c>, the cost, and the fields' own checks of
/// their arguments.
/// </summary>
internal sealed class DocumentRules(ListCost cost) : IConfigureExecution
{
    // After the options (100), which add rules, as the engine's own document cache would.
    public float SortOrder => 200;

    public Task<ExecutionResult> ExecuteAsync(ExecutionOptions options, ExecutionDelegate next)
    {
        options.ValidationRules = (options is OperationOptions { Parsed.IsValidated: true }
            ? (options.CachedDocumentValidationRules ?? []).Append(FieldArgumentsAreValidRule.Instance)
            : options.ValidationRules ?? DocumentValidator.CoreRules).Append(cost);
        return next(options);
    }
}
