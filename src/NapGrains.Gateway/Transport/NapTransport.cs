using GraphQL.DI;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.EventStreams;
using NapGrains.Gateway.Transport.Execution;
using NapGrains.Gateway.Transport.Http;
using NapGrains.Gateway.Transport.Limits;
using NapGrains.Gateway.Transport.Sockets;

namespace NapGrains.Gateway.Transport;

/// <summary>The GraphQL endpoint: HTTP, event streams and WebSockets at one address, over whatever schema is registered.</summary>
public static class NapTransport
{
    /// <summary>
    /// Adds the transports. The schema and the engine come from elsewhere (<c>AddGraphQL</c>, before or after); authentication
    /// from <see cref="NapAuthentication.AddNapAuthentication"/>.
    /// </summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="configuration">The application's configuration; <see cref="TransportOptions.Section"/> is read.</param>
    public static IServiceCollection AddNapTransport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TransportOptions>().Bind(configuration.GetSection(TransportOptions.Section));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BearerTokens>();
        services.TryAddSingleton(_ => new RevokedTokens(configuration));

        services.Replace(ServiceDescriptor.Singleton<IErrorInfoProvider, PublicErrors>());
        services.AddSingleton<RightValues>();
        services.AddSingleton<Faults>();

        services.AddSingleton<DocumentCache>();
        services.AddSingleton<OperationRunner>();
        services.AddSingleton<ResultWriter>();
        services.AddSingleton<IConfigureExecution, DocumentRules>();
        services.AddSingleton<SharedAnswers>();
        services.AddSingleton<BoundedSubscriptions>();
        services.AddSingleton(provider =>
            new ExecutionStrategyRegistration(provider.GetRequiredService<BoundedSubscriptions>(), OperationType.Subscription));
        services.AddSingleton<DocumentLimits>();
        services.AddSingleton<ListCost>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<PersistedDocuments>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<TransportOptions>>(LimitSlowness);

        services.AddResponseCompression(compression =>
        {
            // Compression over TLS tells secrets only where a page of another site can make a browser ask with them; tokens are no cookies.
            compression.EnableForHttps = true;
            // Event streams are not among the types that are compressed; they could not be flushed event by event.
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, MediaTypes.GraphQLResponse];
        });
        services.AddSingleton<RequestReader>();
        services.AddSingleton<EventStreamEndpoint>();
        services.AddSingleton<HttpEndpoint>();
        services.AddSingleton<SocketEndpoint>();
        return services;
    }

    /// <summary>Maps the endpoint for every method, so that it refuses the wrong ones itself, with a GraphQL error.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">Path of the endpoint.</param>
    public static IEndpointConventionBuilder MapNapGraphQL(this IEndpointRouteBuilder endpoints, string pattern)
    {
        // A schema that does not fit together must not wait for the first request to say so.
        endpoints.ServiceProvider.GetRequiredService<ISchema>().Initialize();
        endpoints.ServiceProvider.GetRequiredService<PersistedDocuments>().Register();
        var http = endpoints.ServiceProvider.GetRequiredService<HttpEndpoint>();
        var sockets = endpoints.ServiceProvider.GetRequiredService<SocketEndpoint>();
        var document = new SchemaDocument(endpoints.ServiceProvider.GetRequiredService<ISchema>());
        endpoints.MapGet($"{pattern}/schema.graphql", Compressed(endpoints, document.Send)).WithDisplayName("GraphQL schema");
        endpoints.MapGet("/templates/{name?}", Compressed(endpoints, TemplateFiles.Send)).WithDisplayName("Templates");
        return endpoints
            .Map(pattern, Compressed(endpoints, context => context.WebSockets.IsWebSocketRequest ? sockets.Handle(context) : http.Handle(context)))
            .WithDisplayName("GraphQL");
    }

    private static RequestDelegate Compressed(IEndpointRouteBuilder endpoints, RequestDelegate handle)
    {
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseResponseCompression();
        pipeline.UseWebSockets();
        pipeline.Run(handle);
        return pipeline.Build();
    }

    private static void LimitSlowness(KestrelServerOptions server, IOptions<TransportOptions> options)
    {
        server.Limits.RequestHeadersTimeout = options.Value.HeadersTimeout;
        server.Limits.MinRequestBodyDataRate = options.Value.MinBodyBytesPerSecond == 0
            ? null
            : new MinDataRate(options.Value.MinBodyBytesPerSecond, options.Value.SlowBodyGrace);
    }
}
