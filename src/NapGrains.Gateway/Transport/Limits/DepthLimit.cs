using System.Globalization;
using GraphQLParser;
using GraphQLParser.AST;
using NapGrains.Gateway.Transport.Errors;

namespace NapGrains.Gateway.Transport.Limits;

/// <summary>
/// Refuses operations whose fields nest too deep. Below <c>__schema</c> and <c>__type</c> depth is free, as tools need it, but
/// lists of lists of types are not: each level multiplies the answer.
/// </summary>
internal sealed class DepthLimit(int maxDepth) : IOperationLimit
{
    /// <summary>How many of introspection's lists may nest: tools nest two, and each more multiplies by tens.</summary>
    private const int MaxIntrospectionLists = 3;

    private static readonly HashSet<string> IntrospectionLists = ["fields", "inputFields", "interfaces", "possibleTypes"];

    public LimitExceededError? Check(GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        var depths = new Search(document).Of(operation.SelectionSet);
        if (depths.Fields > maxDepth) return Exceeded($"Fields nest {depths.Fields} deep; at most {maxDepth} are allowed.");
        return depths.Lists > MaxIntrospectionLists
            ? Exceeded($"Introspection nests lists {depths.Lists} deep; at most {MaxIntrospectionLists} are allowed.")
            : null;

        LimitExceededError Exceeded(FormattableString message) =>
            new(ErrorCodes.DepthExceeded, message.ToString(CultureInfo.InvariantCulture), document, operation);
    }

    private readonly record struct Depths(int Fields, int Lists);

    private sealed class Search(GraphQLDocument document)
    {
        private readonly Dictionary<ROM, (Depths Outside, Depths Inside)> _fragments = [];

        public Depths Of(GraphQLSelectionSet? selections, bool inIntrospection = false)
        {
            if (selections is null) return default;
            var deepest = default(Depths);
            foreach (var selection in selections.Selections)
            {
                var depths = selection switch
                {
                    GraphQLField field => OfField(field, inIntrospection),
                    GraphQLInlineFragment inline => Of(inline.SelectionSet, inIntrospection),
                    GraphQLFragmentSpread spread => OfFragment(spread.FragmentName.Name.Value, inIntrospection),
                    _ => default,
                };
                deepest = new(Math.Max(deepest.Fields, depths.Fields), Math.Max(deepest.Lists, depths.Lists));
            }
            return deepest;
        }

        private Depths OfField(GraphQLField field, bool inIntrospection)
        {
            var name = field.Name.StringValue;
            if (inIntrospection)
            {
                var inner = Of(field.SelectionSet, true);
                return inner with { Lists = inner.Lists + (IntrospectionLists.Contains(name) ? 1 : 0) };
            }
            if (name is "__schema" or "__type") return Of(field.SelectionSet, true) with { Fields = 0 };
            var below = Of(field.SelectionSet);
            return below with { Fields = below.Fields + 1 };
        }

        private Depths OfFragment(ROM name, bool inIntrospection)
        {
            if (!_fragments.TryGetValue(name, out var known))
            {
                // A fragment that spreads itself is another rule's to refuse; here it only must not loop.
                _fragments[name] = default;
                var set = document.Definitions.OfType<GraphQLFragmentDefinition>()
                    .FirstOrDefault(fragment => fragment.FragmentName.Name.Value == name)?.SelectionSet;
                _fragments[name] = known = (Of(set), Of(set, true));
            }
            return inIntrospection ? known.Inside : known.Outside;
        }
    }
}
