using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace NapGrains.Gateway.Pages;

/// <summary>Style sheet, script and icon, embedded in the assembly. Their addresses change with their content, so browsers may keep them.</summary>
internal static class EmbeddedAssets
{
    private static readonly Dictionary<string, (byte[] Content, string ContentType)> Files = new(StringComparer.Ordinal);

    /// <summary>Address of the style sheet.</summary>
    public static string StyleSheet { get; } = Add("nap.css", "text/css; charset=utf-8");

    /// <summary>Address of the script.</summary>
    public static string Script { get; } = Add("nap.js", "text/javascript; charset=utf-8");

    /// <summary>Address of the icon.</summary>
    public static string Icon { get; } = Add("nap.svg", "image/svg+xml");

    /// <summary>Address of GraphiQL's style sheet.</summary>
    public static string GraphiQLStyleSheet { get; } = Add("graphiql.css", "text/css; charset=utf-8");

    /// <summary>Address of GraphiQL.</summary>
    public static string GraphiQLScript { get; } = Add("graphiql.js", "text/javascript; charset=utf-8");

    /// <summary>Address of the licences of what <see cref="GraphiQLScript"/> is built from.</summary>
    public static string GraphiQLLicences { get; } = Add("graphiql.licences.txt", "text/plain; charset=utf-8");

    /// <summary>Maps the files.</summary>
    public static void MapEmbeddedAssets(this IEndpointRouteBuilder endpoints)
    {
        foreach (var (address, (content, contentType)) in Files)
        {
            endpoints.MapGet(address, (HttpResponse response) =>
            {
                response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Bytes(content, contentType);
            });
        }
    }

    private static string Add(string name, string contentType)
    {
        using var stream = typeof(EmbeddedAssets).Assembly.GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content.ToArray()))[..12];
        var address = $"/assets/{digest}/{name}";
        Files.Add(address, (content.ToArray(), contentType));
        return address;
    }
}
