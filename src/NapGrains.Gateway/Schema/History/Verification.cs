using GraphQL;
using NapGrains.Grains;
using NapGrains.Grains.History;

namespace NapGrains.Gateway.Schema.History;

/// <summary>What came of recomputing all chains of a plan's public changes from what is stored.</summary>
[Name("Verification")]
public sealed class VerificationObject
{
    // Enough to keep a store busy; more would only make each wait longer for its rows.
    private const int SideBySide = 16;

    private readonly IReadOnlyList<ChainCheck> _checks;
    private readonly DateTimeOffset _at;

    internal VerificationObject(IReadOnlyList<ChainCheck> checks, DateTimeOffset at) => (_checks, _at) = (checks, at);

    /// <summary>Whether every link holds.</summary>
    public bool Ok => Broken is null;

    /// <summary>Number of chains: one a measure, one an assignment.</summary>
    public int Chains => _checks.Count;

    /// <summary>Number of links in all.</summary>
    public int Links => (int)_checks.Sum(check => check.Head?.Length ?? 0);

    /// <summary>Contents that were redacted, and whose tombstones fit.</summary>
    public int Redacted => _checks.Sum(check => check.Redacted);

    /// <summary>Contents that another server did not give out with the history that was taken over from it.</summary>
    public int Withheld => _checks.Sum(check => check.Withheld);

    /// <summary>Merkle root over the ends of the chains as they are stored.</summary>
    public string Root => HistoryRoot.Of(_checks.Where(check => check.Head is not null).Select(check => (check.Chain, check.Head!.Value)));

    /// <summary>The first link that does not hold, in the order of the chains' keys; null where all do.</summary>
    public BrokenLinkObject? Broken => _checks.Where(check => check.Broken is not null)
        .Select(check => new BrokenLinkObject(check.Chain, check.Broken!)).FirstOrDefault();

    /// <summary>When the recomputing began.</summary>
    public DateTimeOffset At => _at;

    /// <summary>Recomputes all chains of a plan.</summary>
    internal static async Task<VerificationObject> Of(PlanScope scope)
    {
        var began = scope.From.Time.GetUtcNow();
        var grains = scope.Snapshot.Measures.SelectMany(measure => measure.Assignments
            .Select(assignment => (
                Key: GrainKeys.Assignment(scope.Key, measure.Id, assignment.Agency),
                Known: assignment.History,
                Verify: (Func<Task<ChainCheck>>)(() => scope.AssignmentGrain(measure.Id, assignment.Agency).Verify())))
            .Prepend((GrainKeys.Measure(scope.Key, measure.Id), measure.History, () => scope.MeasureGrain(measure.Id).Verify())));
        var checks = new List<ChainCheck>();
        foreach (var sideBySide in grains.OrderBy(grain => grain.Key, StringComparer.Ordinal).Chunk(SideBySide))
        {
            checks.AddRange(await Task.WhenAll(sideBySide.Select(grain => Check(grain.Key, grain.Known, grain.Verify))));
        }

        return new(checks, began);
    }

    /// <summary>What the measure remembers of a chain is no older than what is stored of it, and the same where it is as long.</summary>
    private static BrokenLink? Unlike(ChainHead known, ChainHead? stored) =>
        stored is not { } end || end.Length < known.Length
            ? new((stored?.Length ?? 0) + 1, $"{known.Length} links were known, and fewer are stored")
            : end.Length == known.Length && end.Hash != known.Hash
                ? new(end.Length, "its hash is not the one that was known")
                : null;

    private static async Task<ChainCheck> Check(string key, ChainHead? known, Func<Task<ChainCheck>> verify)
    {
        try
        {
            var check = await verify();
            return check.Broken is null && known is { } end ? check with { Broken = Unlike(end, check.Head) } : check;
        }
        catch (Exception unreadable) when (unreadable is not StorageUnavailableException and not TimeoutException and not OutOfMemoryException)
        {
            // A row that cannot be read does not even let its grain begin.
            return new(key, known, 0, 0, new(Math.Max(1, known?.Length ?? 1), "its row cannot be read"));
        }
    }
}

/// <summary>A link that does not hold.</summary>
[Name("BrokenLink")]
public sealed class BrokenLinkObject(string chain, BrokenLink broken)
{
    /// <summary>Key of the measure or assignment whose chain it is in.</summary>
    public string Chain => chain;

    /// <summary>Its place in the chain, from 1.</summary>
    public int Number => (int)broken.Number;

    /// <summary>What does not fit.</summary>
    public string Reason => broken.Reason;
}
