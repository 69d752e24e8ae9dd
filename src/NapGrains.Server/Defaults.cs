namespace NapGrains.Server;

/// <summary>What holds where nothing is configured.</summary>
internal static class Defaults
{
    /// <summary>Adds defaults below every other source: settings file, environment and command line win.</summary>
    public static WebApplicationBuilder AddNapDefaults(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey])
            && string.IsNullOrEmpty(builder.Configuration["HTTP_PORTS"]))
        {
            builder.WebHost.UseUrls("http://127.0.0.1:5080");
        }

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        return builder;
    }
}
