using NapGrains.Gateway.Security;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>Ends what was opened with a token when the token would no longer be accepted.</summary>
internal sealed class TokenExpiry : IAsyncDisposable
{
    // Timers end at 49 days; a token may last longer.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _signal = new();
    private readonly ITimer? _timer;
    private readonly DateTimeOffset _end;
    private readonly TimeProvider _time;

    /// <summary>Starts to wait.</summary>
    /// <param name="caller">Whose token; without one there is nothing to wait for.</param>
    /// <param name="time">The clock.</param>
    public TokenExpiry(Caller caller, TimeProvider time)
    {
        _time = time;
        if (caller.ExpiresAt is not { } expiry) return;
        _end = expiry + NapAuthentication.ClockSkew;
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Look();
    }

    /// <summary>Signalled when the token has expired, the clocks' difference allowed for.</summary>
    public CancellationToken Expired => _signal.Token;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null) await _timer.DisposeAsync();
        _signal.Dispose();
    }

    private void Look()
    {
        var left = _end - _time.GetUtcNow();
        if (left <= TimeSpan.Zero) _signal.Cancel();
        else _timer!.Change(left < LongestWait ? left : LongestWait, Timeout.InfiniteTimeSpan);
    }
}
