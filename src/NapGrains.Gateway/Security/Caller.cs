using System.Collections.Frozen;
using System.Globalization;
using System.Security.Claims;

namespace NapGrains.Gateway.Security;

/// <summary>
/// Who asks, and what the token lets them do. Made once per request or socket from validated claims and handed to every
/// resolver, whatever the transport.
/// </summary>
/// <remarks>
/// A token's <c>plan</c> and <c>jurisdiction</c> claims bound every role but admin: what lies outside is as if the role
/// were not there, and a token with neither claim has its roles nowhere.
/// </remarks>
public sealed record Caller
{
    /// <summary>A caller without a token: may read what is public.</summary>
    public static Caller Anonymous { get; } = new();

    /// <summary>The token's <c>sub</c>; null for an anonymous caller.</summary>
    public string? Subject { get; private init; }

    /// <summary>The token's <c>jti</c>, by which it can be revoked; null where it has none.</summary>
    public string? TokenId { get; private init; }

    /// <summary>Roles, see <see cref="CallerClaims"/>.</summary>
    public FrozenSet<string> Roles { get; private init; } = [];

    /// <summary>Keys of the agencies the caller reports for, such as <c>az/maliyye-nazirliyi</c>.</summary>
    public FrozenSet<string> Agencies { get; private init; } = [];

    /// <summary>The assessor in whose name the caller publishes assessments, or null.</summary>
    public string? Assessor { get; private init; }

    /// <summary>Keys of the plans that bound the roles; empty where plans do not bound them.</summary>
    public FrozenSet<string> Plans { get; private init; } = [];

    /// <summary>Jurisdictions that bound the roles, such as <c>az</c>; empty where they do not bound them.</summary>
    public FrozenSet<string> Jurisdictions { get; private init; } = [];

    /// <summary>When the token expires; null for an anonymous caller.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>True for a caller without a token.</summary>
    public bool IsAnonymous => Subject is null;

    /// <summary>True for an administrator, whom no plan or jurisdiction bounds.</summary>
    public bool IsAdmin => Roles.Contains(CallerClaims.Admin);

    /// <summary>True where the caller may send documents of import size: secretariat and administrators.</summary>
    public bool MayImport => IsAdmin || Roles.Contains(CallerClaims.Secretariat);

    /// <summary>True where the caller reports for this agency under this plan.</summary>
    /// <param name="plan">Key of the plan.</param>
    /// <param name="agencyKey">Key of the agency; the part before its slash is its jurisdiction.</param>
    public bool CanActFor(string plan, string agencyKey) =>
        IsAdmin
        || (Roles.Contains(CallerClaims.Reporter)
            && Agencies.Contains(agencyKey)
            && Covers(plan, JurisdictionOf(agencyKey)));

    /// <summary>True where the caller acts for the secretariat of the commission that runs this plan.</summary>
    /// <param name="plan">Key of the plan.</param>
    /// <param name="jurisdiction">Jurisdiction of the plan.</param>
    public bool IsSecretariatOf(string plan, string jurisdiction) =>
        IsAdmin || (Roles.Contains(CallerClaims.Secretariat) && Covers(plan, jurisdiction));

    /// <summary>True where the caller may publish an assessment of this plan's measures in its assessor's name.</summary>
    /// <param name="plan">Key of the plan.</param>
    /// <param name="jurisdiction">Jurisdiction of the plan.</param>
    public bool IsAssessorOf(string plan, string jurisdiction) =>
        Assessor is not null && Roles.Contains(CallerClaims.Assessor) && Covers(plan, jurisdiction);

    /// <summary>True where drafts and returned reports of this agency are visible to the caller.</summary>
    /// <param name="plan">Key of the plan.</param>
    /// <param name="jurisdiction">Jurisdiction of the plan.</param>
    /// <param name="agencyKey">Key of the agency whose report it is.</param>
    public bool CanSeeUnpublished(string plan, string jurisdiction, string agencyKey) =>
        CanActFor(plan, agencyKey) || IsSecretariatOf(plan, jurisdiction);

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
            Roles = Values(CallerClaims.Role),
            Agencies = Values(CallerClaims.Agency),
            Assessor = principal.FindFirst(CallerClaims.AssessorKey)?.Value,
            Plans = Values(CallerClaims.Plan),
            Jurisdictions = Values(CallerClaims.Jurisdiction),
            ExpiresAt = long.TryParse(principal.FindFirst(CallerClaims.Expiry)?.Value, CultureInfo.InvariantCulture, out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null,
        };

        FrozenSet<string> Values(string type) =>
            principal.FindAll(type).Select(claim => claim.Value).Where(value => value.Length > 0).ToFrozenSet(StringComparer.Ordinal);
    }

    private bool Covers(string plan, string jurisdiction) =>
        (Plans.Count > 0 || Jurisdictions.Count > 0)
        && (Plans.Count == 0 || Plans.Contains(plan))
        && (Jurisdictions.Count == 0 || Jurisdictions.Contains(jurisdiction));

    private static string JurisdictionOf(string agencyKey) =>
        agencyKey.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? agencyKey[..slash] : "";
}
