using NapGrains.Documents;
using NapGrains.Gateway.Exchange;
using NapGrains.Gateway.Views;

namespace NapGrains.Server.Data;

/// <summary>
/// Brings the shipped register data into the store: whole on the first start, and of a newer data file what differs from the
/// one before it. <c>Nap:Seed=false</c> leaves the store as it is.
/// </summary>
internal sealed class RegisterDataLoader(
    ShippedPlans shipped, PlanViews views, IConfiguration configuration, IHostApplicationLifetime lifetime, ILogger<RegisterDataLoader> logger)
    : BackgroundService
{
    /// <summary>Whether the data is there and this process has read it.</summary>
    public bool IsLoaded { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (configuration.GetValue("Nap:Seed", true))
            {
                foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data"), "*.json").Order(StringComparer.Ordinal))
                {
                    await shipped.Load(PlanJson.Read(await File.ReadAllTextAsync(file, stoppingToken)), stoppingToken);
                }
            }

            foreach (var plan in (await views.Plans()).Keys)
            {
                await views.Plan(plan);
            }

            IsLoaded = true;
            logger.LogInformation("Ready at {Urls}", configuration["urls"] ?? "http://127.0.0.1:5080");
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process is being stopped; what was stored goes on at the next start.
        }
        catch (DocumentRefusedException refused)
        {
            logger.LogCritical("The shipped register data cannot be read: {Reason}", refused.Message);
            lifetime.StopApplication();
        }
    }
}

/// <summary>Registration of the loader.</summary>
internal static class RegisterData
{
    /// <summary>Adds the loader and the readiness check that waits for it.</summary>
    public static IServiceCollection AddNapRegisterData(this IServiceCollection services)
    {
        services.AddSingleton<RegisterDataLoader>();
        services.AddHostedService(provider => provider.GetRequiredService<RegisterDataLoader>());
        return services.AddNapReadiness();
    }
}
