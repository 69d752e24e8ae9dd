using GraphQLParser.AST;
using NapGrains.Gateway.Transport.Errors;

namespace NapGrains.Gateway.Transport.Limits;

/// <summary>
/// A limit that an operation's text alone decides. It is checked before the document is compared with the schema, because
/// that comparison is itself what some oversized documents aim at.
/// </summary>
internal interface IOperationLimit
{
    /// <summary>Looks at one operation of a document.</summary>
    /// <returns>Why the operation is refused, or null.</returns>
    LimitExceededError? Check(GraphQLDocument document, GraphQLOperationDefinition operation);
}
