using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Gateway.Exchange;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.Limits;

namespace NapGrains.Gateway.Downloads;

/// <summary>Files by HTTP, for people and scripts, without a token.</summary>
internal static class DownloadEndpoint
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds what is given out as files.</summary>
    public static IServiceCollection AddNapDownloads(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DownloadOptions>().Bind(configuration.GetSection(DownloadOptions.Section));
        return services.AddSingleton<PlanExports>().AddSingleton<DownloadShelf>();
    }

    /// <summary>Maps the files.</summary>
    public static void MapDownloads(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/plans/{key}/downloads/{file}", Reading, Send).WithDisplayName("Downloads");
        endpoints.MapMethods("/plans/{key}/events.atom", Reading, EventsFeed.Send).WithDisplayName("Events as a feed");
    }

    /// <summary>Answers with bytes that may be kept and are asked for again each time: unchanged ones are not sent twice.</summary>
    public static Task Answer(HttpContext context, Download download, string? saveAs)
    {
        context.Response.Headers.CacheControl = "public, no-cache";
        context.Response.Headers["Repr-Digest"] = download.Digest;
        return Results.Bytes(
            download.File.Content, download.File.MediaType, saveAs, enableRangeProcessing: true, entityTag: new($"\"{download.Sha256}\"")).ExecuteAsync(context);
    }

    /// <summary>Says in one line why there is nothing.</summary>
    public static Task Refuse(HttpContext context, int status, string reason) =>
        Results.Text(reason + "\n", "text/plain; charset=utf-8", statusCode: status).ExecuteAsync(context);

    /// <summary>Counts a request against its address; false where it was one too many, and has been answered.</summary>
    public static async Task<bool> Admit(HttpContext context)
    {
        try
        {
            context.RequestServices.GetRequiredService<RateLimits>().Count(Caller.Anonymous, context.Connection.RemoteIpAddress);
            return true;
        }
        catch (GraphQLError tooMany)
        {
            var delay = tooMany.Extensions?.GetValueOrDefault("retryAfterMs") is long milliseconds ? milliseconds : 1000;
            context.Response.Headers.RetryAfter = Math.Max(1, (delay + 999) / 1000).ToString(CultureInfo.InvariantCulture);
            await Refuse(context, StatusCodes.Status429TooManyRequests, tooMany.Message);
            return false;
        }
    }

    private static async Task Send(HttpContext context)
    {
        if (!await Admit(context))
        {
            return;
        }

        var (plan, file) = ((string)context.GetRouteValue("key")!, (string)context.GetRouteValue("file")!);
        if (await context.RequestServices.GetRequiredService<DownloadShelf>().Of(plan) is not { } downloads)
        {
            await Refuse(context, StatusCodes.Status404NotFound, $"There is no plan '{plan}'.");
        }
        else if (downloads.Named(file) is not { } download)
        {
            await Refuse(
                context, StatusCodes.Status404NotFound,
                $"There is no file '{file}' of plan '{plan}'. There are: {string.Join(", ", downloads.Files.Prepend(downloads.Archive).Select(held => held.File.Name))}.");
        }
        else
        {
            await Answer(context, download, download.File.Name);
        }
    }
}
