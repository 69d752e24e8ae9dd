using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace NapGrains.Gateway.Security;

/// <summary>Checks the bearer token of a request or a message: one set of rules for every transport.</summary>
/// <param name="scopes">Scopes for the authentication handler, which keeps its answer for one request.</param>
public sealed class BearerTokens(IServiceScopeFactory scopes)
{
    /// <summary>Checks the <c>Authorization</c> header of a request.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The principal; an anonymous one where there is no header; null where what the header holds is not valid.</returns>
    public static async ValueTask<ClaimsPrincipal?> Authenticate(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count == 0) return new ClaimsPrincipal();
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        return result.Succeeded ? result.Principal : null;
    }

    /// <summary>Checks a token that did not come in a header.</summary>
    /// <param name="token">The token, without <c>Bearer</c>.</param>
    /// <returns>The principal, or null where the token is not valid.</returns>
    public async ValueTask<ClaimsPrincipal?> Authenticate(string token)
    {
        // The handler reads headers only, and a request of its own spares a second copy of the issuer's rules.
        await using var scope = scopes.CreateAsyncScope();
        var request = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        request.Request.Headers.Authorization = $"Bearer {token}";
        return await Authenticate(request);
    }
}
