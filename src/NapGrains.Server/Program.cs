using NapGrains.Gateway;
using NapGrains.Server;
using NapGrains.Server.Clustering;
using NapGrains.Server.Data;
using NapGrains.Server.Notices;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    // Settings and data are found whatever the working directory is.
    ContentRootPath = AppContext.BaseDirectory,
});

var cluster = ClusterSettings.Read(builder.Configuration);

builder.AddNapDefaults();
builder.AddNapCluster(cluster);
builder.AddNapTelemetry();
builder.Services.AddNapHealth(cluster.Role);
builder.Services.AddNapRegisterData(cluster.Role);
builder.Services.AddNapNotices(builder.Configuration);
if (cluster.Role != ProcessRole.Silo)
{
    builder.AddNapProxies();
    builder.Services.AddNapGateway(builder.Configuration);
}

var app = builder.Build();

app.MapNapHealth();
if (cluster.Role != ProcessRole.Silo)
{
    app.UseNapStart();
    app.UseNapProxies();
    app.UseNapGateway();
}

var stopping = app.Lifetime.ApplicationStopping;
try
{
    await app.RunAsync();
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    // Asked to stop while it waited for the database or a silo.
}

/// <summary>The server; public for the tests that start it.</summary>
public sealed partial class Program;
