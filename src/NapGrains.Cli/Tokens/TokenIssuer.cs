using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace NapGrains.Cli.Tokens;

/// <summary>What a token says of its holder.</summary>
internal sealed record TokenClaims
{
    /// <summary>One of reporter, secretariat, assessor, admin.</summary>
    public required string Role { get; init; }

    /// <summary>Who the token is for.</summary>
    public required string Subject { get; init; }

    /// <summary>Keys of the agencies that a reporter reports for.</summary>
    public IReadOnlyList<string> Agencies { get; init; } = [];

    /// <summary>Key of the plan that bounds the role, or null.</summary>
    public string? Plan { get; init; }

    /// <summary>Jurisdictions that bound the role.</summary>
    public IReadOnlyList<string> Jurisdictions { get; init; } = [];

    /// <summary>The assessor in whose name the holder publishes, or null.</summary>
    public string? Assessor { get; init; }
}

/// <summary>Makes bearer tokens as the embedded default takes them: HS256, issuer and audience <c>napgrains</c>.</summary>
internal static class TokenIssuer
{
    private const string Issuer = "napgrains";

    /// <summary>Makes a token that is valid from now on.</summary>
    public static string Issue(SymmetricSecurityKey key, TokenClaims claims, TimeSpan lifetime, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var payload = new Dictionary<string, object>
        {
            ["sub"] = claims.Subject,
            ["jti"] = Guid.NewGuid().ToString("n"),
            ["role"] = claims.Role,
        };
        AddList("agency", claims.Agencies);
        AddList("jurisdiction", claims.Jurisdictions);
        if (claims.Plan is not null) payload["plan"] = claims.Plan;
        if (claims.Assessor is not null) payload["assessor"] = claims.Assessor;

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = payload,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
        });

        void AddList(string name, IReadOnlyList<string> values)
        {
            if (values.Count > 0) payload[name] = values.Count == 1 ? values[0] : values.ToArray();
        }
    }
}
