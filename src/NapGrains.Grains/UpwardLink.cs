using Microsoft.Extensions.Logging;
using NapGrains.Grains.Delivery;

namespace NapGrains.Grains;

/// <summary>
/// The one mechanism by which a grain tells its parents: what its outbox says is unsent is pushed until it is
/// acknowledged, newest summary and every event, with back-off. Nothing is pushed before it is durable. Parents drop what
/// they know already, so pushing twice does no harm.
/// </summary>
/// <remarks>
/// Acknowledgements are kept in memory and written with the next change; only a row that stays quiet is written once more
/// to take its unsent mark off.
/// </remarks>
internal sealed class UpwardLink<T>
    where T : class, IUpwardState<T>
{
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan QuietBeforeUnmarking = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Longer than a caller waits for its answer. An activation that is to end waits for the calls under way and fires no timer
    /// meanwhile: one that waited for the timer of a back-off would keep it from ending, and from answering anybody, for hours.
    /// </summary>
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(5);

    private readonly IGrainBase _grain;
    private readonly Committed<T> _state;
    private readonly ILogger _logger;
    private readonly Dictionary<string, Direction> _directions = [];
    private readonly Dictionary<string, long> _acknowledged = [];
    private readonly List<Flushing> _flushes = [];
    private IGrainTimer? _unmarking;

    /// <summary>Links a grain's state to its parents.</summary>
    public UpwardLink(IGrainBase grain, Committed<T> state, ILogger logger)
    {
        (_grain, _state, _logger) = (grain, state, logger);
        state.Acknowledged = _acknowledged;
        state.Written = Wake;
    }

    /// <summary>Adds a direction; <paramref name="push"/> sends what is durable and ends when it is acknowledged.</summary>
    public UpwardLink<T> To(string outlet, Func<T, Task> push)
    {
        _directions.Add(outlet, new Direction(push));
        _acknowledged[outlet] = _state.Value.Outbox.Outlets.GetValueOrDefault(outlet).Delivered;
        return this;
    }

    /// <summary>Starts sending what is unsent; called on activation and after every write.</summary>
    public void Wake()
    {
        foreach (var (outlet, direction) in _directions)
        {
            if (!direction.Busy && IsBehind(outlet))
            {
                direction.Busy = true;
                _ = Send(outlet, direction);
            }
        }
    }

    /// <summary>Ends when everything that is durable now was acknowledged; what failed is sent again at once.</summary>
    /// <exception cref="TimeoutException">It was not within <see cref="LongestFlush"/>; sending goes on.</exception>
    public async Task Flush()
    {
        await _state.Refresh();
        Wake();
        foreach (var (outlet, direction) in _directions)
        {
            // Somebody waits, or sweeps because the timer may be lost with an activation that is no more.
            if (direction.Again is { } timer)
            {
                timer.Dispose();
                direction.Again = null;
                _ = Send(outlet, direction);
            }
        }

        var outbox = _state.Value.Outbox;
        var flush = new Flushing(_directions.Keys.ToDictionary(outlet => outlet, outbox.Version));
        _flushes.Add(flush);
        Settle();
        try
        {
            await flush.Done.Task.WaitAsync(LongestFlush);
        }
        finally
        {
            _flushes.Remove(flush);
        }
    }

    private bool IsBehind(string outlet) => _acknowledged[outlet] < _state.Value.Outbox.Version(outlet);

    private async Task Send(string outlet, Direction direction)
    {
        try
        {
            while (IsBehind(outlet))
            {
                var sent = _state.Value;
                await direction.Push(sent);
                _acknowledged[outlet] = sent.Outbox.Version(outlet);
                direction.BackOff = TimeSpan.Zero;
                Settle();
            }

            direction.Busy = false;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            direction.BackOff = direction.BackOff == TimeSpan.Zero
                ? TimeSpan.FromMilliseconds(100)
                : TimeSpan.FromTicks(Math.Min(direction.BackOff.Ticks * 2, LongestBackOff.Ticks));
            _logger.LogInformation(
                failure, "{Grain} could not send to {Outlet}; again in {BackOff}", _grain.GrainContext.GrainId, outlet, direction.BackOff);
            direction.Again = After(direction.BackOff, () =>
            {
                direction.Again = null;
                return Send(outlet, direction);
            });
        }
    }

    /// <summary>Ends the flushes that were waited for no longer than until now: under load there is always something newer to send.</summary>
    private void Settle()
    {
        foreach (var flush in _flushes.Where(flush => flush.Until.All(until => _acknowledged[until.Key] >= until.Value)).ToList())
        {
            _flushes.Remove(flush);
            flush.Done.SetResult();
        }

        if (!_directions.Keys.Any(IsBehind) && _state.Value.Outbox.HasUnsent && _unmarking is null)
        {
            _unmarking = After(QuietBeforeUnmarking, Unmark);
        }
    }

    private async Task Unmark()
    {
        _unmarking = null;
        try
        {
            await _state.Apply(state =>
            {
                var outbox = state.Outbox.Acknowledge(_acknowledged);
                return ReferenceEquals(outbox, state.Outbox) ? state : state.With(outbox);
            });
        }
        catch (StorageUnavailableException)
        {
            // The mark stays; the sweep wakes this grain once more than needed.
        }
    }

    private IGrainTimer After(TimeSpan delay, Func<Task> action)
    {
        IGrainTimer? timer = null;
        timer = _grain.RegisterGrainTimer(
            _ =>
            {
                timer?.Dispose();
                return action();
            },
            new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan) { Interleave = true });
        return timer;
    }

    /// <param name="Until">The version that each direction is to have acknowledged.</param>
    private sealed record Flushing(Dictionary<string, long> Until)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Direction(Func<T, Task> push)
    {
        public Func<T, Task> Push { get; } = push;

        public bool Busy { get; set; }

        public TimeSpan BackOff { get; set; }

        /// <summary>Waits until the back-off is over; null while nothing failed, or a push is under way.</summary>
        public IGrainTimer? Again { get; set; }
    }
}
