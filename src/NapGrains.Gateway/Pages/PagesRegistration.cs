using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Gateway.Downloads;
using NapGrains.Grains;

namespace NapGrains.Gateway.Pages;

/// <summary>Registration of the public pages.</summary>
internal static class PagesRegistration
{
    /// <summary>Adds the pages.</summary>
    public static IServiceCollection AddNapPages(this IServiceCollection services)
    {
        services.AddSingleton<PublicViewpoint>();
        // Azerbaijani letters are sent as they are; what could end a text or an attribute is still encoded.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorPages(options => options.Conventions.AddPageRoute("/Index", "/plans"))
            // Named, because a test's or another host's assembly is not asked for its parts.
            .AddApplicationPart(typeof(PagesRegistration).Assembly);
        return services;
    }

    /// <summary>Maps the pages; a path that nothing answers gets a page that says so, GraphQL and health checks keep their own answers.</summary>
    public static WebApplication UseNapPages(this WebApplication app)
    {
        app.UseWhen(IsPage, pages =>
        {
            pages.Use(next => context => SecurityHeaders.Set(context, next));
            pages.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                StatusCodeSelector = failure => failure is TimeoutException or OrleansException or StorageUnavailableException
                    ? StatusCodes.Status503ServiceUnavailable
                    : StatusCodes.Status500InternalServerError,
            });
            pages.UseStatusCodePagesWithReExecute("/not-found");
        });
        // After the above, so that the page that stands in for another one is looked up too.
        app.UseRouting();
        app.MapEmbeddedAssets();
        app.MapDownloads();
        app.MapRazorPages().WithMetadata(new HttpMethodMetadata(["GET", "HEAD"]));
        return app;
    }

    private static bool IsPage(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/graphql") && !context.Request.Path.StartsWithSegments("/health");
}
