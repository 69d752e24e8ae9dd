using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using NapGrains.Grains;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Priorities;

namespace NapGrains.Gateway.Views;

/// <summary>
/// The gateway's one reader of a plan's feed. It keeps a snapshot of the plan's rows current and hands every event on, after
/// the snapshot holds it, to however many subscribers.
/// </summary>
public sealed class PlanFollower
{
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(2);

    private readonly string _plan;
    private readonly IGrainFactory _grains;
    private readonly PlanViews _views;
    private readonly CancellationToken _stopping;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LiveFeed<FeedEntry, PlanSnapshot> _feed;

    internal PlanFollower(string plan, IGrainFactory grains, PlanViews views, ILogger logger, CancellationToken stopping)
    {
        (_plan, _grains, _views, _stopping, _logger) = (plan, grains, views, stopping, logger);
        _feed = new(entry => entry.Position, views.Time);
        _ = Task.Run(Follow, stopping);
    }

    /// <summary>The plan as it was read last; null before it was.</summary>
    public PlanSnapshot? Held => _feed.State;

    /// <summary>The plan as it is now.</summary>
    public async ValueTask<PlanSnapshot> Snapshot()
    {
        if (_feed.State is { } snapshot)
        {
            return snapshot;
        }

        await _loaded.Task.WaitAsync(TimeSpan.FromSeconds(5), _stopping);
        return _feed.State!;
    }

    /// <summary>The plan once it holds what the feed said up to <paramref name="position"/>.</summary>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task<PlanSnapshot> At(long position, CancellationToken cancellation)
    {
        await Snapshot();
        return await _feed.At(position, cancellation);
    }

    /// <summary>The plan once it is read otherwise than <paramref name="than"/>.</summary>
    public Task<PlanSnapshot> Newer(PlanSnapshot? than, CancellationToken cancellation) => _feed.Newer(than, cancellation);

    /// <summary>
    /// Events after a position, then live, exactly in order. It is read, so a slow reader holds up nobody and costs no memory:
    /// what it has not read yet stays in the feed.
    /// </summary>
    /// <param name="position">Position of the last event before.</param>
    /// <param name="patience">How far the reader may fall behind.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<(FeedEntry Entry, PlanSnapshot State)> After(
        long position, Patience patience, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Snapshot();
        await foreach (var read in _feed.After(position, patience, async before => (await Page(before, wait: false)).Entries, cancellation))
        {
            yield return read;
        }
    }

    /// <summary>A page of the feed.</summary>
    public Task<FeedPage> Page(long position, bool wait) => _grains.GetGrain<IFeedGrain>(GrainKeys.Feed(_plan)).ReadAfter(position, wait);

    private async Task Follow()
    {
        var backOff = TimeSpan.FromMilliseconds(100);
        var isCurrent = false;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (!isCurrent)
                {
                    Publish(await Load(), []);
                    _loaded.TrySetResult();
                    isCurrent = true;
                }

                var page = await Page(_feed.State!.Position, wait: true);
                if (!page.Entries.IsEmpty)
                {
                    Publish(await Apply(_feed.State!, page.Entries), page.Entries);
                }

                backOff = TimeSpan.FromMilliseconds(100);
            }
            catch (RefusalException refusal)
            {
                // The feed is behind what was read here: the store was put back to an older state, so begin anew.
                _logger.LogWarning("The feed of {Plan} does not go on from here ({Reason}); reading the plan anew", _plan, refusal.Message);
                isCurrent = false;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                _logger.LogInformation(failure, "The feed of {Plan} cannot be read now; again in {BackOff}", _plan, backOff);
                await Task.Delay(backOff, _stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backOff = TimeSpan.FromTicks(Math.Min(backOff.Ticks * 2, LongestBackOff.Ticks));
            }
        }
    }

    private async Task<PlanSnapshot> Load()
    {
        // The position is read first: what happens while the rows are read is applied once more, which changes nothing.
        var position = await _grains.GetGrain<IFeedGrain>(GrainKeys.Feed(_plan)).Head();
        var plan = await _grains.GetGrain<IPlanGrain>(GrainKeys.Plan(_plan)).View()
            ?? throw new InvalidOperationException($"Plan {_plan} is not there yet.");
        var priorities = await Priorities(plan);
        var measures = await Measures(Listed(priorities));
        var register = await _views.RefreshRegister(plan.Jurisdiction);
        return new(plan, priorities, measures, register, position);
    }

    private async Task<PlanSnapshot> Apply(PlanSnapshot held, ImmutableArray<FeedEntry> entries)
    {
        var position = entries[^1].Position;
        var measures = await Measures(entries.Select(entry => entry.Change.Measure).OfType<string>().Distinct(StringComparer.Ordinal));
        var next = held.With(measures, position);
        if (!entries.Any(entry => entry.Change.Kind is PlanEventKind.DocumentImported or PlanEventKind.PeriodChanged or PlanEventKind.PeriodOpened
            or PlanEventKind.MembersNamed or PlanEventKind.PlanAmended))
        {
            return next;
        }

        var plan = (await _grains.GetGrain<IPlanGrain>(GrainKeys.Plan(_plan)).View())!;
        var priorities = await Priorities(plan);
        // A measure that was on its way from one priority to another when the plan was loaded stood in neither.
        var missed = await Measures(Listed(priorities).Where(id => next.Measure(id) is null));
        return new(plan, priorities, [.. next.Measures, .. missed], await _views.RefreshRegister(plan.Jurisdiction), position);
    }

    private async Task<ImmutableArray<PriorityView>> Priorities(PlanView plan) =>
    [
        .. (await Task.WhenAll(plan.Priorities.Select(number => _grains.GetGrain<IPriorityGrain>(GrainKeys.Priority(_plan, number)).View())))
            .OfType<PriorityView>(),
    ];

    /// <summary>The measures of some priorities; one that is on its way stands in both, or in neither.</summary>
    private static IEnumerable<string> Listed(ImmutableArray<PriorityView> priorities) =>
        priorities.SelectMany(priority => priority.Measures).Distinct(StringComparer.Ordinal);

    private async Task<ImmutableArray<MeasureView>> Measures(IEnumerable<string> ids)
    {
        var views = ImmutableArray.CreateBuilder<MeasureView>();
        foreach (var sideBySide in ids.Chunk(64))
        {
            var read = await Task.WhenAll(sideBySide.Select(id => _grains.GetGrain<IMeasureGrain>(GrainKeys.Measure(_plan, id)).View()));
            views.AddRange(read.OfType<MeasureView>());
        }

        return views.ToImmutable();
    }

    private void Publish(PlanSnapshot snapshot, ImmutableArray<FeedEntry> entries) => _feed.Publish(snapshot, snapshot.Position, entries);
}
