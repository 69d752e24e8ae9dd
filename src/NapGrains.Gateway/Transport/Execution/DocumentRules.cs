using GraphQL;
using GraphQL.DI;
using GraphQL.Types;
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
/// registered with <c>AddValidationRule&lt;T&gt;(useForCachedDocuments: true)</c>, the fields' own checks of their arguments where
/// the schema has any, and the cost. Without a rule the engine does not walk through the document again.
/// </summary>
internal sealed class DocumentRules(ListCost cost) : IConfigureExecution
{
    private bool? _checksArguments;

    // After the options (100), which add rules, as the engine's own document cache would.
    public float SortOrder => 200;

    public Task<ExecutionResult> ExecuteAsync(ExecutionOptions options, ExecutionDelegate next)
    {
        if (options is not OperationOptions { Parsed: { IsValidated: true } parsed })
        {
            options.ValidationRules = (options.ValidationRules ?? DocumentValidator.CoreRules).Append(cost);
            return next(options);
        }

        if (cost.Check(options.Schema!, parsed, options.OperationName, options.Variables) is { } error)
        {
            return Task.FromResult(new ExecutionResult(error));
        }

        var rules = options.CachedDocumentValidationRules ?? [];
        options.ValidationRules = (_checksArguments ??= ChecksArguments(options.Schema!)) ? rules.Append(FieldArgumentsAreValidRule.Instance) : rules;
        return next(options);
    }

    private static bool ChecksArguments(ISchema schema) =>
        schema.AllTypes.OfType<IComplexGraphType>().SelectMany(type => type.Fields).Any(field => field.ValidateArguments is not null);
}
