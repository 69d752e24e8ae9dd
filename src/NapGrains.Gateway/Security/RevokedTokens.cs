using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace NapGrains.Gateway.Security;

/// <summary>Ids of tokens that are no longer accepted: <c>Nap:Auth:RevokedTokens</c>, read again whenever the configuration changes.</summary>
public sealed class RevokedTokens : IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly IDisposable _following;
    private volatile Held _held;

    /// <summary>Reads the list.</summary>
    /// <param name="configuration">The application's configuration.</param>
    public RevokedTokens(IConfiguration configuration)
    {
        _configuration = configuration;
        _held = Read();
        _following = ChangeToken.OnChange(configuration.GetReloadToken, ReadAgain);
    }

    /// <summary>Signalled when the list is read again; ask anew for the next time.</summary>
    public CancellationToken Changed => _held.Superseded.Token;

    /// <summary>Whether a token is revoked.</summary>
    /// <param name="tokenId">Its <c>jti</c>; a token without one cannot be revoked.</param>
    public bool Contains(string? tokenId) => tokenId is not null && _held.Ids.Contains(tokenId);

    /// <inheritdoc/>
    public void Dispose() => _following.Dispose();

    private Held Read() => new(
        _configuration.GetSection("Nap:Auth:RevokedTokens").GetChildren().Select(id => id.Value).OfType<string>().ToFrozenSet(StringComparer.Ordinal),
        new CancellationTokenSource());

    private void ReadAgain()
    {
        var before = _held;
        _held = Read();
        before.Superseded.Cancel();
    }

    private sealed record Held(FrozenSet<string> Ids, CancellationTokenSource Superseded);
}
