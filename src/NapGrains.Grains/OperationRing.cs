using System.Collections.Immutable;
using NapGrains.Grains.Delivery;
using Orleans.Storage;

namespace NapGrains.Grains;

/// <summary>Consecutive operations of a grain, in a row of their own.</summary>
internal sealed record OperationSegment<TAnswer>(long Number, ImmutableArray<RecentOperation<TAnswer>> Operations);

/// <summary>
/// The older part of a grain's window of operations: the newest few stand in the grain's row, the others in a ring of rows, so that
/// the row that is written with every change stays small however busy the grain is.
/// </summary>
/// <param name="key">Key of the grain.</param>
/// <param name="storage">The store.</param>
internal sealed class OperationRing<TAnswer>(string key, IGrainStorage storage)
{
    private const int SegmentSize = 8;

    /// <summary>Segments of the window, which the newest operations in the grain's row make whole.</summary>
    private const int Segments = 256 / SegmentSize;

    private readonly Dictionary<string, RecentOperation<TAnswer>> _older = new(StringComparer.Ordinal);
    private readonly Queue<OperationSegment<TAnswer>> _held = [];
    private long _known;

    /// <summary>Reads the segments that are not known here.</summary>
    /// <param name="closed">Number of full segments, as the grain's row says.</param>
    public async ValueTask Load(long closed)
    {
        if (closed <= _known)
        {
            return;
        }

        var numbers = Enumerable.Range(0, Segments).Select(back => closed - Segments + back).Where(number => number >= _known).ToList();
        var segments = await Task.WhenAll(numbers.Select(number => Row(number).Read()));
        foreach (var segment in segments.OfType<OperationSegment<TAnswer>>())
        {
            Hold(segment);
        }

        _known = closed;
    }

    /// <summary>The earlier answer to <paramref name="id"/>, if there was one.</summary>
    /// <exception cref="OperationIdReusedException">It was another operation.</exception>
    /// <exception cref="StorageUnavailableException">The grain was changed elsewhere meanwhile; the same call may be made again.</exception>
    public RecentOperation<TAnswer>? Earlier(ImmutableArray<RecentOperation<TAnswer>> newest, long closed, string id, string digest) =>
        newest.Earlier(id, digest) is { } recent ? recent
        : closed > _known ? throw new StorageUnavailableException("The row was changed elsewhere meanwhile; the same call may be made again.")
        : !_older.TryGetValue(id, out var older) ? null
        : older.Digest == digest ? older
        : throw new OperationIdReusedException(id);

    /// <summary>Moves the oldest of the newest operations to a row of their own; it is durable before the grain's row lets go of them.</summary>
    /// <param name="durable">The newest operations as they are durable.</param>
    /// <param name="closed">Number of full segments.</param>
    /// <returns>How many operations the grain's row may let go of: the first ones; 0 or a whole segment.</returns>
    public async Task<int> Close(ImmutableArray<RecentOperation<TAnswer>> durable, long closed)
    {
        if (durable.Length < SegmentSize)
        {
            return 0;
        }

        var segment = new OperationSegment<TAnswer>(closed, durable[..SegmentSize]);
        var row = Row(closed);
        await row.Read();
        await row.Write(segment);
        if (closed == _known)
        {
            Hold(segment);
            _known = closed + 1;
        }

        return SegmentSize;
    }

    private void Hold(OperationSegment<TAnswer> segment)
    {
        _held.Enqueue(segment);
        foreach (var operation in segment.Operations)
        {
            _older[operation.Id] = operation;
        }

        while (_held.Count > Segments)
        {
            foreach (var operation in _held.Dequeue().Operations)
            {
                _older.Remove(operation.Id);
            }
        }
    }

    // One place more than the window has segments: what a write that fails has laid down is in nobody's way.
    private GrainRow<OperationSegment<TAnswer>> Row(long number) => new("operations-seen", GrainKeys.OperationSegment(key, number % (Segments + 1)), storage);
}
