using GraphQL;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>One operation as a client asked for it.</summary>
/// <param name="Query">The document's text; empty where it is named by its id.</param>
/// <param name="DocumentId">Id of a registered document; null where the text is sent.</param>
/// <param name="OperationName">Which of the document's operations to run; null where it has one.</param>
/// <param name="Variables">Values of the variables.</param>
/// <param name="Extensions">What clients add beside the specification.</param>
internal sealed record GraphQLRequest(string Query, string? DocumentId, string? OperationName, Inputs? Variables, Inputs? Extensions);
