using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace NapGrains.Server;

/// <summary>Metrics and traces by OTLP, where an endpoint is configured.</summary>
internal static class Telemetry
{
    /// <summary>Adds OpenTelemetry where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to send.</summary>
    public static WebApplicationBuilder AddNapTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return builder;
        }

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Microsoft.Orleans")
                .AddOtlpExporter())
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation()
                .AddSource("Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application")
                .AddOtlpExporter());
        return builder;
    }
}
