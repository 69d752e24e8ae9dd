using System.Text.Json;

namespace NapGrains.Grains.History;

/// <summary>What was found when a chain was recomputed from what is stored.</summary>
/// <param name="Chain">Key of the grain whose chain it is.</param>
/// <param name="Head">The end of the chain; null for one without links.</param>
/// <param name="Redacted">Contents that were redacted and whose tombstones fit.</param>
/// <param name="Withheld">Contents that another store did not give out with the history that was taken over from it.</param>
/// <param name="Broken">The first link that does not hold; null where all do.</param>
[GenerateSerializer, Immutable, Alias("chain-check")]
public sealed record ChainCheck(
    [property: Id(0)] string Chain,
    [property: Id(1)] ChainHead? Head,
    [property: Id(2)] int Redacted,
    [property: Id(3)] int Withheld,
    [property: Id(4)] BrokenLink? Broken)
{
    /// <summary>The first link whose number, predecessor, hash or inline text does not fit; null where all do.</summary>
    /// <param name="links">All links of a chain.</param>
    /// <param name="head">The hash that the last one is to have; null for an empty chain.</param>
    public static BrokenLink? FirstBroken(IReadOnlyList<HeldLink> links, string? head)
    {
        for (var index = 0; index < links.Count; index++)
        {
            if (links[index].Link.Number != index + 1)
            {
                return new(index + 1, "its number was changed, or links before it are missing");
            }
        }

        for (var index = 0; index < links.Count; index++)
        {
            var (link, text) = links[index];
            if (index == 0 && link.Previous is not null)
            {
                return new(1, "links before it are missing");
            }

            if (text is not null && DigestOf(text) != link.Content)
            {
                return new(link.Number, "its content was changed");
            }

            if (!IsRemembered(index))
            {
                // A link whose memory of its predecessor was changed is not remembered by its successor either.
                return index + 1 < links.Count && !IsRemembered(index + 1)
                    ? new(link.Number + 1, "it remembers another predecessor")
                    : new(link.Number, "it is not what its successor remembers");
            }
        }

        return links.Count == 0 && head is not null ? new(1, "all links are missing") : null;

        bool IsRemembered(int index) => links[index].Link.Hash == (index + 1 < links.Count ? links[index + 1].Link.Previous : head);
    }

    private static string? DigestOf(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return HistoryLink.Sha256(json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A link that does not hold.</summary>
/// <param name="Number">Its place in the chain, from 1.</param>
/// <param name="Reason">What does not fit.</param>
[GenerateSerializer, Immutable, Alias("broken-link")]
public sealed record BrokenLink([property: Id(0)] long Number, [property: Id(1)] string Reason);
