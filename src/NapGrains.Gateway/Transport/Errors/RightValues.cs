using System.Text.RegularExpressions;
using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;

namespace NapGrains.Gateway.Transport.Errors;

/// <summary>Tells who has sent a value that an enumeration does not have which ones it has; the engine names the enumeration only.</summary>
/// <param name="schema">The schema.</param>
internal sealed partial class RightValues(ISchema schema)
{
    /// <summary>How the values are begun.</summary>
    public const string Beginning = " It has: ";

    /// <summary>What to add to an error's message; nothing where it is about no enumeration.</summary>
    public string For(ExecutionError error) =>
        error is ValidationError or InvalidVariableError
        && Wanted().Matches(error.Message) is { Count: > 0 } wanted
        && wanted[^1].Groups["type"].Value is var name
        && schema.AllTypes[name] is EnumerationGraphType enumeration
            ? $"{Beginning}{string.Join(", ", enumeration.Values.Select(value => value.Name))}."
            : "";

    // As the engine says it of literals and of variables.
    [GeneratedRegex(@"(Expected type|Unable to convert '[^']*' to) '(?<type>\w+)!?'")]
    private static partial Regex Wanted();
}
