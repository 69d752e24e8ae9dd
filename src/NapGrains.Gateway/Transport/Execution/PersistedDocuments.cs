using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.Limits;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>Documents that clients name by an id instead of sending their text; registered at start, under the limits of any other.</summary>
internal sealed class PersistedDocuments(DocumentCache documents, IDocumentValidator validator, ISchema schema, ListCost cost, IOptions<TransportOptions> options)
{
    private FrozenDictionary<string, ParsedDocument> _byId = FrozenDictionary<string, ParsedDocument>.Empty;

    /// <summary>The id of a text.</summary>
    public static string IdOf(string text) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>Finds a registered document.</summary>
    /// <exception cref="GraphQLError">There is none of this id.</exception>
    public ParsedDocument Find(string id) => _byId.GetValueOrDefault(id) ?? throw RequestErrors.PersistedDocumentNotFound();

    /// <summary>Reads the configured documents and checks every one.</summary>
    /// <exception cref="InvalidOperationException">One cannot be read, does not fit its id or the schema, or exceeds a limit.</exception>
    public void Register()
    {
        if (options.Value.PersistedDocuments is not { Length: > 0 } path) return;
        _byId = Read(path).ToFrozenDictionary(document => document.Key, document => Check(path, document.Key, document.Value), StringComparer.Ordinal);
    }

    private static Dictionary<string, string> Read(string path)
    {
        try
        {
            return Directory.Exists(path)
                // Two files of the same text are one document.
                ? Directory.EnumerateFiles(path, "*.graphql", SearchOption.AllDirectories).Select(File.ReadAllText)
                    .Distinct(StringComparer.Ordinal).ToDictionary(IdOf, StringComparer.Ordinal)
                : JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path)) ?? [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidOperationException($"The persisted documents at {path} cannot be read: {exception.Message}", exception);
        }
    }

    private ParsedDocument Check(string path, string id, string text)
    {
        if (string.IsNullOrEmpty(id) || text is null) throw Refused("it has no id or no text");
        if (id.StartsWith("sha256:", StringComparison.Ordinal) && id != IdOf(text)) throw Refused($"its text is that of {IdOf(text)}");
        ParsedDocument parsed;
        try
        {
            parsed = documents.ParseAnew(text);
        }
        catch (ExecutionError error)
        {
            throw Refused(error.Message);
        }
        var operations = parsed.Document.Definitions.OfType<GraphQLOperationDefinition>().ToList();
        if (operations.Count == 0) throw Refused("it has no operation");
        foreach (var operation in operations)
        {
            var result = validator.ValidateAsync(new ValidationOptions
            {
                Schema = schema,
                Document = parsed.Document,
                Operation = operation,
                Variables = Inputs.Empty,
                Extensions = Inputs.Empty,
                UserContext = new OperationContext(Caller.Anonymous),
                Rules = DocumentValidator.CoreRules.Append(cost),
            }).GetAwaiter().GetResult();
            // Values of variables come with each request, and are checked then.
            if (result.Errors.FirstOrDefault(error => error is not InvalidVariableError) is { } error) throw Refused(error.Message);
        }
        parsed.IsValidated = true;
        return parsed;

        InvalidOperationException Refused(string reason) =>
            new($"The persisted document {id} of {path} is refused: {reason}");
    }
}
