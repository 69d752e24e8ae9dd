using System.Collections.Concurrent;
using System.Collections.Immutable;
using NapGrains.Grains.Notices;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>A channel to some agencies that does what the test says and keeps what it was given.</summary>
internal sealed class Letterbox(params string[] agencies) : INoticeChannel
{
    private readonly ConcurrentQueue<ImmutableArray<Notice>> _batches = new();

    public string Name => "letterbox";

    /// <summary>Batches that were taken, in order.</summary>
    public IReadOnlyCollection<ImmutableArray<Notice>> Batches => _batches;

    /// <summary>Numbers of the notices that were taken, in order.</summary>
    public IEnumerable<long> Numbers => _batches.SelectMany(batch => batch).Select(notice => notice.Number);

    /// <summary>How often somebody tried to deliver.</summary>
    public int Attempts { get; private set; }

    /// <summary>Called before a batch is taken; what it throws is how the delivery fails.</summary>
    public Func<Task> BeforeTaking { get; set; } = () => Task.CompletedTask;

    /// <summary>Called after a batch was taken; what it throws is what the sender sees of it.</summary>
    public Action AfterTaking { get; set; } = () => { };

    public bool IsFor(string agency) => agencies.Contains(agency);

    public async Task Deliver(string agency, ImmutableArray<Notice> notices, CancellationToken stopping)
    {
        Attempts++;
        await BeforeTaking().WaitAsync(stopping);
        _batches.Enqueue(notices);
        AfterTaking();
    }
}
