using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Delivery;
using Orleans.Storage;

namespace NapGrains.Grains.Feed;

/// <remarks>
/// An event is durable with one write, that of the open segment; the head is written only when a segment is full, and a
/// head that a crash left behind is mended on activation from what the segments say.
/// </remarks>
internal sealed class FeedGrain(IServiceProvider services, ILogger<FeedGrain> logger) : Grain, IFeedGrain
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>Full segments that are held for readers who are behind; older ones are read again when somebody asks.</summary>
    private const int MostClosed = 64;

    private readonly IGrainStorage _storage = GrainRow<FeedHead>.Storage(services);
    private readonly Dictionary<long, FeedSegment> _closed = [];
    private readonly Dictionary<string, long> _taken = new(StringComparer.Ordinal);
    private GrainRow<FeedHead> _head = null!;
    private GrainRow<FeedSegment> _open = null!;
    private FeedHead _headValue = FeedHead.Empty;
    private FeedSegment _segment = FeedHead.Empty.NewSegment();
    private FeedSegment? _pending;
    private List<Waiting> _waiting = [];
    private bool _writing;
    private bool _stale;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _plan = "";

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _plan = GrainKeys.Name(this.GetPrimaryKeyString());
        _head = new("feed", this.GetPrimaryKeyString(), _storage);
        await Load();
    }

    public Task<long> Append(string source, ImmutableArray<NumberedChange> changes)
    {
        var waiting = new Waiting(source, changes);
        _waiting.Add(waiting);
        if (!_writing)
        {
            _writing = true;
            _ = WriteAll();
        }

        return waiting.Done.Task;
    }

    public async Task<FeedPage> ReadAfter(long position, bool wait)
    {
        if (position < 0 || position > _segment.Last)
        {
            throw new RefusalException("CURSOR_EXPIRED", "The feed does not reach to this cursor: read the state again and go on after its cursor.");
        }

        if (position == _segment.Last && wait)
        {
            await Task.WhenAny(_news.Task, Task.Delay(LongestWait));
        }

        if (position == _segment.Last)
        {
            return new([], position);
        }

        var number = position / FeedSegment.Size;
        var segment = number == _headValue.Open ? _segment : await Closed(number);
        return new([.. segment.After(position)], _segment.Last);
    }

    public Task<long> Head() => Task.FromResult(_segment.Last);

    private async Task WriteAll()
    {
        while (_waiting.Count > 0)
        {
            var began = Stopwatch.GetTimestamp();
            var batch = _waiting;
            _waiting = [];
            try
            {
                if (_stale)
                {
                    await Load();
                }

                foreach (var waiting in batch)
                {
                    await Take(waiting);
                }

                await WriteSegment();
                batch.ForEach(waiting => waiting.Done.SetResult(_segment.Last));
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                logger.LogWarning(failure, "Writing the feed of {Plan} failed; its sources send again", _plan);
                var reason = new StorageUnavailableException("The feed cannot be written now.");
                batch.ForEach(waiting => waiting.Done.TrySetException(reason));
                _stale = true;
            }

            await Task.Delay(GroupCommit.Rest(Stopwatch.GetElapsedTime(began), GroupCommit.RestOfFew));
        }

        _writing = false;
    }

    private async Task Take(Waiting waiting)
    {
        foreach (var change in waiting.Changes)
        {
            if (change.Number != _taken.GetValueOrDefault(waiting.Source) + 1)
            {
                continue;
            }

            var segment = _pending ?? _segment;
            if (segment.IsFull)
            {
                await WriteSegment();
                await NextSegment();
                segment = _segment;
            }

            _pending = segment with { Events = segment.Events.Add(new(waiting.Source, change.Number, change.Change)) };
            _taken[waiting.Source] = change.Number;
        }
    }

    private async Task WriteSegment()
    {
        if (_pending is not { } pending)
        {
            return;
        }

        await _open.Write(pending);
        (_segment, _pending) = (pending, null);
        _news.SetResult();
        _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task NextSegment()
    {
        var next = _headValue.After(_segment);
        await _head.Write(next);
        Hold(_headValue.Open, _segment);
        _headValue = next;
        _segment = next.NewSegment();
        _open = Segment(next.Open);
    }

    private async Task Load()
    {
        _headValue = await _head.Read() ?? FeedHead.Empty;
        _open = Segment(_headValue.Open);
        _segment = await _open.Read() ?? _headValue.NewSegment();
        (_pending, _stale) = (null, false);
        _taken.Clear();
        foreach (var (source, number) in _headValue.Sources)
        {
            _taken[source] = number;
        }

        foreach (var stored in _segment.Events)
        {
            _taken[stored.Source] = stored.Number;
        }
    }

    private async Task<FeedSegment> Closed(long number)
    {
        if (!_closed.TryGetValue(number, out var segment))
        {
            segment = await Segment(number).Read() ?? throw new InvalidOperationException($"Segment {number} of the feed of {_plan} is missing.");
            Hold(number, segment);
        }

        return segment;
    }

    private void Hold(long number, FeedSegment segment)
    {
        _closed[number] = segment;
        if (_closed.Count > MostClosed)
        {
            _closed.Remove(_closed.Keys.Min());
        }
    }

    private GrainRow<FeedSegment> Segment(long number) => new("segment", GrainKeys.FeedSegment(_plan, number), _storage);

    private sealed record Waiting(string Source, ImmutableArray<NumberedChange> Changes)
    {
        public TaskCompletionSource<long> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
