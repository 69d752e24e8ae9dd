using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Gateway.Downloads;
using NapGrains.Gateway.Exchange;
using NapGrains.Gateway.Pages;
using NapGrains.Gateway.Schema;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport;
using NapGrains.Gateway.Views;

namespace NapGrains.Gateway;

/// <summary>The gateway as one piece: GraphQL, its transports, and the pages.</summary>
public static class GatewayRegistration
{
    /// <summary>Adds the gateway.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="configuration">The application's configuration.</param>
    public static IServiceCollection AddNapGateway(this IServiceCollection services, IConfiguration configuration) => services
        .AddNapSchema()
        .AddNapAuthentication(configuration)
        .AddNapTransport(configuration)
        .AddSingleton<ShippedPlans>()
        .AddNapDownloads(configuration)
        .AddNapPages();

    /// <summary>Adds what a silo without a gateway needs to load the plans that are shipped as data.</summary>
    /// <param name="services">Where to add it.</param>
    public static IServiceCollection AddNapPlanData(this IServiceCollection services) => services
        .AddSingleton<PlanViews>()
        .AddSingleton<ShippedPlans>();

    /// <summary>Maps the gateway's addresses.</summary>
    /// <param name="app">The application.</param>
    public static WebApplication UseNapGateway(this WebApplication app)
    {
        app.MapNapGraphQL("/graphql");
        return app.UseNapPages();
    }
}
