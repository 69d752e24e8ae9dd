using System.Collections.Immutable;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;
using Orleans.Storage;

namespace NapGrains.Grains.Measures;

/// <summary>Recomputes a measure's chain from the store: every link, and that the row says nothing else than the chain.</summary>
internal static class MeasureVerification
{
    /// <summary>The check of the measure's chain.</summary>
    /// <param name="id">Whose row it is.</param>
    /// <param name="key">Key of the grain.</param>
    /// <param name="known">The chain as it was when the row was last read whole; names a link where the row cannot be read any more.</param>
    /// <param name="storage">The store.</param>
    public static async Task<ChainCheck> Of(GrainId id, string key, Chain known, IGrainStorage storage)
    {
        try
        {
            var state = await new GrainRow<MeasureState>("measure", id, storage).Read() ?? MeasureState.Empty;
            var links = await ChainSegment.All(state.History, key, storage);
            return new(key, state.History.End, 0, 0, ChainCheck.FirstBroken(links, state.History.Head) ?? FirstBroken(state, links));
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException and not StorageUnavailableException)
        {
            return new(key, known.End, 0, 0, new(Math.Max(1, known.Length), "its row cannot be read"));
        }
    }

    /// <summary>The first link that says otherwise than the row.</summary>
    public static BrokenLink? FirstBroken(MeasureState state, ImmutableArray<HeldLink> links)
    {
        if (links.IsEmpty)
        {
            return null;
        }

        var assessed = links.Where(held => held.Link.Kind == GraphNames.Of(PlanEventKind.MeasureAssessed)).Select(held => held.Link).ToList();
        return Unlike(PlanEventKind.MeasureChanged, state.Definition?.Told, "the measure is not what this link made it")
            ?? (state.Verdict == Verdict.None ? null : Unlike(PlanEventKind.VerdictGiven, state.Verdict, "the verdict is not the one that was given"))
            ?? (assessed.Count == state.Assessments.Length
                ? assessed.Where((link, index) => link.Content != HistoryLink.Digest(state.Assessments[index]))
                    .Select(link => new BrokenLink(link.Number, "the assessment is not the one that was published")).FirstOrDefault()
                : new(assessed.LastOrDefault()?.Number ?? links.Length, "assessments are missing, or are in no link"));

        BrokenLink? Unlike<T>(PlanEventKind kind, T held, string reason) =>
            links.LastOrDefault(link => link.Link.Kind == GraphNames.Of(kind))?.Link is { } last
                ? last.Content == HistoryLink.Digest(held) ? null : new(last.Number, reason)
                : new(links.Length, $"{reason}: no link tells of it");
    }
}
