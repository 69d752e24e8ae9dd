using GraphQL;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>One operation as a client asked for it.</summary>
/// <param name="Query">The document's text.</param>
/// <param name="OperationName">Which of the document's operations to run; null where it has one.</param>
/// <param name="Variables">Values of the variables.</param>
/// <param name="Extensions">What clients add beside the specification.</param>
internal sealed record GraphQLRequest(string Query, string? OperationName, Inputs? Variables, Inputs? Extensions);
