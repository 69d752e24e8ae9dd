using System.Globalization;
using GraphQLParser.AST;
using NapGrains.Gateway.Transport.Errors;

namespace NapGrains.Gateway.Transport.Limits;

/// <summary>Refuses operations that ask for the same thing under many names, or many times.</summary>
internal sealed class SelectionLimits(TransportOptions options) : IOperationLimit
{
    public LimitExceededError? Check(GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        var totals = new SelectionCount(document).Of(operation);
        if (totals.Aliases > options.MaxAliases)
            return Exceeded(ErrorCodes.AliasesExceeded, $"The operation has more than {options.MaxAliases} aliases.");
        if (totals.Directives > options.MaxDirectives)
            return Exceeded(ErrorCodes.DirectivesExceeded, $"The operation has more than {options.MaxDirectives} directives.");
        if (operation.Operation == OperationType.Mutation && totals.OwnFields > options.MaxMutationFields)
            return Exceeded(ErrorCodes.MutationFieldsExceeded, $"A mutation has at most {options.MaxMutationFields} fields at its root; this has {totals.OwnFields}.");
        foreach (var (name, count) in totals.ByName)
        {
            if (count > options.MaxSameField)
                return Exceeded(ErrorCodes.FieldRepetitionExceeded, $"The field '{name}' is asked for more than {options.MaxSameField} times.");
        }
        return null;

        LimitExceededError Exceeded(string code, FormattableString message) =>
            new(code, message.ToString(CultureInfo.InvariantCulture), document, operation);
    }
}
