using NapGrains.Documents;
using NapGrains.Gateway;
using NapGrains.Gateway.Exchange;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Server.Clustering;

namespace NapGrains.Server.Data;

/// <summary>
/// Brings the shipped register data into the store: whole on the first start, and of a newer data file what differs from the
/// one before it. <c>Nap:Seed=false</c> leaves the store as it is. Of several silos that start at once all ask for it, and it is carried
/// out once; a gateway only waits for it.
/// </summary>
internal sealed class RegisterDataLoader(
    ClusterSettings cluster,
    ShippedPlans shipped,
    PlanViews views,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    ILogger<RegisterDataLoader> logger)
    : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>Whether the data is there and this process has read it.</summary>
    public bool IsLoaded { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Before that a gateway has no silo to ask.
            await lifetime.Started(stoppingToken);
            while (!IsLoaded)
            {
                try
                {
                    await Load(stoppingToken);
                    IsLoaded = true;
                }
                catch (Exception passing) when (passing is TimeoutException or StorageUnavailableException or OrleansException)
                {
                    // A store or a silo that is slow to start is no reason to give up.
                    logger.LogWarning("The plan data cannot be read yet ({Reason}); again in {Retry}", passing.Message, Retry);
                    await Task.Delay(Retry, stoppingToken);
                }
            }

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

    private async Task Load(CancellationToken stopping)
    {
        if (configuration.GetValue("Nap:Seed", true))
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data"), "*.json").Order(StringComparer.Ordinal))
            {
                var document = PlanJson.Read(await File.ReadAllTextAsync(file, stopping));
                await (cluster.Role == ProcessRole.Gateway ? shipped.Await(document, stopping) : shipped.Load(document, stopping));
            }
        }

        if (cluster.Role == ProcessRole.Silo)
        {
            // Nobody reads here.
            return;
        }

        foreach (var plan in (await views.Plans()).Keys)
        {
            await views.Plan(plan);
        }
    }
}

/// <summary>Registration of the loader.</summary>
internal static class RegisterData
{
    /// <summary>Adds the loader, and what it needs where there is no gateway.</summary>
    public static IServiceCollection AddNapRegisterData(this IServiceCollection services, ProcessRole role)
    {
        if (role == ProcessRole.Silo)
        {
            services.AddNapPlanData();
        }

        services.AddSingleton<RegisterDataLoader>();
        return services.AddHostedService(provider => provider.GetRequiredService<RegisterDataLoader>());
    }
}
