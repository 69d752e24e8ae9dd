using System.Globalization;

namespace NapGrains.Server.Clustering;

/// <summary>What a gateway answers while it waits for the first silo: come back later, in the words of a GraphQL error.</summary>
internal static class UntilStarted
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private static readonly object Answer = new
    {
        errors = new[]
        {
            new
            {
                message = "The service is starting; the same request may be made again.",
                extensions = new { code = "UNAVAILABLE", retryAfterMs = (int)RetryAfter.TotalMilliseconds },
            },
        },
    };

    /// <summary>Answers everything but the health checks with 503 until the process has started.</summary>
    public static WebApplication UseNapStart(this WebApplication app)
    {
        var started = app.Lifetime.ApplicationStarted;
        app.Use(next => context =>
        {
            if (started.IsCancellationRequested || context.Request.Path.StartsWithSegments("/health"))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return context.Response.WriteAsJsonAsync(Answer, options: null, "application/graphql-response+json", context.RequestAborted);
        });
        return app;
    }
}
