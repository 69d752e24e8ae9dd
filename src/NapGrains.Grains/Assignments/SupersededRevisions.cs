using System.Collections.Immutable;
using NapGrains.Grains.Delivery;
using Orleans.Storage;

namespace NapGrains.Grains.Assignments;

/// <summary>Consecutive revisions of one period's report, in a row of their own.</summary>
internal sealed record RevisionSegment(ImmutableSortedDictionary<int, HeldContent> Revisions)
{
    /// <summary>Revisions in a row: together they cost one write where each by itself would cost one.</summary>
    public const int Size = 4;

    /// <summary>Number of the segment that a revision stands in, from 0.</summary>
    public static int Of(int revision) => (revision - 1) / Size;
}

/// <summary>The texts that the assignment's row has let go of.</summary>
/// <param name="assignment">Key of the grain.</param>
/// <param name="storage">The store.</param>
internal sealed class SupersededRevisions(string assignment, IGrainStorage storage)
{
    /// <summary>The texts of a revision; null where they are not here.</summary>
    public async Task<HeldContent?> Read(string period, int revision) =>
        (await Segment(period, RevisionSegment.Of(revision)))?.Revisions.GetValueOrDefault(revision);

    /// <summary>The texts that stand in one row; null where there is none.</summary>
    public Task<RevisionSegment?> Segment(string period, int segment) => Row(period, segment).Read();

    /// <summary>Takes texts in, or sets them in the place of those held; done again, it changes nothing.</summary>
    public Task Keep(params IEnumerable<HeldContent> contents) => Task.WhenAll(contents
        .GroupBy(content => (content.Period, Segment: RevisionSegment.Of(content.Revision)))
        .Select(segment => Keep(Row(segment.Key.Period, segment.Key.Segment), [.. segment])));

    private static async Task Keep(GrainRow<RevisionSegment> row, ImmutableArray<HeldContent> contents)
    {
        try
        {
            await row.Write(With(null, contents));
        }
        catch (InconsistentStateException)
        {
            // There is such a row: of neighbours that gave way before, or of a call that failed after this step.
            var held = await row.Read();
            var next = With(held, contents);
            if (!ShippedData.Same(held, next))
            {
                await row.Write(next);
            }
        }
    }

    private static RevisionSegment With(RevisionSegment? held, ImmutableArray<HeldContent> contents) => new(
        (held?.Revisions ?? ImmutableSortedDictionary<int, HeldContent>.Empty)
            .SetItems(contents.Select(content => KeyValuePair.Create(content.Revision, content))));

    private GrainRow<RevisionSegment> Row(string period, int segment) =>
        new("revisions", GrainKeys.RevisionSegment(assignment, period, segment), storage);
}
