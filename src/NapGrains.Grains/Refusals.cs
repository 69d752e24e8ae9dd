namespace NapGrains.Grains;

/// <summary>
/// A request that a grain refuses because a rule says so. Nothing was changed. <see cref="Code"/> names the rule, the
/// message tells a person what to do.
/// </summary>
[GenerateSerializer, Alias("refusal")]
public class RefusalException(string code, string message) : Exception(message)
{
    /// <summary>Name of the rule, as in the GraphQL enum <c>ErrorCode</c>.</summary>
    [Id(0)]
    public string Code { get; } = code;
}

/// <summary>The actor has no right to do this.</summary>
[GenerateSerializer, Alias("forbidden")]
public sealed class ForbiddenException(string message) : RefusalException("FORBIDDEN", message);

/// <summary>The operation id was used before, with other content or on another subject.</summary>
[GenerateSerializer, Alias("operation-id-reused")]
public sealed class OperationIdReusedException(string operationId) : RefusalException(
    "OPERATION_ID_REUSED",
    $"Operation id '{operationId}' was used before with other content; send a new id for a new operation.");

/// <summary>The store cannot be reached or cannot write now. Nothing was promised; the same call may be made again.</summary>
[GenerateSerializer, Alias("storage-unavailable")]
public sealed class StorageUnavailableException(string message) : Exception(message);
