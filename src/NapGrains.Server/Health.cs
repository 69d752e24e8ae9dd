using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NapGrains.Server.Data;

namespace NapGrains.Server;

/// <summary>Says whether the process lives and whether it can serve.</summary>
internal static class Health
{
    private const string Ready = "ready";

    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>; ready means that the plan data can be read.</summary>
    public static WebApplication MapNapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
        return app;
    }

    /// <summary>Adds the check that the register data is loaded.</summary>
    public static IServiceCollection AddNapReadiness(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<RegisterDataCheck>("register-data", tags: [Ready]);
        return services;
    }

    private sealed class RegisterDataCheck(RegisterDataLoader data) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(data.IsLoaded ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The plan data is being loaded."));
    }
}
