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
            return new(
                key, state.History.End, 0, Withheld(state, links), ChainCheck.FirstBroken(links, state.History.Head) ?? FirstBroken(state, links));
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
            ?? Printed(links).Select(link => NotPrinted(state, link)).FirstOrDefault(broken => broken is not null)
            ?? (state.Definition?.PrintedPeriods ?? []).Where(period => Printed(links).All(link => link.Period != period))
                .Select(period => new BrokenLink(links.Length, $"what was printed on it in {period} is in no link")).FirstOrDefault()
            ?? (state.Verdict == Verdict.None ? null : Unlike(PlanEventKind.VerdictGiven, state.Verdict, "the verdict is not the one that was given"))
            ?? (assessed.Count == state.Assessments.Length
                ? assessed.Where((link, index) => link.Content != HistoryLink.Digest(state.Assessments[index]))
                    .Select(link => new BrokenLink(link.Number, "the assessment is not the one that was published")).FirstOrDefault()
                : new(assessed.LastOrDefault()?.Number ?? links.Length, "assessments are missing, or are in no link"));

        BrokenLink? Unlike<T>(PlanEventKind kind, T held, string reason) =>
            links.LastOrDefault(link => link.Link.Kind == GraphNames.Of(kind) && link.Link.Period is null)?.Link is { } last
                ? last.Content == HistoryLink.Digest(held) ? null : new(last.Number, reason)
                : new(links.Length, $"{reason}: no link tells of it");
    }

    private static BrokenLink? NotPrinted(MeasureState state, HistoryLink link) => IsHeld(state, link)
        ? link.Content == HistoryLink.Digest(state.Definition!.Printed(link.Period!)) ? null : new(link.Number, $"what was printed on it in {link.Period} was changed")
        : link.Number <= state.History.Adopted ? null : new(link.Number, $"what was printed on it in {link.Period} is missing");

    private static int Withheld(MeasureState state, ImmutableArray<HeldLink> links) => Printed(links).Count(link => !IsHeld(state, link));

    private static bool IsHeld(MeasureState state, HistoryLink link) => state.Definition?.PrintedPeriods.Contains(link.Period!) == true;

    /// <summary>The last link of each period of which a document printed something.</summary>
    private static IEnumerable<HistoryLink> Printed(ImmutableArray<HeldLink> links) => links.Select(held => held.Link)
        .Where(link => link.Kind == GraphNames.Of(PlanEventKind.MeasureChanged) && link.Period is not null)
        .GroupBy(link => link.Period!).Select(period => period.Last());
}
