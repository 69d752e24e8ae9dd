using GraphQL;
using GraphQL.Execution;
using GraphQLParser.Exceptions;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.Limits;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>Parsed documents by their text, least recently used out first, bounded in number and in characters.</summary>
internal sealed class DocumentCache(IDocumentBuilder builder, DocumentLimits limits, IOptions<TransportOptions> options)
{
    private readonly int _maxCount = options.Value.CachedDocuments;
    private readonly int _maxCharacters = options.Value.CachedDocumentCharacters;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Text, ParsedDocument Parsed)>> _byText = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Text, ParsedDocument Parsed)> _byUse = new();
    private int _characters;

    /// <summary>How many documents are held.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _byUse.Count;
        }
    }

    /// <summary>Parses a document, unless it was parsed before.</summary>
    /// <exception cref="ExecutionError">The text is not GraphQL, or exceeds a limit.</exception>
    public ParsedDocument Parse(string text)
    {
        lock (_lock)
        {
            if (_byText.TryGetValue(text, out var node))
            {
                if (node != _byUse.First)
                {
                    _byUse.Remove(node);
                    _byUse.AddFirst(node);
                }
                return node.Value.Parsed;
            }
        }
        return ParseAnew(text);
    }

    /// <summary>Parses a document that is kept elsewhere.</summary>
    /// <exception cref="ExecutionError">The text is not GraphQL, or exceeds a limit.</exception>
    public ParsedDocument ParseAnew(string text)
    {
        limits.CheckText(text);
        try
        {
            var document = builder.Build(text);
            limits.Check(document);
            return new ParsedDocument(document);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw RequestErrors.LimitExceeded(ErrorCodes.DepthExceeded, $"The document nests deeper than can be read.");
        }
    }

    /// <summary>Keeps a document that turned out valid, so that rubbish does not drive out what is in use.</summary>
    public void Keep(string text, ParsedDocument parsed)
    {
        parsed.IsValidated = true;
        if (text.Length > _maxCharacters / 8) return;
        lock (_lock)
        {
            if (!_byText.TryAdd(text, null!)) return;
            _byText[text] = _byUse.AddFirst((text, parsed));
            _characters += text.Length;
            while (_byUse.Count > _maxCount || _characters > _maxCharacters)
            {
                var oldest = _byUse.Last!;
                _byUse.RemoveLast();
                _byText.Remove(oldest.Value.Text);
                _characters -= oldest.Value.Text.Length;
            }
        }
    }
}
