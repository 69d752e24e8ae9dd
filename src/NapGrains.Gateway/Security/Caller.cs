using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using NapGrains.Grains;

namespace NapGrains.Gateway.Security;

/// <summary>
/// Who asks, and what the token lets them do. Made once per request or socket from validated claims and handed to every
/// resolver, whatever the transport.
/// </summary>
public sealed record Caller
{
    /// <summary>A caller without a token: may read what is public.</summary>
    public static Caller Anonymous { get; } = new();

    /// <summary>The token's <c>sub</c>; null for an anonymous caller.</summary>
    public string? Subject { get; private init; }

    /// <summary>The token's <c>jti</c>, by which it can be revoked; null where it has none.</summary>
    public string? TokenId { get; private init; }

    /// <summary>The assessor in whose name the caller publishes assessments, or null.</summary>
    public string? Assessor { get; private init; }

    /// <summary>When the token expires; null for an anonymous caller.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>Roles and their bounds, as grains check them.</summary>
    public Actor Actor { get; private init; } = Actor.Anonymous;

    /// <summary>True for a caller without a token.</summary>
    public bool IsAnonymous => Subject is null;

    /// <summary>True where the caller may send documents of import size: secretariat and administrators.</summary>
    public bool MayImport => Actor.IsAdmin || Actor.Roles.Contains(CallerClaims.Secretariat);

    /// <summary>The same rights, held by nobody in particular: for answers that are made once for all who have them.</summary>
    public Caller WithoutIdentity() => IsAnonymous ? this : this with { Subject = "", TokenId = null, ExpiresAt = null };

    /// <summary>Reads a caller from the claims of a validated token.</summary>
    /// <param name="principal">The authenticated principal; null or unauthenticated gives <see cref="Anonymous"/>.</param>
    public static Caller From(ClaimsPrincipal? principal)
    {
        if (principal?.Identity is not { IsAuthenticated: true }) return Anonymous;
        return new Caller
        {
            // A token without a subject is still not anonymous: its holder must not share a rate limit with the world.
            Subject = principal.FindFirst(CallerClaims.Subject)?.Value ?? "",
            TokenId = principal.FindFirst(CallerClaims.TokenId)?.Value,
            Assessor = principal.FindFirst(CallerClaims.AssessorKey)?.Value,
            ExpiresAt = long.TryParse(principal.FindFirst(CallerClaims.Expiry)?.Value, CultureInfo.InvariantCulture, out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null,
            Actor = new(Values(CallerClaims.Role), Values(CallerClaims.Agency), Values(CallerClaims.Plan), Values(CallerClaims.Jurisdiction),
                principal.FindFirst(CallerClaims.AssessorKey)?.Value),
        };

        ImmutableArray<string> Values(string type) =>
            [.. principal.FindAll(type).Select(claim => claim.Value).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal)];
    }
}
