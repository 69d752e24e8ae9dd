using System.Globalization;
using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.Execution;

namespace NapGrains.Gateway.Transport.Limits;

/// <summary>
/// Refuses operations that could give too many objects. Each object counts 1; what stands below a list counts as often as the
/// list is long: the smaller of <c>first</c> and what is known of the list (<see cref="IListSizes"/>). Introspection counts
/// nothing, and alternatives of an abstract type count together.
/// </summary>
internal sealed class ListCost(IOptions<TransportOptions> options, IEnumerable<IListSizes> sizes) : ValidationRuleBase
{
    /// <summary>Page size where <c>first</c> is not given, and the largest that it may be.</summary>
    public const int LargestPage = 100;

    /// <summary>How long a list without pages is taken to be where nothing is known of it.</summary>
    private const int UnknownList = 5;

    // Far above every limit, and its square still fits a long.
    private const long Countless = int.MaxValue;

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        if (Check(context.Schema, context.Document, context.Operation, context.Variables) is { } error) context.ReportError(error);
        return default;
    }

    /// <summary>Counts an operation of a document that is known to be valid; once, where neither variables nor lists have changed.</summary>
    /// <returns>Why the operation is refused, or null.</returns>
    public ValidationError? Check(ISchema schema, ParsedDocument parsed, string? operationName, Inputs? variables)
    {
        if (parsed.Affordable is { } known && known.Name == operationName && (!known.HasLists || Equals(known.Lists, Lists()))) return null;
        var lists = Lists();
        var operation = parsed.OperationOf(operationName);
        var error = Check(schema, parsed.Document, operation, variables, out var dependsOn);
        if (error is null && !dependsOn.Variables) parsed.Affordable = new(operationName, dependsOn.Lists, dependsOn.Lists ? lists : null);
        return error;

        object? Lists() => sizes.FirstOrDefault()?.Version;
    }

    /// <summary>Counts an operation.</summary>
    /// <param name="schema">The schema; what does not fit it counts nothing, for other rules to refuse.</param>
    /// <param name="document">The document.</param>
    /// <param name="operation">One of its operations.</param>
    /// <param name="variables">Values of variables as they were sent; where one is not there its default counts.</param>
    /// <returns>Why the operation is refused, or null.</returns>
    public ValidationError? Check(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, Inputs? variables) =>
        Check(schema, document, operation, variables, out _);

    private LimitExceededError? Check(
        ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, Inputs? variables, out (bool Variables, bool Lists) dependsOn)
    {
        dependsOn = default;
        var root = operation.Operation switch
        {
            OperationType.Query => schema.Query,
            OperationType.Mutation => schema.Mutation,
            _ => schema.Subscription,
        };
        if (root is null) return null;
        try
        {
            var count = new Count(schema, document, operation, variables, sizes.FirstOrDefault());
            var cost = count.Of(operation.SelectionSet, root).Once;
            dependsOn = (count.DependsOnVariables, count.DependsOnLists);
            return cost <= options.Value.MaxCost ? null : new LimitExceededError(
                ErrorCodes.CostExceeded,
                string.Create(CultureInfo.InvariantCulture, $"The answer could have {cost} objects; at most {options.Value.MaxCost} are allowed. Ask for smaller pages with `first`, or in parts."),
                document,
                operation);
        }
        catch (LimitExceededError error)
        {
            return error;
        }
    }

    /// <summary>Objects of a selection: those that come once, and those that come once for each item of the page around it.</summary>
    private readonly record struct Cost(long Once, long PerItem)
    {
        public static Cost operator +(Cost one, Cost other) => new(Clamp(one.Once + other.Once), Clamp(one.PerItem + other.PerItem));

        public static long Clamp(long count) => Math.Min(count, Countless);
    }

    private sealed class Count(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, Inputs? variables, IListSizes? sizes)
    {
        private readonly Dictionary<(ROM Name, bool InList), Cost> _fragments = [];

        /// <summary>Whether a page's size is a variable.</summary>
        public bool DependsOnVariables { get; private set; }

        /// <summary>Whether it has lists of which it is known how long they are.</summary>
        public bool DependsOnLists { get; private set; }

        public Cost Of(GraphQLSelectionSet? set, IGraphType? type, bool inList = false)
        {
            var sum = default(Cost);
            if (set is null || type is null) return sum;
            foreach (var selection in set.Selections)
            {
                sum += selection switch
                {
                    GraphQLField field => OfField(field, type, inList),
                    GraphQLInlineFragment inline => Of(inline.SelectionSet, inline.TypeCondition is { } condition ? schema.AllTypes[condition.Type.Name.Value] : type, inList),
                    GraphQLFragmentSpread spread => OfFragment(spread.FragmentName.Name.Value, inList),
                    _ => default,
                };
            }
            return sum;
        }

        private Cost OfField(GraphQLField field, IGraphType parent, bool inList)
        {
            if ((parent as IComplexGraphType)?.Fields.Find(field.Name.Value) is not { ResolvedType: { } resolved } definition) return default;
            var page = definition.Arguments?.Find("first") is null ? null : (int?)PageSize(field);
            var named = resolved.GetNamedType();
            if (named is not IComplexGraphType and not UnionGraphType) return default;

            var isList = (resolved is NonNullGraphType nonNull ? nonNull.ResolvedType : resolved) is ListGraphType;
            var below = Of(field.SelectionSet, named, inList || isList);
            if (isList && page is null && IsConnection(parent)) return new(0, Cost.Clamp(1 + below.Once));

            var known = sizes?.LengthOf(parent.Name, definition.Name, inList);
            DependsOnLists |= known is not null;
            if (isList) return new(Cost.Clamp(Times(page, known, UnknownList) * (1 + below.Once)), 0);
            return new(Cost.Clamp(1 + below.Once + (Times(page, known, LargestPage) * below.PerItem)), 0);
        }

        private static long Times(int? page, int? known, int unknown) => Math.Min(page ?? LargestPage, known ?? (page is null ? unknown : LargestPage));

        // A list of a connection is as long as the page that the field above asks for.
        private static bool IsConnection(IGraphType type) => type.Name.EndsWith("Connection", StringComparison.Ordinal);

        private Cost OfFragment(ROM name, bool inList)
        {
            if (_fragments.TryGetValue((name, inList), out var known)) return known;
            // A fragment that spreads itself is another rule's to refuse; here it only must not loop.
            _fragments[(name, inList)] = default;
            var fragment = document.Definitions.OfType<GraphQLFragmentDefinition>().FirstOrDefault(fragment => fragment.FragmentName.Name.Value == name);
            return _fragments[(name, inList)] = fragment is null ? default : Of(fragment.SelectionSet, schema.AllTypes[fragment.TypeCondition.Type.Name.Value], inList);
        }

        private int PageSize(GraphQLField field)
        {
            var argument = field.Arguments?.Find("first");
            var value = argument?.Value;
            object? given = null;
            if (value is GraphQLVariable variable)
            {
                DependsOnVariables = true;
                if (variables is null || !variables.TryGetValue(variable.Name.StringValue, out given))
                    value = operation.Variables?.Items.FirstOrDefault(definition => definition.Variable.Name.Value == variable.Name.Value)?.DefaultValue;
            }
            if (value is GraphQLIntValue literal)
                given = System.Numerics.BigInteger.Parse(literal.Value.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            return given switch
            {
                int size and >= 0 and <= LargestPage => size,
                System.Numerics.BigInteger size when size >= 0 && size <= LargestPage => (int)size,
                int or long or System.Numerics.BigInteger => throw new LimitExceededError(
                    ErrorCodes.BadUserInput,
                    string.Create(CultureInfo.InvariantCulture, $"`first` must be from 0 to {LargestPage}. Read on with `after`."),
                    document,
                    argument!),
                // Nothing given, or something that is no number and the engine refuses.
                _ => LargestPage,
            };
        }
    }
}
