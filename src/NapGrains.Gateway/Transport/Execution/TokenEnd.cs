using NapGrains.Gateway.Security;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>Ends what was opened with a token when the token would no longer be accepted: it has expired or is revoked.</summary>
internal sealed class TokenEnd : IAsyncDisposable
{
    // Timers end at 49 days; a token may last longer.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _signal = new();
    private readonly ITimer? _timer;
    private readonly DateTimeOffset _end;
    private readonly Caller _caller;
    private readonly RevokedTokens _revoked;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private CancellationTokenRegistration _following;
    private bool _isOver;

    /// <summary>Starts to wait.</summary>
    /// <param name="caller">Whose token; without one there is nothing to wait for.</param>
    /// <param name="revoked">Tokens that are revoked.</param>
    /// <param name="time">The clock.</param>
    public TokenEnd(Caller caller, RevokedTokens revoked, TimeProvider time)
    {
        (_caller, _revoked, _time) = (caller, revoked, time);
        if (caller.TokenId is not null) Follow();
        if (caller.ExpiresAt is not { } expiry) return;
        _end = expiry + NapAuthentication.ClockSkew;
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Look();
    }

    /// <summary>Signalled when the token is revoked or has expired, the clocks' difference allowed for.</summary>
    public CancellationToken Ended => _signal.Token;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        CancellationTokenRegistration following;
        lock (_lock)
        {
            _isOver = true;
            following = _following;
        }
        await following.DisposeAsync();
        if (_timer is not null) await _timer.DisposeAsync();
        _signal.Dispose();
    }

    private void Look()
    {
        var left = _end - _time.GetUtcNow();
        if (left <= TimeSpan.Zero) End();
        else _timer!.Change(left < LongestWait ? left : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private void Follow()
    {
        lock (_lock)
        {
            if (_isOver) return;
            // Taken before the list is looked at, so that no change falls between.
            var changed = _revoked.Changed;
            if (!_revoked.Contains(_caller.TokenId))
            {
                // Looked at elsewhere: a list that changed meanwhile would call back at once, within the lock.
                _following = changed.Register(
                    static end => ThreadPool.QueueUserWorkItem(static end => end.Follow(), (TokenEnd)end!, preferLocal: false), this);
                return;
            }
        }
        End();
    }

    private void End()
    {
        try
        {
            _signal.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // What was opened with the token is over already.
        }
    }
}
