using GraphQL;
using NapGrains.Gateway.Schema.Agencies;
using NapGrains.Gateway.Schema.Plans;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Gateway.Schema.Reports;
using NapGrains.Gateway.Views.Search;

namespace NapGrains.Gateway.Schema.Search;

/// <summary>Something that a search found.</summary>
[Name("SearchHit")]
public sealed class SearchHit
{
    private readonly Excerpt _excerpt;

    internal SearchHit(INode node, Excerpt excerpt) => (Node, _excerpt) = (node, excerpt);

    /// <summary>What was found: a `Measure`, an `Agency`, a `Report`, a `Priority` or a `Plan`.</summary>
    public INode Node { get; }

    /// <summary>In which of its texts; of several, the one that has most of the words and weighs most.</summary>
    public SearchPlace Place => _excerpt.Text.Place;

    /// <summary>Language of that text, a BCP 47 tag; null for numbers, and where the language of a text is not said.</summary>
    public string? Language => _excerpt.Text.Language;

    /// <summary>What stands there, to the letter, around what was found; put the pieces together to show it.</summary>
    public IEnumerable<SearchSegment> Excerpt => _excerpt.Segments;
}

/// <summary>A page of what a search found, best first.</summary>
[Name("SearchHitConnection")]
public sealed class SearchHitConnection(IReadOnlyList<(string, SearchHit)> items, int total, bool hasBefore, bool hasAfter)
    : Connection<SearchHit, SearchHitEdge>(items, total, hasBefore, hasAfter)
{
    /// <inheritdoc/>
    protected override SearchHitEdge Edge(SearchHit node, string cursor) => new(node, cursor);

    /// <summary>Makes a page of what was found.</summary>
    internal static async Task<SearchHitConnection> Of(Viewpoint from, SearchFindings found, SearchQuestion question)
    {
        var hits = new List<(string, SearchHit)>(found.Entries.Count);
        foreach (var entry in found.Entries)
        {
            hits.Add((entry.Key, new(await Node(from, entry), Views.Search.Excerpt.Of(entry, question))));
        }

        return new(hits, found.Total, found.Start > 0, found.HasAfter);
    }

    private static async ValueTask<INode> Node(Viewpoint from, SearchEntry entry)
    {
        if (entry.Plan is null)
        {
            return new AgencyNode(from, await from.Views.Register(entry.Subject[..entry.Subject.IndexOf('/', StringComparison.Ordinal)]), entry.Subject);
        }

        var scope = await from.Plan(entry.Plan);
        INode? node = entry.Kind switch
        {
            SearchKind.Plan => scope?.Plan(),
            SearchKind.Priority => scope?.Snapshot.Priority(entry.Order) is { } priority ? new PriorityNode(scope, priority) : null,
            SearchKind.Measure => scope?.Measure(entry.Subject),
            _ => scope?.Snapshot.Measure(entry.Subject) is { } measure
                ? ReportLists.Of(scope, measure, entry.Period).Find(report => report.Key == entry.Key)
                : null,
        };
        return node ?? throw new SearchNotReadyException(entry.Plan);
    }
}

/// <summary>Something that a search found, in a list.</summary>
[Name("SearchHitEdge")]
public sealed class SearchHitEdge(SearchHit node, string cursor) : Edge<SearchHit>(node, cursor);
