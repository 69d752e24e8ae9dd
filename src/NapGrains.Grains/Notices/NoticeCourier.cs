using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Delivery;

namespace NapGrains.Grains.Notices;

/// <summary>
/// Brings one agency's notices to one channel, in order, a batch at a time, until each is taken: with back-off, for ever. What
/// was delivered is written before the next batch goes, so that a crash repeats one batch at most.
/// </summary>
/// <param name="grain">The grain that it works for.</param>
/// <param name="agency">Key of the agency.</param>
/// <param name="channel">The channel.</param>
/// <param name="state">The notices.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when a channel stops working, and when it works again; not of each attempt.</param>
/// <param name="stopping">Ends an attempt when the grain goes.</param>
internal sealed class NoticeCourier(
    IGrainBase grain,
    string agency,
    INoticeChannel channel,
    Committed<NoticesState> state,
    TimeProvider time,
    ILogger logger,
    CancellationToken stopping)
{
    /// <summary>How often a batch is refused for good, over a good minute, before it is given up.</summary>
    public const int MostRefusals = 8;

    private static readonly TimeSpan ShortestBackOff = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(1);

    private bool _busy;
    private TimeSpan _backOff;
    private int _refusals;
    private (long Number, DateTimeOffset? At)? _done;

    public string Channel => channel.Name;

    /// <summary>Starts to deliver what is undelivered; called on activation and after every write.</summary>
    public void Wake()
    {
        if (!_busy && !state.Value.Undelivered(Channel).IsEmpty)
        {
            _busy = true;
            _ = Work();
        }
    }

    private async Task Work()
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                if (_done is { } done)
                {
                    await state.Apply(now => now.Done(Channel, done.Number, done.At));
                    _done = null;
                }

                var batch = state.Value.Undelivered(Channel);
                if (batch.IsEmpty)
                {
                    _busy = false;
                    return;
                }

                await Deliver(batch);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (!stopping.IsCancellationRequested)
            {
                TryAgain(failure);
            }
        }
    }

    private async Task Deliver(ImmutableArray<Notice> batch)
    {
        try
        {
            // Away from the grain's own thread: whatever the channel does there, the grain goes on taking notices.
            await Task.Run(() => channel.Deliver(agency, batch, stopping), stopping);
            if (_backOff > TimeSpan.Zero)
            {
                logger.LogInformation("Notices reach {Agency} by {Channel} again", agency, Channel);
            }

            _done = (batch[^1].Number, time.GetUtcNow());
        }
        catch (NoticeRefusedException refused) when (++_refusals >= MostRefusals)
        {
            logger.LogError(
                "{Channel} refuses notices {First} to {Last} of {Agency} for good; they stay readable and are delivered no more: {Reason}",
                Channel, batch[0].Number, batch[^1].Number, agency, refused.Message);
            _done = (batch[^1].Number, null);
        }

        (_backOff, _refusals) = (TimeSpan.Zero, 0);
    }

    private void TryAgain(Exception failure)
    {
        if (_backOff == TimeSpan.Zero)
        {
            logger.LogWarning("Notices do not reach {Agency} by {Channel}; tried again until they do: {Reason}", agency, Channel, failure.Message);
        }
        else
        {
            logger.LogDebug(failure, "Notices still do not reach {Agency} by {Channel}", agency, Channel);
        }

        _backOff = _backOff == TimeSpan.Zero ? ShortestBackOff : TimeSpan.FromTicks(Math.Min(_backOff.Ticks * 2, LongestBackOff.Ticks));
        IGrainTimer? timer = null;
        timer = grain.RegisterGrainTimer(
            _ =>
            {
                timer?.Dispose();
                return Work();
            },
            new GrainTimerCreationOptions(_backOff, Timeout.InfiniteTimeSpan) { Interleave = true });
    }
}
