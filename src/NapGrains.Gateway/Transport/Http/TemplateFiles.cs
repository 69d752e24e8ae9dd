using Microsoft.AspNetCore.Http;
using NapGrains.Documents;

namespace NapGrains.Gateway.Transport.Http;

/// <summary>Templates to start an import from, as files.</summary>
internal static class TemplateFiles
{
    /// <summary>Sends one, or, without a name, the names of all, a line each.</summary>
    public static async Task Send(HttpContext context)
    {
        var response = context.Response;
        response.Headers.CacheControl = "public, max-age=3600";
        if (context.Request.RouteValues["name"] is not string name)
        {
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync(string.Concat(Templates.Names.Select(known => known + "\n")), context.RequestAborted);
            return;
        }

        if (!Templates.Names.Contains(name))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        response.ContentType = name.EndsWith(".csv", StringComparison.Ordinal) ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await using var file = Templates.Open(name);
        await file.CopyToAsync(response.Body, context.RequestAborted);
    }
}
