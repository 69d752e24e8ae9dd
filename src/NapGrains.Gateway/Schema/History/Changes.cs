using System.Collections.Immutable;
using System.Globalization;
using GraphQL;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Grains.History;

namespace NapGrains.Gateway.Schema.History;

/// <summary>
/// A public change in the chain of a measure or an assignment. It holds digests and no texts, and the hash of the change before it,
/// so that nothing can be rewritten unseen.
/// </summary>
[Name("Change")]
public sealed class ChangeObject(HeldLink held)
{
    /// <summary>Its place in the chain, from 1.</summary>
    public int Number => (int)held.Link.Number;

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset At => held.Link.At;

    /// <summary>What happened, as in PlanEventKind.</summary>
    public string Kind => held.Link.Kind;

    /// <summary>Key of the reporting period, if it is about one.</summary>
    public string? Period => held.Link.Period;

    /// <summary>Number of the report's revision, if it is about one.</summary>
    public int? Revision => held.Link.Revision;

    /// <summary>The former value, e.g. a verdict or the public state of a report.</summary>
    public string? From => held.Link.From;

    /// <summary>The new value.</summary>
    public string? To => held.Link.To;

    /// <summary>In which role it was done: `reporter`, `secretariat`, `assessor`, `admin`, or `service`.</summary>
    public string Role => held.Link.Role;

    /// <summary>Key of the agency, or name of the assessor, that did it.</summary>
    public string? Actor => held.Link.Actor;

    /// <summary>The operation id.</summary>
    public string OperationId => held.Link.Operation;

    /// <summary>SHA-256 of what is held from then on, as hex over its canonical JSON (RFC 8785); null where the change says it all.</summary>
    public string? Digest => held.Link.Content;

    /// <summary>The content as JSON where it is a verdict or an assessment.</summary>
    public string? Content => held.Text;

    /// <summary>Hash of the change before it; null for the first one.</summary>
    public string? Previous => held.Link.Previous;

    /// <summary>SHA-256 of this change, as hex over its canonical JSON.</summary>
    public string Hash => held.Link.Hash;

    internal string Key => held.Link.Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A page of changes.</summary>
[Name("ChangeConnection")]
public sealed class ChangeConnection(IReadOnlyList<(string, ChangeObject)> items, int total, bool hasBefore, bool hasAfter)
    : Connection<ChangeObject, ChangeEdge>(items, total, hasBefore, hasAfter)
{
    /// <inheritdoc/>
    protected override ChangeEdge Edge(ChangeObject node, string cursor) => new(node, cursor);

    /// <summary>Makes a page of a chain, oldest first.</summary>
    /// <param name="read">Reads links after a number, at most so many.</param>
    /// <param name="total">Length of the chain.</param>
    /// <param name="first">Page size.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    internal static async Task<ChangeConnection> Of(Func<long, int, Task<ImmutableArray<HeldLink>>> read, long total, int? first, string? after)
    {
        var size = Paging.Size(first);
        var start = after is null ? 0
            : long.TryParse(NodeId.Key(after), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw RequestErrors.BadUserInput("The cursor in `after` is not one of this list; send an endCursor or an edge's cursor of the same list.");
        var changes = (await read(start, size)).Select(held => new ChangeObject(held)).Select(change => (change.Key, change)).ToList();
        var last = changes.Count == 0 ? start : changes[^1].change.Number;
        return new(changes, (int)Math.Max(total, last), start > 0, last < total);
    }
}

/// <summary>A change in a list.</summary>
[Name("ChangeEdge")]
public sealed class ChangeEdge(ChangeObject node, string cursor) : Edge<ChangeObject>(node, cursor);
