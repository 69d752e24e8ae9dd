using System.Collections.Immutable;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;
using Orleans.Storage;

namespace NapGrains.Grains.Assignments;

/// <summary>
/// Recomputes an assignment's chain from the store: every link, the texts that each one stands for, and that the row says nothing
/// else than the chain.
/// </summary>
internal static class AssignmentVerification
{
    private static readonly string Accepted = GraphNames.Of(PlanEventKind.ReportAccepted);
    private static readonly string Redacted = GraphNames.Of(PlanEventKind.ReportRedacted);

    /// <summary>The check of the assignment's chain.</summary>
    /// <param name="id">Whose row it is.</param>
    /// <param name="key">Key of the grain.</param>
    /// <param name="known">The chain as it was when the row was last read whole; names a link where the row cannot be read any more.</param>
    /// <param name="storage">The store.</param>
    public static async Task<ChainCheck> Of(GrainId id, string key, Chain known, IGrainStorage storage)
    {
        var contents = new Contents(key, storage);
        try
        {
            var state = await new GrainRow<AssignmentState>("assignment", id, storage).Read() ?? AssignmentState.Empty;
            var links = await ChainSegment.All(state.History, key, storage);
            var broken = ChainCheck.FirstBroken(links, state.History.Head)
                ?? await contents.FirstBroken(state, links)
                ?? DefinitionIn(state, links)
                ?? HeadsIn(state, links);
            return new(key, state.History.End, contents.Redacted, contents.Withheld, broken);
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException and not StorageUnavailableException)
        {
            return new(key, known.End, contents.Redacted, contents.Withheld, new(Math.Max(1, known.Length), "its row cannot be read"));
        }
    }

    /// <summary>The last link that says what the agency's part is, where the row says otherwise.</summary>
    public static BrokenLink? DefinitionIn(AssignmentState state, ImmutableArray<HeldLink> links) =>
        links.LastOrDefault(held => held.Link is { Period: null, Content: not null }) is { } last && last.Link.Content != HistoryLink.Digest(state.Definition())
            ? new(last.Link.Number, "the assignment is not what this link made it")
            : null;

    /// <summary>What the row says of each period is what the period's last link says.</summary>
    private static BrokenLink? HeadsIn(AssignmentState state, ImmutableArray<HeldLink> links)
    {
        foreach (var (period, report) in state.Periods)
        {
            var shown = report.Public(period);
            var last = links.LastOrDefault(held => held.Link.Period == period && held.Link.To is not null)?.Link;
            if (last is null ? report.Latest is not null && links.Length > 0 : last.To != GraphNames.Of(shown.State) && !IsNewRevision(last, report))
            {
                return new(last?.Number ?? Math.Max(1, links.Length), $"the state of {period} is not what the chain says");
            }

            if (links.LastOrDefault(held => held.Link.Period == period && held.Link.Kind == Accepted)?.Link is { } accepted
                && accepted.Revision != report.Accepted?.Number)
            {
                return new(accepted.Number, $"the published revision of {period} is not the one that was accepted");
            }
        }

        return null;
    }

    // A new revision after an accepted one is submitted, and the accepted one stays public.
    private static bool IsNewRevision(HistoryLink last, PeriodReport report) =>
        report.Accepted is not null && last.To == GraphNames.Of(ReportState.Submitted) && report.State is ReportState.Submitted or ReportState.Returned;

    /// <summary>Texts; a row of several is read once where they are asked for in their order.</summary>
    private sealed class Contents(string key, IGrainStorage storage)
    {
        private readonly SupersededRevisions _superseded = new(key, storage);
        private ((string Period, int Segment) Of, RevisionSegment? Texts)? _last;

        public int Redacted { get; private set; }

        public int Withheld { get; private set; }

        public async Task<BrokenLink?> FirstBroken(AssignmentState state, ImmutableArray<HeldLink> links)
        {
            foreach (var revision in links.Where(held => held.Link is { Revision: not null, Content: not null })
                .GroupBy(held => (held.Link.Period!, held.Link.Revision!.Value)))
            {
                var ((period, number), last) = (revision.Key, revision.Last().Link);
                if (await FirstBroken(state, period, number, last, revision.Any(held => held.Link.Kind == AssignmentVerification.Redacted)) is { } broken)
                {
                    return broken;
                }
            }

            return null;
        }

        private async Task<BrokenLink?> FirstBroken(AssignmentState state, string period, int number, HistoryLink last, bool mayBeRedacted)
        {
            HeldContent? content;
            try
            {
                content = state.Find(period, number) ?? await Superseded(period, number);
            }
            catch (Exception unreadable) when (unreadable is not OutOfMemoryException and not StorageUnavailableException)
            {
                return new(last.Number, $"revision {number} of {period} cannot be read");
            }

            if (content is null)
            {
                Withheld++;
                return last.Number <= state.History.Adopted ? null : new(last.Number, $"revision {number} of {period} is missing");
            }

            if (content.Redacted is not null)
            {
                Redacted++;
                if (!mayBeRedacted)
                {
                    return new(last.Number, $"revision {number} of {period} was redacted, and no link says so");
                }
            }

            if (content.Digest() != last.Content)
            {
                return new(last.Number, $"revision {number} of {period} was changed");
            }

            var report = state.Periods.GetValueOrDefault(period);
            var head = RevisionHead.Of(number, content.Content, content.Extraordinary, content.Submitted);
            return new[] { report?.Latest, report?.Accepted }.Any(held => held?.Number == number && !ShippedData.Same(held, head))
                ? new(last.Number, $"the head of revision {number} of {period} was changed")
                : null;
        }

        private async Task<HeldContent?> Superseded(string period, int number)
        {
            var segment = RevisionSegment.Of(number);
            if (_last?.Of != (period, segment))
            {
                _last = ((period, segment), await _superseded.Segment(period, segment));
            }

            return _last?.Texts?.Revisions.GetValueOrDefault(number);
        }
    }
}
