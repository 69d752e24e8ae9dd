using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;

namespace NapGrains.Gateway.Views.Search;

/// <summary>The public texts of the plans that somebody has searched, as this gateway holds them; each plan's follow its feed.</summary>
public sealed class SearchViews(PlanViews views, IGrainFactory grains, IHostApplicationLifetime lifetime, ILogger<SearchViews> logger) : IDisposable
{
    /// <summary>How long a search waits for texts to be read, at the first search of a plan.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    private readonly SearchIndex _index = new();
    private readonly SemaphoreSlim _reads = new(64);
    private readonly ConcurrentDictionary<string, Lazy<SearchFollower>> _followers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _registers = new(StringComparer.Ordinal);

    /// <summary>A page of everything public that fits a question, best first: all that the gateway's plans held when it was asked, at least.</summary>
    /// <param name="question">The question.</param>
    /// <param name="plan">Only this plan, and bodies that take part in it; all plans and bodies by default. An unknown one gives an empty page.</param>
    /// <param name="size">How many entries the page has at most.</param>
    /// <param name="after">Key of the entry behind which the page begins; null for the beginning.</param>
    /// <returns>Null where no entry that fits has the key.</returns>
    /// <exception cref="SearchNotReadyException">The texts are still being read.</exception>
    internal async Task<SearchFindings?> Find(SearchQuestion question, string? plan, int size, string? after)
    {
        if (plan is null)
        {
            await Task.WhenAll((await views.Plans()).Keys.Select(CaughtUp));
            return _index.Find(question, _ => true, size, after);
        }

        return await CaughtUp(plan) is { } snapshot
            ? _index.Find(question, entry => entry.Plan is null ? snapshot.AssignmentsOf(entry.Subject).Any() : entry.Plan == plan, size, after)
            : new([], 0, 0);
    }

    /// <summary>Puts entries in the place of those that the same units had.</summary>
    internal void Index(IReadOnlyCollection<(string, IReadOnlyList<SearchEntry>)> units)
    {
        if (units.Count > 0) _index.Replace(units);
    }

    /// <summary>Indexes a register's bodies where it is newer than the one that was indexed last.</summary>
    internal void Index(RegisterSnapshot register)
    {
        var view = register.View;
        lock (_registers)
        {
            if (_registers.TryGetValue(view.Jurisdiction, out var version) && version >= view.Version)
            {
                return;
            }

            _index.Replace([(GrainKeys.Register(view.Jurisdiction), [.. view.Bodies.Select(PlanEntries.Of)])]);
            _registers[view.Jurisdiction] = view.Version;
        }
    }

    /// <summary>A report as everybody may read it, so many at a time as are good for the silos.</summary>
    internal async Task<ReportView?> Read(string plan, AssignmentSummary assignment, string period)
    {
        await _reads.WaitAsync(lifetime.ApplicationStopping);
        try
        {
            return await grains.GetGrain<IAssignmentGrain>(GrainKeys.Assignment(plan, assignment.Measure, assignment.Agency)).Read(Actor.Anonymous, period);
        }
        finally
        {
            _reads.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _index.Dispose();
        _reads.Dispose();
    }

    private async Task<PlanSnapshot?> CaughtUp(string plan)
    {
        if (await views.Follow(plan) is not { } follower)
        {
            return null;
        }

        var snapshot = await follower.Snapshot();
        var indexed = _followers.GetOrAdd(plan, _ => new(() => new(follower, this, views.Time, logger, lifetime.ApplicationStopping))).Value;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        patience.CancelAfter(LongestWait);
        try
        {
            await indexed.At(snapshot.Position, patience.Token);
        }
        catch (OperationCanceledException) when (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new SearchNotReadyException(plan);
        }

        return snapshot;
    }
}

/// <summary>The texts of a plan are still being read; they will be there shortly.</summary>
internal sealed class SearchNotReadyException(string plan)
    : TimeoutException($"The texts of plan {plan} are still being read for the search; ask again shortly.");
