using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;

namespace NapGrains.Gateway.Security;

/// <summary>Bearer tokens: of any OpenID Connect issuer, or signed with the embedded default's own key.</summary>
public static class NapAuthentication
{
    /// <summary>Issuer and audience of tokens signed with the embedded key.</summary>
    public const string EmbeddedIssuer = "napgrains";

    /// <summary>How far clocks of issuer and gateway may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Adds bearer authentication. <c>Nap:Auth:Authority</c> and <c>Nap:Auth:Audience</c> name an OpenID Connect issuer;
    /// without them tokens are checked with <c>signing.key</c> in the data directory (<c>Nap:Auth:KeyFile</c> names another
    /// file), which is made at the first start. <c>Nap:Auth:RevokedTokens</c> lists ids of tokens that are refused.
    /// </summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="configuration">The application's configuration; read when the host starts, not now.</param>
    public static IServiceCollection AddNapAuthentication(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure(options => Configure(options, configuration))
            // The key is there as soon as the server has started, for the CLI to mint from.
            .ValidateOnStart();
        services.TryAddSingleton<BearerTokens>();
        services.TryAddSingleton(_ => new RevokedTokens(configuration));
        return services;
    }

    /// <summary>
    /// The directory that holds the embedded default's data: <c>Nap:DataDirectory</c>, else <c>NapGrains</c> in the user's
    /// local application data.
    /// </summary>
    /// <param name="configuration">The application's configuration.</param>
    public static string DataDirectory(IConfiguration configuration) =>
        configuration["Nap:DataDirectory"] is { Length: > 0 } directory
            ? directory
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "NapGrains");

    private static Task RefuseRevoked(TokenValidatedContext context)
    {
        var revoked = context.HttpContext.RequestServices.GetRequiredService<RevokedTokens>();
        if (revoked.Contains(context.Principal?.FindFirst(CallerClaims.TokenId)?.Value)) context.Fail("The token is revoked.");
        return Task.CompletedTask;
    }

    private static void Configure(JwtBearerOptions options, IConfiguration configuration)
    {
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new RememberedTokens { MapInboundClaims = false });
        options.SaveToken = false;
        options.Events = new JwtBearerEvents { OnTokenValidated = RefuseRevoked };
        var rules = options.TokenValidationParameters;
        rules.RoleClaimType = CallerClaims.Role;
        rules.NameClaimType = CallerClaims.Subject;
        rules.ClockSkew = ClockSkew;
        rules.RequireExpirationTime = true;
        rules.RequireSignedTokens = true;
        rules.ValidateIssuerSigningKey = true;

        if (configuration["Nap:Auth:Authority"] is { Length: > 0 } authority)
        {
            options.Authority = authority;
            options.Audience = configuration["Nap:Auth:Audience"] is { Length: > 0 } audience
                ? audience
                : throw new InvalidOperationException("Nap:Auth:Audience is needed beside Nap:Auth:Authority: without it a token made for another service would do.");
            // For an issuer on the same machine, as in a development cluster.
            options.RequireHttpsMetadata = configuration.GetValue("Nap:Auth:RequireHttps", true);
            // Asymmetric only: a public key must never be taken for a shared secret.
            rules.ValidAlgorithms =
            [
                SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
                SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
                SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
            ];
            return;
        }

        rules.ValidIssuer = EmbeddedIssuer;
        rules.ValidAudience = EmbeddedIssuer;
        rules.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
        rules.IssuerSigningKey = SigningKey.LoadOrCreate(
            configuration["Nap:Auth:KeyFile"] is { Length: > 0 } file ? file : Path.Combine(DataDirectory(configuration), SigningKey.FileName));
    }
}
