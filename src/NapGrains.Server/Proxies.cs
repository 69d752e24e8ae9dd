using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace NapGrains.Server;

/// <summary>Reverse proxies whose word is taken for where a request comes from.</summary>
internal static class Proxies
{
    private const string Setting = "Nap:TrustedProxies";

    /// <summary>Reads <c>Nap:TrustedProxies:0</c>, …: addresses or networks such as <c>10.0.0.0/8</c>. Without one nobody's word is taken.</summary>
    /// <exception cref="OptionsValidationException">An entry is neither address nor network.</exception>
    public static WebApplicationBuilder AddNapProxies(this WebApplicationBuilder builder)
    {
        var trusted = builder.Configuration.GetSection(Setting).Get<string[]>() ?? [];
        var networks = trusted.Select(Read).ToList();
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = networks.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            networks.ForEach(options.KnownIPNetworks.Add);
        });
        return builder;
    }

    /// <summary>Takes address and scheme of a request from the headers of a trusted proxy.</summary>
    public static WebApplication UseNapProxies(this WebApplication app)
    {
        app.UseForwardedHeaders();
        return app;
    }

    private static System.Net.IPNetwork Read(string entry) =>
        System.Net.IPNetwork.TryParse(entry, out var network) ? network
        : IPAddress.TryParse(entry, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw new OptionsValidationException(
            Setting, typeof(ForwardedHeadersOptions), [$"{Setting} holds \"{entry}\". Write an address such as 10.0.0.7, or a network such as 10.0.0.0/8."]);
}
