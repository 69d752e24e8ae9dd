using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport.Errors;

namespace NapGrains.Gateway.Transport.Limits;

/// <summary>
/// How often each subject of a token, and each address without one, may ask. A token's requests count for its subject alone,
/// so that a ministry behind one address is not one client.
/// </summary>
internal sealed class RateLimits(IOptions<TransportOptions> options) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly PartitionedRateLimiter<string>? _subjects = Buckets(options.Value.RequestsPerSecondPerSubject, options.Value.BurstPerSubject);
    private readonly PartitionedRateLimiter<string>? _addresses = Buckets(options.Value.RequestsPerSecondPerAddress, options.Value.BurstPerAddress);

    /// <summary>Counts one request, handshake or operation.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="address">From where; null where that is not known.</param>
    /// <exception cref="GraphQLError">It is one too many.</exception>
    public void Count(Caller caller, IPAddress? address)
    {
        if (caller.Subject is { } subject) Take(_subjects, subject);
        else Take(_addresses, Network(address));
    }

    public void Dispose()
    {
        _subjects?.Dispose();
        _addresses?.Dispose();
    }

    private static void Take(PartitionedRateLimiter<string>? limiter, string key)
    {
        if (limiter is null) return;
        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired) return;
        throw RequestErrors.RateLimited(lease.TryGetMetadata(MetadataName.RetryAfter, out var delay) ? delay : Period);
    }

    // Whoever has one IPv6 address commonly has a whole /64 of them.
    private static string Network(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static PartitionedRateLimiter<string>? Buckets(int perSecond, int burst) => perSecond == 0 ? null : PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            // Slow rates are handed out one at a time, fast ones ten times a second.
            TokensPerPeriod = Math.Max(1, perSecond / 10),
            ReplenishmentPeriod = perSecond < 10 ? TimeSpan.FromSeconds(1) / perSecond : Period,
            TokenLimit = Math.Max(1, burst),
            QueueLimit = 0,
        }),
        StringComparer.Ordinal);
}
