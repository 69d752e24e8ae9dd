using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NapGrains.Server.Clustering;
using NapGrains.Server.Data;
using NapGrains.Server.Storage.Postgres;

namespace NapGrains.Server;

/// <summary>Says whether the process lives and whether it can serve.</summary>
internal static class Health
{
    private const string Ready = "ready";

    /// <summary>Adds the checks of what a process of this role needs.</summary>
    public static IServiceCollection AddNapHealth(this IServiceCollection services, ProcessRole role)
    {
        var checks = services.AddHealthChecks().AddCheck<RegisterDataCheck>("register-data", tags: [Ready]).AddCheck<ClockCheck>("clock", tags: [Ready]);
        if (role == ProcessRole.Gateway)
        {
            checks.AddCheck<SiloConnectionCheck>("silos", tags: [Ready]).AddCheck<DrainingCheck>("draining", tags: [Ready]);
        }

        return services;
    }

    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>; ready means that the plan data can be read, and else says why not.</summary>
    public static WebApplication MapNapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = Explain });
        return app;
    }

    private static Task Explain(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(string.Join(
            ' ', report.Entries.Values.Select(entry => entry.Description).Where(reason => reason is not null).Prepend($"{report.Status}.")));
    }

    private sealed class RegisterDataCheck(RegisterDataLoader data) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(data.IsLoaded ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The plan data is being loaded."));
    }

    /// <summary>With SQLite there is one clock, and nothing to compare.</summary>
    private sealed class ClockCheck(PostgresClock? clock = null) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(clock?.Fault is { } fault ? HealthCheckResult.Degraded(fault) : HealthCheckResult.Healthy());
    }

    /// <summary>A gateway that lost all silos still answers from what it holds; if that made it unready, nothing would be answered at all.</summary>
    private sealed class SiloConnectionCheck(SiloConnection silos) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(silos switch
            {
                { IsConnected: true } => HealthCheckResult.Healthy(),
                { IsLost: true } => HealthCheckResult.Degraded("No silo can be reached just now."),
                _ => HealthCheckResult.Unhealthy($"Waiting for a silo: {silos.Waiting ?? "connecting"}."),
            });
    }

    private sealed class DrainingCheck(Draining draining) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(draining.HasBegun ? HealthCheckResult.Unhealthy("This gateway is stopping.") : HealthCheckResult.Healthy());
    }
}
