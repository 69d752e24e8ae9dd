namespace NapGrains.Gateway.Transport.Errors;

/// <summary>Values of <c>extensions.code</c> of top-level errors.</summary>
public static class ErrorCodes
{
    /// <summary>A token is missing where one is needed, or is not valid.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The caller is known and may not do this.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>The request is malformed, or an argument or variable has a value it cannot have.</summary>
    public const string BadUserInput = "BAD_USER_INPUT";

    /// <summary>The document is not GraphQL.</summary>
    public const string ParseFailed = "GRAPHQL_PARSE_FAILED";

    /// <summary>The document does not fit the schema, or names no operation to run.</summary>
    public const string ValidationFailed = "GRAPHQL_VALIDATION_FAILED";

    /// <summary>Fields are nested deeper than allowed.</summary>
    public const string DepthExceeded = "DEPTH_EXCEEDED";

    /// <summary>The document has more tokens than allowed.</summary>
    public const string TokensExceeded = "TOKENS_EXCEEDED";

    /// <summary>An operation has more aliases than allowed.</summary>
    public const string AliasesExceeded = "ALIASES_EXCEEDED";

    /// <summary>An operation has more directives than allowed.</summary>
    public const string DirectivesExceeded = "DIRECTIVES_EXCEEDED";

    /// <summary>One place of the document has more directives than allowed.</summary>
    public const string DirectivesPerLocationExceeded = "DIRECTIVES_PER_LOCATION_EXCEEDED";

    /// <summary>An operation asks for fields of one name more often than allowed.</summary>
    public const string FieldRepetitionExceeded = "FIELD_REPETITION_EXCEEDED";

    /// <summary>A mutation has more fields at its root than allowed.</summary>
    public const string MutationFieldsExceeded = "MUTATION_FIELDS_EXCEEDED";

    /// <summary>The answer could have more objects than allowed.</summary>
    public const string CostExceeded = "COST_EXCEEDED";

    /// <summary>Introspection is switched off.</summary>
    public const string IntrospectionDisabled = "INTROSPECTION_DISABLED";

    /// <summary>No document is registered under the <c>documentId</c>.</summary>
    public const string PersistedDocumentNotFound = "PERSISTED_DOCUMENT_NOT_FOUND";

    /// <summary>Only registered documents are run here.</summary>
    public const string PersistedDocumentsOnly = "PERSISTED_DOCUMENTS_ONLY";

    /// <summary>The request's body came slower than allowed.</summary>
    public const string BodyTooSlow = "BODY_TOO_SLOW";

    /// <summary>The request's body or the socket's message is larger than allowed.</summary>
    public const string BodyTooLarge = "BODY_TOO_LARGE";

    /// <summary>Several requests were sent as one.</summary>
    public const string BatchingNotSupported = "BATCHING_NOT_SUPPORTED";

    /// <summary>More subscriptions run on one socket than allowed.</summary>
    public const string TooManySubscriptions = "TOO_MANY_SUBSCRIPTIONS";

    /// <summary>The caller asks too often; <c>retryAfterMs</c> tells when to come back.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>The operation took longer than allowed.</summary>
    public const string Timeout = "TIMEOUT";

    /// <summary>A part of the system does not answer just now; a retry is safe, after <c>retryAfterMs</c>.</summary>
    public const string Unavailable = "UNAVAILABLE";

    /// <summary>The feed no longer holds what came after the cursor: read the state and start again.</summary>
    public const string CursorExpired = "CURSOR_EXPIRED";

    /// <summary>A fault of ours; <c>traceId</c> finds it in the log.</summary>
    public const string Internal = "INTERNAL";
}
