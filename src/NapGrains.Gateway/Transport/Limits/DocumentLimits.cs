using System.Globalization;
using GraphQL;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Visitors;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Transport.Errors;

namespace NapGrains.Gateway.Transport.Limits;

/// <summary>Everything that a document may not exceed, whatever the schema and the variables are; each document is checked once.</summary>
internal sealed class DocumentLimits(IOptions<TransportOptions> options)
{
    private readonly TransportOptions _options = options.Value;
    private readonly IOperationLimit[] _limits = [new DepthLimit(options.Value.MaxDepth), new SelectionLimits(options.Value)];

    /// <summary>Checks a text before it is parsed.</summary>
    /// <exception cref="GraphQLError">It has too many tokens.</exception>
    public void CheckText(string text)
    {
        // A token has at least one character, so most texts need no counting.
        if (text.Length <= _options.MaxTokens) return;
        var count = 0;
        var start = 0;
        try
        {
            while (true)
            {
                var token = Lexer.Lex(text, start);
                if (token.Kind == TokenKind.EOF) return;
                if (token.Kind != TokenKind.COMMENT && ++count > _options.MaxTokens)
                    throw RequestErrors.LimitExceeded(ErrorCodes.TokensExceeded, $"The document has more than {_options.MaxTokens} tokens.");
                start = token.End;
            }
        }
        catch (GraphQLParser.Exceptions.GraphQLSyntaxErrorException)
        {
            // The parser says better what is wrong.
        }
    }

    /// <summary>Checks a document before it is compared with the schema.</summary>
    /// <exception cref="ExecutionError">It exceeds a limit, or asks for what is switched off.</exception>
    public void Check(GraphQLDocument document)
    {
        new Places(_options, document).VisitAsync(document, default).AsTask().GetAwaiter().GetResult();
        foreach (var definition in document.Definitions)
        {
            if (definition is not GraphQLOperationDefinition operation) continue;
            foreach (var limit in _limits)
            {
                if (limit.Check(document, operation) is { } error) throw error;
            }
        }
    }

    private readonly struct NoContext : IASTVisitorContext
    {
        public CancellationToken CancellationToken => default;
    }

    /// <summary>Looks at each place of the text once.</summary>
    private sealed class Places(TransportOptions options, GraphQLDocument document) : ASTVisitor<NoContext>
    {
        protected override ValueTask VisitDirectivesAsync(GraphQLDirectives directives, NoContext context) =>
            directives.Count > options.MaxDirectivesPerLocation
                ? throw new LimitExceededError(
                    ErrorCodes.DirectivesPerLocationExceeded,
                    string.Create(CultureInfo.InvariantCulture, $"There are {directives.Count} directives in one place; at most {options.MaxDirectivesPerLocation} are allowed."),
                    document,
                    directives.Items[0])
                : base.VisitDirectivesAsync(directives, context);

        protected override ValueTask VisitFieldAsync(GraphQLField field, NoContext context) =>
            !options.Introspection && (field.Name.Value == "__schema" || field.Name.Value == "__type")
                ? throw new LimitExceededError(ErrorCodes.IntrospectionDisabled, "Introspection is switched off here; the schema is published as a file.", document, field)
                : base.VisitFieldAsync(field, context);
    }
}
