using System.ComponentModel;
using GraphQL;
using NapGrains.Gateway.Transport.Errors;

namespace NapGrains.Gateway.Schema.Relay;

/// <summary>Something with a global id.</summary>
[Name("Node")]
public interface INode
{
    /// <summary>The global id.</summary>
    [Id]
    string Id { get; }
}

/// <summary>Where a page stands in its list.</summary>
[Name("PageInfo")]
public sealed class PageInfo(bool hasNextPage, bool hasPreviousPage, string? startCursor, string? endCursor)
{
    /// <summary>Whether there is more behind this page.</summary>
    public bool HasNextPage { get; } = hasNextPage;

    /// <summary>Whether there is something before this page.</summary>
    public bool HasPreviousPage { get; } = hasPreviousPage;

    /// <summary>Cursor of the first item; null on an empty page.</summary>
    public string? StartCursor { get; } = startCursor;

    /// <summary>Cursor of the last item; null on an empty page.</summary>
    public string? EndCursor { get; } = endCursor;
}

/// <summary>A page of a list.</summary>
/// <param name="items">The items of the page with their keys.</param>
/// <param name="total">Length of the whole list.</param>
/// <param name="hasBefore">Whether there is something before the page.</param>
/// <param name="hasAfter">Whether there is more behind it.</param>
public abstract class Connection<TNode, TEdge>(IReadOnlyList<(string Key, TNode Node)> items, int total, bool hasBefore, bool hasAfter)
    where TNode : class
{
    /// <summary>The items of the page, each with its cursor.</summary>
    [Description("The items of the page, each with its cursor.")]
    public IEnumerable<TEdge> Edges() => items.Select(item => Edge(item.Node, NodeId.Of(item.Key)));

    /// <summary>The items of the page.</summary>
    [Description("The items of the page.")]
    public IEnumerable<TNode> Nodes() => items.Select(item => item.Node);

    /// <summary>Where the page stands in the list.</summary>
    [Description("Where the page stands in the list.")]
    public PageInfo PageInfo() => new(
        hasAfter,
        hasBefore,
        items.Count == 0 ? null : NodeId.Of(items[0].Key),
        items.Count == 0 ? null : NodeId.Of(items[^1].Key));

    /// <summary>How many items the whole list has.</summary>
    [Description("How many items the whole list has.")]
    public int TotalCount() => total;

    /// <summary>Makes an edge.</summary>
    protected abstract TEdge Edge(TNode node, string cursor);
}

/// <summary>An item of a list with its cursor.</summary>
public abstract class Edge<TNode>(TNode node, string cursor)
    where TNode : class
{
    /// <summary>The item.</summary>
    [Description("The item.")]
    public TNode Node { get; } = node;

    /// <summary>Its place in the list, opaque and stable when items are added; send it as `after`.</summary>
    [Description("Its place in the list, opaque and stable when items are added; send it as `after`.")]
    public string Cursor { get; } = cursor;
}

/// <summary>Cuts pages out of lists.</summary>
internal static class Paging
{
    /// <summary>Page size where none is asked for, and the largest one.</summary>
    public const int Most = 100;

    /// <summary>Makes a page.</summary>
    /// <param name="list">The whole list in order.</param>
    /// <param name="key">What tells an item from the others and never changes.</param>
    /// <param name="node">Makes the node of an item on the page.</param>
    /// <param name="make">Makes the connection of nodes, total, and whether there is more before and behind.</param>
    /// <param name="first">Page size; null for the default.</param>
    /// <param name="after">Cursor behind which the page begins; null for the beginning.</param>
    public static TConnection Page<TItem, TNode, TConnection>(
        this IReadOnlyList<TItem> list,
        Func<TItem, string> key,
        Func<TItem, TNode> node,
        Func<IReadOnlyList<(string, TNode)>, int, bool, bool, TConnection> make,
        int? first,
        string? after)
    {
        var size = Size(first);
        var start = 0;
        if (after is not null)
        {
            var afterKey = NodeId.Key(after);
            while (start < list.Count && key(list[start]) != afterKey)
            {
                start++;
            }

            start = start < list.Count
                ? start + 1
                : throw UnknownCursor();
        }

        var items = new List<(string, TNode)>(Math.Min(size, list.Count - start));
        for (var index = start; index < list.Count && items.Count < size; index++)
        {
            items.Add((key(list[index]), node(list[index])));
        }

        return make(items, list.Count, start > 0, start + items.Count < list.Count);
    }

    /// <summary>The list has nothing with the cursor.</summary>
    public static GraphQLError UnknownCursor() =>
        RequestErrors.BadUserInput("The cursor in `after` is not one of this list; send an endCursor or an edge's cursor of the same list.");

    /// <summary>The page size asked for.</summary>
    public static int Size(int? first) => first switch
    {
        null => Most,
        < 0 or > Most => throw RequestErrors.BadUserInput($"`first` must be from 0 to {Most}; it is {first}. Read on with `after`."),
        _ => first.Value,
    };
}
