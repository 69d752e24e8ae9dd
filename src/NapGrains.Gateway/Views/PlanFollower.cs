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
    private const int RecentEntries = 4096;
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    private readonly string _plan;
    private readonly IGrainFactory _grains;
    private readonly PlanViews _views;
    private readonly CancellationToken _stopping;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Followed _now = new(null, ImmutableArray<FeedEntry>.Empty, NewSignal());

    internal PlanFollower(string plan, IGrainFactory grains, PlanViews views, ILogger logger, CancellationToken stopping)
    {
        (_plan, _grains, _views, _stopping, _logger) = (plan, grains, views, stopping, logger);
        _ = Task.Run(Follow, stopping);
    }

    /// <summary>The plan as it is now.</summary>
    public async ValueTask<PlanSnapshot> Snapshot()
    {
        if (_now.Snapshot is { } snapshot)
        {
            return snapshot;
        }

        await _loaded.Task.WaitAsync(TimeSpan.FromSeconds(5), _stopping);
        return _now.Snapshot!;
    }

    /// <summary>The plan once it holds what the feed said up to <paramref name="position"/>.</summary>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task<PlanSnapshot> At(long position, CancellationToken cancellation)
    {
        var snapshot = await Snapshot();
        while (snapshot.Position < position)
        {
            var now = _now;
            if (now.Snapshot!.Position < position)
            {
                await now.Signal.Task.WaitAsync(cancellation);
            }

            snapshot = _now.Snapshot!;
        }

        return snapshot;
    }

    /// <summary>
    /// Events after a position, then live, exactly in order. It is read, so a slow reader holds up nobody and costs no memory:
    /// what it has not read yet stays in the feed.
    /// </summary>
    public async IAsyncEnumerable<(FeedEntry Entry, PlanSnapshot Snapshot)> After(long position, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Snapshot();
        while (true)
        {
            var now = _now;
            var recent = now.Recent;
            ImmutableArray<FeedEntry> next;
            if (now.Snapshot!.Position <= position)
            {
                await now.Signal.Task.WaitAsync(cancellation);
                continue;
            }

            if (!recent.IsEmpty && recent[0].Position <= position + 1 && position <= recent[^1].Position)
            {
                next = recent[(int)(position + 1 - recent[0].Position)..];
            }
            else
            {
                next = (await Page(position, wait: false)).Entries;
                // What the snapshot does not hold yet is handed on when it does.
                next = [.. next.TakeWhile(entry => entry.Position <= now.Snapshot.Position)];
            }

            foreach (var entry in next)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return (entry, _now.Snapshot!);
                position = entry.Position;
            }
        }
    }

    /// <summary>A page of the feed.</summary>
    public Task<FeedPage> Page(long position, bool wait) => _grains.GetGrain<IFeedGrain>(GrainKeys.Feed(_plan)).ReadAfter(position, wait);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

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

                var page = await Page(_now.Snapshot!.Position, wait: true);
                if (!page.Entries.IsEmpty)
                {
                    Publish(await Apply(_now.Snapshot!, page.Entries), page.Entries);
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
        var priorities = await Task.WhenAll(plan.Priorities
            .Select(number => _grains.GetGrain<IPriorityGrain>(GrainKeys.Priority(_plan, number)).View()));
        var measures = await Measures(priorities.SelectMany(priority => priority?.Measures ?? []));
        var register = await _views.RefreshRegister(plan.Jurisdiction);
        return new(plan, [.. priorities.OfType<PriorityView>()], measures, register, position);
    }

    private async Task<PlanSnapshot> Apply(PlanSnapshot held, ImmutableArray<FeedEntry> entries)
    {
        var position = entries[^1].Position;
        var measures = await Measures(entries.Select(entry => entry.Change.Measure).OfType<string>().Distinct(StringComparer.Ordinal));
        var next = held.With(measures, position);
        if (!entries.Any(entry => entry.Change.Kind is PlanEventKind.DocumentImported or PlanEventKind.PeriodChanged or PlanEventKind.PeriodOpened
            or PlanEventKind.MembersNamed))
        {
            return next;
        }

        var plan = (await _grains.GetGrain<IPlanGrain>(GrainKeys.Plan(_plan)).View())!;
        var priorities = await Task.WhenAll(plan.Priorities
            .Select(number => _grains.GetGrain<IPriorityGrain>(GrainKeys.Priority(_plan, number)).View()));
        return new(plan, [.. priorities.OfType<PriorityView>()], next.Measures, await _views.RefreshRegister(plan.Jurisdiction), position);
    }

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

    private void Publish(PlanSnapshot snapshot, ImmutableArray<FeedEntry> entries)
    {
        var before = _now;
        var recent = entries.IsEmpty ? [] : before.Recent.AddRange(entries);
        _now = new(snapshot, recent.Length > RecentEntries ? recent[^(RecentEntries / 2)..] : recent, NewSignal());
        before.Signal.TrySetResult();
    }

    private sealed record Followed(PlanSnapshot? Snapshot, ImmutableArray<FeedEntry> Recent, TaskCompletionSource Signal);
}
