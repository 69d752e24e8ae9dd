using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;

namespace NapGrains.Grains.Notices;

internal sealed class NoticesGrain(
    [PersistentState("notices", NapStorage.Name)] IPersistentState<Row<NoticesState>> row,
    IEnumerable<INoticeChannel> channels,
    TimeProvider time,
    ILogger<NoticesGrain> logger) : Grain, INoticesGrain, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Committed<NoticesState> _state = null!;
    private ImmutableArray<NoticeCourier> _couriers = [];
    private ImmutableArray<string> _channels = [];
    private string _agency = "";

    private string Jurisdiction => _agency[.._agency.IndexOf('/', StringComparison.Ordinal)];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _agency = GrainKeys.Name(this.GetPrimaryKeyString());
        _state = new(row, NoticesState.Empty, logger, GroupCommit.RestOfMany);
        _couriers =
        [
            .. channels.Where(channel => channel.IsFor(_agency))
                .Select(channel => new NoticeCourier(this, _agency, channel, _state, time, logger, _stopping.Token)),
        ];
        _channels = [.. _couriers.Select(courier => courier.Channel)];
        _state.Written = WakeCouriers;
        WakeCouriers();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();

    public Task Take(string source, string plan, ImmutableArray<NumberedChange> changes) =>
        _state.Apply(state => state.Take(source, plan, changes, _channels, time.GetUtcNow()));

    public Task<NoticePage> Read(Actor actor, long after, int first)
    {
        if (!actor.MayReadNoticesOf(_agency, Jurisdiction))
        {
            throw new ForbiddenException($"Only a reporter of {_agency} and the secretariat may read its notices.");
        }

        var own = _state.Value.Queue.Where(notice => actor.MaySeeUnpublished(_agency, notice.Plan, Jurisdiction)).ToList();
        var start = own.TakeWhile(notice => notice.Number <= after).Count();
        var page = own.Skip(start).Take(first).ToImmutableArray();
        return Task.FromResult(new NoticePage(page, own.Count, start > 0, start + page.Length < own.Count));
    }

    public async Task Wake()
    {
        await _state.Refresh();
        // Where the operator took a channel away, nothing waits for it any more.
        await _state.Apply(state => state.Only(_channels));
        WakeCouriers();
    }

    private void WakeCouriers()
    {
        foreach (var courier in _couriers)
        {
            courier.Wake();
        }
    }
}
