using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using NapGrains.Gateway.Pages;
using NapGrains.Gateway.Pages.Wordings;

namespace NapGrains.Gateway.Downloads;

/// <summary>Absolute addresses as whoever asks reaches them, and ids that stay when those change.</summary>
/// <param name="request">The request.</param>
/// <param name="words">The language.</param>
/// <param name="plan">Key of the plan.</param>
/// <param name="authority">Who names events (RFC 4151); null for the host that is asked.</param>
internal sealed class FeedAddresses(HttpRequest request, Wording words, string plan, string? authority)
{
    // A tag says when its authority was whose it is; whoever got the name later says so in the setting.
    private const string Since = "2026";

    // A client of HTTP/1.0 may leave the host out.
    private readonly HostString _host = request.Host.HasValue ? request.Host : new("localhost");

    private string Authority => authority ?? $"{_host.Host},{Since}";

    /// <summary>The id of something of the plan.</summary>
    public string Tag(string name) => $"tag:{Authority}:{plan}/{name}";

    /// <summary>A page.</summary>
    public Uri Page(string pathAndQuery) => new($"{request.Scheme}://{_host.ToUriComponent()}{request.PathBase.ToUriComponent()}{pathAndQuery}");

    /// <summary>The feed, or one of its archives.</summary>
    public Uri Feed(long? archive)
    {
        var feed = new Links(words).Events(plan);
        return Page(archive is { } number ? QueryHelpers.AddQueryString(feed, "archive", number.ToString(CultureInfo.InvariantCulture)) : feed);
    }
}
