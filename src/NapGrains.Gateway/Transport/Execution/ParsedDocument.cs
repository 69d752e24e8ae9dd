using GraphQL.Execution;
using GraphQLParser.AST;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>A document that was parsed once, and whether it is known to fit the schema.</summary>
internal sealed class ParsedDocument(GraphQLDocument document)
{
    public GraphQLDocument Document { get; } = document;

    /// <summary>Set after a run got past validation; the rules that look at the text alone need not run again.</summary>
    public volatile bool IsValidated;

    /// <summary>Which operation was found to cost no more than is allowed; null where that depends on variables, or was not found yet.</summary>
    public AffordableOperation? Affordable { get; set; }

    /// <summary>Finds the operation a request means.</summary>
    /// <exception cref="DocumentError">There is none of that name, or several and no name.</exception>
    public OperationType TypeOf(string? operationName) => OperationOf(operationName).Operation;

    /// <inheritdoc cref="TypeOf"/>
    public GraphQLOperationDefinition OperationOf(string? operationName)
    {
        GraphQLOperationDefinition? found = null;
        foreach (var definition in Document.Definitions)
        {
            if (definition is not GraphQLOperationDefinition operation) continue;
            if (string.IsNullOrEmpty(operationName))
            {
                if (found is not null) throw new NoOperationNameError();
                found = operation;
            }
            else if (operation.Name?.Value == operationName)
            {
                return operation;
            }
        }
        if (!string.IsNullOrEmpty(operationName)) throw new InvalidOperationNameError(operationName);
        return found ?? throw new NoOperationError();
    }
}

/// <summary>An operation that costs no more than is allowed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HasLists">Whether its cost depends on how long lists are that are known.</param>
/// <param name="Lists">How long they were then; null where it has none.</param>
internal sealed record AffordableOperation(string? Name, bool HasLists, object? Lists);
