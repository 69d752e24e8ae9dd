using GraphQL;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace NapGrains.Tests.Api.Rights;

/// <summary>Fields of the schema, each as <c>Type.field</c>: those that there are, and those that documents ask for.</summary>
internal static class SchemaFields
{
    /// <summary>All fields that a query or a subscription can reach.</summary>
    public static IEnumerable<string> Readable(ISchema schema)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<string>();
        Follow(schema.Query!);
        Follow(schema.Subscription!);
        return found;

        void Follow(IGraphType type)
        {
            switch (type)
            {
                case IInterfaceGraphType shared:
                    foreach (var possible in shared.PossibleTypes)
                    {
                        Follow(possible);
                    }

                    break;
                case UnionGraphType union:
                    foreach (var possible in union.PossibleTypes)
                    {
                        Follow(possible);
                    }

                    break;
                case IObjectGraphType complex when known.Add(complex.Name):
                    foreach (var field in complex.Fields)
                    {
                        found.Add($"{complex.Name}.{field.Name}");
                        Follow(field.ResolvedType!.GetNamedType());
                    }

                    break;
            }
        }
    }

    /// <summary>The fields that a document asks for.</summary>
    public static HashSet<string> AskedBy(string document, ISchema schema)
    {
        var parsed = Parser.Parse(document);
        var fragments = parsed.Definitions.OfType<GraphQLFragmentDefinition>().ToDictionary(fragment => fragment.FragmentName.Name.StringValue, StringComparer.Ordinal);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in parsed.Definitions.OfType<GraphQLOperationDefinition>())
        {
            Read(operation.SelectionSet, operation.Operation switch
            {
                OperationType.Subscription => schema.Subscription!,
                OperationType.Mutation => schema.Mutation!,
                _ => schema.Query!,
            });
        }

        return asked;

        void Read(GraphQLSelectionSet? selections, IGraphType type)
        {
            foreach (var selection in selections?.Selections ?? [])
            {
                switch (selection)
                {
                    case GraphQLField field when type is IComplexGraphType complex && complex.Fields.Find(field.Name.StringValue) is { } found:
                        asked.Add($"{type.Name}.{found.Name}");
                        Read(field.SelectionSet, found.ResolvedType!.GetNamedType());
                        break;
                    case GraphQLInlineFragment inline:
                        Read(inline.SelectionSet, inline.TypeCondition is { } on ? schema.AllTypes[on.Type.Name.StringValue]! : type);
                        break;
                    case GraphQLFragmentSpread spread:
                        var fragment = fragments[spread.FragmentName.Name.StringValue];
                        Read(fragment.SelectionSet, schema.AllTypes[fragment.TypeCondition.Type.Name.StringValue]!);
                        break;
                }
            }
        }
    }
}
