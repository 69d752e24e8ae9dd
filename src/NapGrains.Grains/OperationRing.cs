using System.Collections.Immutable;
using NapGrains.Grains.Delivery;
using Orleans.Storage;

namespace NapGrains.Grains;

/// <summary>Consecutive operations of a grain, in a row of their own.</summary>
internal sealed record OperationSegment<TAnswer>(long Number, ImmutableArray<RecentOperation<TAnswer>> Operations);

/// <summary>
/// The older part of a grain's window of operations: the newest few stand in the grain's row, the others in a ring of rows, so that
/// the row that is written with every change stays small however busy the grain is, and one that wakes reads few rows.
/// </summary>
/// <param name="key">Key of the grain.</param>
/// <param name="storage">The store.</param>
internal sealed class OperationRing<TAnswer>(string key, IGrainStorage storage)
{
    private const int Window = 256;

    /// <summary>How many operations the grain's row lets go of at a time: a part.</summary>
    private const int PartSize = 8;

    /// <summary>How many parts share a row, which is written anew with each of them.</summary>
    private const int PartsOfSegment = 4;

    private const int Parts = Window / PartSize;

    // One more than a window needs that begins and ends with a row.
    private const int Segments = (Parts / PartsOfSegment) + 1;

    private readonly Dictionary<string, RecentOperation<TAnswer>> _older = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];
    private long _known;

    /// <summary>Reads the parts that are not known here.</summary>
    /// <param name="closed">Number of parts, as the grain's row says.</param>
    public async ValueTask Load(long closed)
    {
        if (closed <= _known)
        {
            return;
        }

        var first = Math.Max(_known, closed - Parts);
        var numbers = new List<long>();
        for (var number = first / PartsOfSegment; number * PartsOfSegment < closed; number++)
        {
            numbers.Add(number);
        }

        var segments = await Task.WhenAll(numbers.Select(number => Row(number).Read()));
        foreach (var (number, segment) in numbers.Zip(segments))
        {
            // A row may hold more than the grain's own row knows of, laid down by a write that failed after it; or still an older round.
            if (segment?.Number == number)
            {
                var begin = number * PartsOfSegment;
                Hold(segment.Operations.Take((int)(closed - begin) * PartSize).Skip((int)Math.Max(0, first - begin) * PartSize));
            }
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

    /// <summary>Moves the oldest of the newest operations to a row beside; they are durable there before the grain's row lets go of them.</summary>
    /// <param name="durable">The newest operations as they are durable.</param>
    /// <param name="closed">Number of parts.</param>
    /// <returns>How many operations the grain's row may let go of: the first ones; 0 or a whole part.</returns>
    public async Task<int> Close(ImmutableArray<RecentOperation<TAnswer>> durable, long closed)
    {
        if (durable.Length < PartSize)
        {
            return 0;
        }

        var part = durable[..PartSize];
        var number = closed / PartsOfSegment;
        var before = (int)(closed % PartsOfSegment) * PartSize;
        var row = Row(number);
        var held = await row.Read() is { } segment && segment.Number == number ? segment.Operations : [];
        // An earlier attempt may have laid down the part already, and whoever took the grain over since may have gone on.
        if (held.Length <= before || held[before].Id != part[0].Id)
        {
            await row.Write(new(number, [.. held.Take(before), .. part]));
        }

        if (closed == _known)
        {
            Hold(part);
            _known = closed + 1;
        }

        return PartSize;
    }

    private void Hold(IEnumerable<RecentOperation<TAnswer>> operations)
    {
        foreach (var operation in operations)
        {
            _older[operation.Id] = operation;
            _order.Enqueue(operation.Id);
            if (_order.Count > Window)
            {
                _older.Remove(_order.Dequeue());
            }
        }
    }

    private GrainRow<OperationSegment<TAnswer>> Row(long number) => new("operations-seen", GrainKeys.OperationSegment(key, number % Segments), storage);
}
