using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NapGrains.Gateway.Security;

namespace NapGrains.Tests.Api;

/// <summary>Tokens signed with the key that a server made in its data directory.</summary>
internal static class Tokens
{
    /// <summary>The name in which assessors publish.</summary>
    public const string Assessor = "a-watchdog";

    /// <summary>A token of a role, bound to a plan where one is given; an assessor's carries a name.</summary>
    public static string Mint(string directory, string role, string? plan, params string[] agencies)
    {
        var claims = new Dictionary<string, object> { ["sub"] = $"a {role}", ["role"] = role };
        if (plan is not null) claims["plan"] = plan;
        if (agencies.Length > 0) claims["agency"] = agencies;
        if (role == "assessor") claims["assessor"] = Assessor;
        return Mint(directory, claims);
    }

    /// <summary>A token with these claims.</summary>
    public static string Mint(string directory, IDictionary<string, object> claims) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = NapAuthentication.EmbeddedIssuer,
            Audience = NapAuthentication.EmbeddedIssuer,
            Expires = DateTime.UtcNow.AddHours(1),
            Claims = claims,
            SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(Convert.FromBase64String(File.ReadAllText(Path.Combine(directory, SigningKey.FileName)))),
                SecurityAlgorithms.HmacSha256),
        });
}
