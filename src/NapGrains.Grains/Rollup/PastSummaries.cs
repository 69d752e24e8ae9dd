using System.Collections.Immutable;
using System.Globalization;
using NapGrains.Grains.Delivery;
using Orleans.Storage;

namespace NapGrains.Grains.Rollup;

/// <summary>What a parent knew at the end of one minute.</summary>
/// <param name="Minute">The minute's beginning, in UTC.</param>
/// <param name="Version">The plan's version, where the parent is a plan; 0 elsewhere.</param>
/// <param name="Histograms">
/// Its histogram; those of an agency by plan and role, the one of a plan or a priority under an empty key. Those of earlier versions of
/// the plan stand beside them, their keys ending in the last version for which they hold.
/// </param>
internal sealed record PastSummary(DateTimeOffset Minute, int Version, ImmutableSortedDictionary<string, Histogram> Histograms);

/// <summary>How far a parent's past is recorded.</summary>
/// <param name="Count">Number of past summaries.</param>
/// <param name="Minute">The minute since which what the row holds is what is known.</param>
internal sealed record PastHead(long Count, DateTimeOffset Minute);

/// <summary>Past summaries in rows of their own.</summary>
internal sealed record PastSegment(ImmutableArray<PastSummary> Summaries);

/// <summary>
/// The past of a parent's summary, one entry a minute at most, in append-only segments: what was known at the end of any past
/// minute can be asked for.
/// </summary>
/// <param name="key">Key of the parent.</param>
/// <param name="storage">The store.</param>
/// <param name="time">The clock of recorded time.</param>
internal sealed class PastSummaries(string key, IGrainStorage storage, TimeProvider time)
{
    private const int SegmentSize = 64;
    private const int MostHeld = 16;

    private readonly Dictionary<long, PastSegment> _full = [];
    private (long Count, PastSegment Segment)? _open;

    /// <summary>
    /// Records what was known until now, where the minute is another one or <paramref name="always"/>; durable before the summary
    /// in the row changes. Done again, it changes nothing.
    /// </summary>
    /// <param name="head">How far the past is recorded; null before the first summary.</param>
    /// <param name="version">The plan's version until now.</param>
    /// <param name="histograms">What is known until now.</param>
    /// <param name="always">Records within the minute too.</param>
    public async Task<PastHead> Keep(PastHead? head, int version, Func<ImmutableSortedDictionary<string, Histogram>> histograms, bool always = false)
    {
        var minute = Minute(time.GetUtcNow());
        if (head is null)
        {
            return new(0, minute);
        }

        if (minute == head.Minute && !always)
        {
            return head;
        }

        var row = Row(head.Count / SegmentSize);
        var segment = await row.Read() ?? new PastSegment([]);
        await row.Write(new([.. segment.Summaries.Take((int)(head.Count % SegmentSize)), new(head.Minute, version, histograms())]));
        return new(head.Count + 1, minute);
    }

    /// <summary>
    /// What was known at the end of the minute of <paramref name="asOf"/>; null where that is what is known now, and an empty summary
    /// where nothing was known yet.
    /// </summary>
    public async Task<PastSummary?> At(PastHead? head, DateTimeOffset asOf)
    {
        var minute = Minute(asOf);
        if (head is not null && minute >= head.Minute)
        {
            return null;
        }

        var (from, to) = (0L, head?.Count ?? 0);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = (await Entry(middle, head!.Count)).Minute <= minute ? (middle + 1, to) : (from, middle);
        }

        return from == 0 ? new(minute, 0, ImmutableSortedDictionary<string, Histogram>.Empty) : await Entry(from - 1, head!.Count);
    }

    private async Task<PastSummary> Entry(long number, long count)
    {
        var index = number / SegmentSize;
        var isFull = index < count / SegmentSize;
        if ((isFull ? _full.GetValueOrDefault(index) : _open is { } open && open.Count == count ? open.Segment : null) is { } held)
        {
            return held.Summaries[(int)(number % SegmentSize)];
        }

        var segment = await Row(index).Read() ?? throw new InvalidOperationException($"Segment {index} of the past of {key} is missing.");
        if (!isFull)
        {
            _open = (count, segment);
        }
        else
        {
            if (_full.Count == MostHeld)
            {
                _full.Clear();
            }

            _full[index] = segment;
        }

        return segment.Summaries[(int)(number % SegmentSize)];
    }

    private GrainRow<PastSegment> Row(long segment) => new("past", GrainKeys.PastSegment(key, segment), storage);

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}

/// <summary>A histogram as it was known at a past moment.</summary>
/// <param name="Histogram">The histogram.</param>
/// <param name="PlanVersion">The plan's version that it is of; null where only the plan knows it.</param>
[GenerateSerializer, Immutable, Alias("known-histogram")]
public sealed record KnownHistogram([property: Id(0)] Histogram Histogram, [property: Id(1)] int? PlanVersion)
{
    /// <summary>What a plan or a priority knew of a version.</summary>
    internal static KnownHistogram Of(PastSummary past, int? planVersion, bool isPlan = false)
    {
        var former = past.Histograms.Keys.Where(key => key.Length > 0).Select(key => (Key: key, Until: int.Parse(key, CultureInfo.InvariantCulture)))
            .Where(known => known.Until >= planVersion).OrderBy(known => known.Until).Select(known => known.Key).FirstOrDefault("");
        return new(past.Histograms.GetValueOrDefault(former) ?? Rollup.Histogram.Empty, isPlan ? Earlier(planVersion, past.Version) : null);
    }

    /// <summary>The version that is told of: a version that had not come yet is the one that there was.</summary>
    internal static int Earlier(int? planVersion, int held) => Math.Min(planVersion ?? held, held);

    /// <summary>A histogram and those of earlier versions, as the past is recorded.</summary>
    internal static ImmutableSortedDictionary<string, Histogram> Recorded(VersionedHistogram counted) => counted.Former
        .Select(former => KeyValuePair.Create(former.Until.ToString(CultureInfo.InvariantCulture), former.Histogram))
        .Append(KeyValuePair.Create("", counted.Now))
        .ToImmutableSortedDictionary(StringComparer.Ordinal);
}
