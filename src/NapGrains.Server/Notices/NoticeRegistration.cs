using NapGrains.Grains.Notices;

namespace NapGrains.Server.Notices;

/// <summary>Adds the ways by which agencies are told.</summary>
internal static class NoticeRegistration
{
    /// <summary>Adds mail and webhook, each where the configuration names somebody to reach by it.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is missing or malformed.</exception>
    public static IServiceCollection AddNapNotices(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = NoticeSettings.Read(configuration);
        services.AddSingleton(settings);
        if (settings.Recipients.Values.Any(recipient => recipient.Email is not null))
        {
            services.AddSingleton<INoticeChannel, SmtpChannel>();
        }

        if (settings.Recipients.Values.Any(recipient => recipient.Webhook is not null))
        {
            services.AddSingleton<INoticeChannel, WebhookChannel>();
            services.AddHttpClient(WebhookChannel.Client, client => client.Timeout = TimeSpan.FromSeconds(10))
                // Only where the operator said, not where that server says.
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
                .RemoveAllLoggers();
        }

        return services;
    }
}
