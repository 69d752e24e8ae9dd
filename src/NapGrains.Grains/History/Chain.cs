using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;

namespace NapGrains.Grains.History;

/// <summary>On whose behalf something is done, as a chain remembers it.</summary>
/// <param name="Role"><c>reporter</c>, <c>secretariat</c>, <c>assessor</c>, <c>admin</c> or <c>service</c>.</param>
/// <param name="Actor">Key of the agency or the assessor; null for the others.</param>
/// <param name="Operation">The operation id.</param>
internal readonly record struct By(string Role, string? Actor, string Operation);

/// <summary>
/// The append-only chain of a grain's public changes, as its row holds it. Full segments stand in rows of their own, so that
/// the row does not grow with its history.
/// </summary>
/// <param name="Length">Number of links in all.</param>
/// <param name="Head">Hash of the last link; null for an empty chain.</param>
/// <param name="Open">The links behind the last full segment.</param>
/// <param name="Adopted">How many links came with an import of another store's history; contents that were not public there are not held here.</param>
internal sealed record Chain(long Length, string? Head, ImmutableArray<Unchanging<HeldLink>> Open, long Adopted)
{
    public const int SegmentSize = 8;

    public static Chain Empty { get; } = new(0, null, [], 0);

    [JsonIgnore]
    public bool HasFullSegment => Open.Length >= SegmentSize;

    /// <summary>Number of the first segment, from 0, that still stands in the row.</summary>
    [JsonIgnore]
    public long OpenSegment => (Length - Open.Length) / SegmentSize;

    /// <summary>The chain with one more link.</summary>
    /// <param name="change">The public change.</param>
    /// <param name="by">Who made it.</param>
    /// <param name="content">Digest of what is held from now on.</param>
    /// <param name="revision">The report's revision, if it is about one.</param>
    /// <param name="text">JSON of the content where no row of its own holds it.</param>
    public Chain Add(PlanChange change, By by, string? content, int? revision = null, string? text = null)
    {
        var link = new HistoryLink(
            Length + 1, change.At, GraphNames.Of(change.Kind), change.Period, revision, change.From, change.To, by.Role, by.Actor, by.Operation, content, Head);
        return this with { Length = link.Number, Head = link.Hash, Open = Open.Add(new(new(link, text))) };
    }

    /// <summary>The chain without its first full segment, which stands in a row of its own.</summary>
    public Chain WithoutFullSegment() => this with { Open = Open.RemoveRange(0, SegmentSize) };

    /// <summary>The history of another store, taken over whole; null where there is none, or where it does not hold together.</summary>
    public static Chain? Adopt(ImmutableArray<HeldLink> links) =>
        links.IsDefaultOrEmpty || ChainCheck.FirstBroken(links, links[^1].Link.Hash) is not null
            ? null
            : new(links.Length, links[^1].Link.Hash, [.. links.Select(link => new Unchanging<HeldLink>(link))], links.Length);

    /// <summary>The links behind the last full segment, as they are shown.</summary>
    [JsonIgnore]
    public ImmutableArray<HeldLink> OpenLinks => [.. Open.Select(link => link.Value)];

    /// <summary>The end of the chain; null for an empty one.</summary>
    [JsonIgnore]
    public ChainHead? End => Head is { } head ? new(Length, head) : null;
}

/// <summary>One full segment of a chain, in a row of its own.</summary>
internal sealed record ChainSegment(ImmutableArray<Unchanging<HeldLink>> Links)
{
    /// <summary>The row of one segment of a grain's chain.</summary>
    public static GrainRow<ChainSegment> Row(string grain, long segment, Orleans.Storage.IGrainStorage storage) =>
        new("chain", GrainKeys.ChainSegment(grain, segment), storage);

    /// <summary>Moves full segments to rows of their own; they are durable before the grain's row lets go of them.</summary>
    public static async Task<Chain> Close(Chain durable, Chain next, string grain, Orleans.Storage.IGrainStorage storage)
    {
        for (; durable.HasFullSegment; durable = durable.WithoutFullSegment(), next = next.WithoutFullSegment())
        {
            await Row(grain, durable.OpenSegment, storage).WriteOnce(new(durable.Open[..Chain.SegmentSize]));
        }

        return next;
    }

    /// <summary>All links of a chain, as the store holds them.</summary>
    public static Task<ImmutableArray<HeldLink>> All(Chain chain, string grain, Orleans.Storage.IGrainStorage storage) =>
        Read(chain, grain, storage, 0, long.MaxValue);

    /// <summary>Links after a number, at most so many; rows that hold none of them are not read.</summary>
    public static async Task<ImmutableArray<HeldLink>> After(Chain chain, string grain, Orleans.Storage.IGrainStorage storage, long after, int first) =>
    [
        .. (await Read(chain, grain, storage, after / Chain.SegmentSize, (after + first) / Chain.SegmentSize))
            .Where(held => held.Link.Number > after).Take(first),
    ];

    private static async Task<ImmutableArray<HeldLink>> Read(Chain chain, string grain, Orleans.Storage.IGrainStorage storage, long from, long to)
    {
        var links = ImmutableArray.CreateBuilder<HeldLink>();
        for (var segment = from; segment < chain.OpenSegment && segment <= to; segment++)
        {
            links.AddRange(((await Row(grain, segment, storage).Read())?.Links ?? []).Select(link => link.Value));
        }

        links.AddRange(chain.OpenLinks);
        return links.ToImmutable();
    }
}
