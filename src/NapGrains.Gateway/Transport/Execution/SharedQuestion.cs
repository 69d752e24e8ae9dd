using System.Text.Json;
using GraphQLParser.AST;
using GraphQLParser.Visitors;
using NapGrains.Gateway.Security;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>
/// What the answer to an event depends on beside the event: the document, which of its operations, the variables below the
/// root field, and the rights. Variables of the root field's own arguments choose the events and are left out, so that
/// subscribers who came with different cursors and filters still share.
/// </summary>
/// <param name="Document">Text or id of the document.</param>
/// <param name="OperationName">Which of its operations.</param>
/// <param name="Variables">Values as JSON, by name.</param>
/// <param name="Rights">Roles and their bounds as JSON.</param>
internal sealed record SharedQuestion(string Document, string? OperationName, string Variables, string Rights)
{
    /// <summary>The question that a subscription asks of each event.</summary>
    public static SharedQuestion Of(ExecutionContext context)
    {
        var options = (OperationOptions)context.ExecutionOptions;
        var used = new UsedVariables();
        used.Collect(context);
        var values = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in used.Names)
        {
            if (options.Variables is { } given && given.TryGetValue(name, out var value)) values[name] = value;
        }
        return new(
            options.Source,
            options.OperationName,
            JsonSerializer.Serialize(values, ResultWriter.ValueOptions),
            RightsOf(((OperationContext)context.UserContext).Caller));
    }

    private static string RightsOf(Caller caller) => caller.IsAnonymous
        ? ""
        : JsonSerializer.Serialize((string[][])
            [[.. caller.Actor.Roles], [.. caller.Actor.Agencies], [.. caller.Actor.Plans], [.. caller.Actor.Jurisdictions], [caller.Assessor ?? ""]]);

    private readonly struct NoContext : IASTVisitorContext
    {
        public CancellationToken CancellationToken => default;
    }

    private sealed class UsedVariables : ASTVisitor<NoContext>
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public void Collect(ExecutionContext context)
        {
            Visit(context.Operation.Directives);
            foreach (var selection in context.Operation.SelectionSet.Selections)
            {
                if (selection is GraphQLField root)
                {
                    Visit(root.Directives);
                    Visit(root.SelectionSet);
                }
                else
                {
                    Visit((ASTNode)selection);
                }
            }
            foreach (var fragment in context.Document.Definitions.OfType<GraphQLFragmentDefinition>()) Visit(fragment);
        }

        protected override ValueTask VisitVariableAsync(GraphQLVariable variable, NoContext context)
        {
            Names.Add(variable.Name.StringValue);
            return default;
        }

        private void Visit(ASTNode? node) => VisitAsync(node, default).AsTask().GetAwaiter().GetResult();
    }
}
