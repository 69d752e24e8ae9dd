using System.Collections.Immutable;
using Orleans.Storage;

namespace NapGrains.Grains.Delivery;

/// <summary>Some of a parent's children.</summary>
internal sealed record ChildSegment<T>(ImmutableSortedDictionary<string, T> Children)
    where T : class;

/// <summary>
/// The rows of a parent's children beside its own: a child stands in the one that its key says. What goes there was durable in the
/// parent's row before, so a crash between the two writes changes nothing.
/// </summary>
/// <param name="key">Key of the parent.</param>
/// <param name="storage">The store.</param>
internal sealed class ChildRows<T>(string key, IGrainStorage storage)
    where T : class
{
    /// <summary>How many a parent's row holds before they are moved, many at a time.</summary>
    internal const int MostInRow = 64;

    private const int Segments = 64;

    private readonly GrainRow<ChildSegment<T>>?[] _rows = new GrainRow<ChildSegment<T>>?[Segments];

    /// <summary>Adds to what the parent's row says what these rows say.</summary>
    public async Task<Children<T>> Complete(Children<T> children)
    {
        Array.Clear(_rows);
        if (!children.HasOthers)
        {
            return children;
        }

        var rows = await Task.WhenAll(Enumerable.Range(0, Segments).Select(Row));
        return children.With(rows.SelectMany(row => row.Value?.Children.AsEnumerable() ?? []));
    }

    /// <summary>Moves children that are durable and did not change now, where the parent's row would hold too many.</summary>
    public async Task<Children<T>> Move(Children<T> durable, Children<T> next)
    {
        if (next.InRow.Count <= MostInRow)
        {
            return next;
        }

        var moved = durable.InRow.Where(child => next.InRow.TryGetValue(child.Key, out var now) && ReferenceEquals(now, child.Value)).ToList();
        await Task.WhenAll(moved.GroupBy(child => Segment(child.Key)).Select(async segment =>
        {
            var row = await Row(segment.Key);
            await row.Write(new((row.Value?.Children ?? ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal)).SetItems(segment)));
        }));
        return next.Beside(moved.Select(child => child.Key));
    }

    private async Task<GrainRow<ChildSegment<T>>> Row(int segment)
    {
        if (_rows[segment] is not { } row)
        {
            row = new("children", GrainKeys.ChildSegment(key, segment), storage);
            await row.Read();
            _rows[segment] = row;
        }

        return row;
    }

    private static int Segment(string child) => (int)(child.Aggregate(17u, (hash, letter) => unchecked((hash * 31) + letter)) % Segments);
}
