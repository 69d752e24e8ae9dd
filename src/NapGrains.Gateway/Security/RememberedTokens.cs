using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace NapGrains.Gateway.Security;

/// <summary>
/// Checks tokens, and remembers those found valid for at most a minute and never beyond their expiry: a client sends the same
/// one with every request. A token that is revoked is refused at once all the same; one whose issuer has withdrawn the key, after that minute.
/// </summary>
internal sealed class RememberedTokens : JsonWebTokenHandler, IDisposable
{
    private const int MostTokens = 10_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _valid = new(new MemoryCacheOptions { SizeLimit = MostTokens });

    /// <inheritdoc/>
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (_valid.TryGetValue<TokenValidationResult>(token, out var remembered)) return remembered!;
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result is { IsValid: true, SecurityToken: { } valid })
        {
            var (longest, expiry) = (DateTimeOffset.UtcNow + Longest, new DateTimeOffset(valid.ValidTo));
            _valid.Set(token, result, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpiration = longest < expiry ? longest : expiry });
        }

        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => _valid.Dispose();
}
