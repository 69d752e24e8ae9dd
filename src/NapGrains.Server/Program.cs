using NapGrains.Gateway;
using NapGrains.Server;
using NapGrains.Server.Data;
using NapGrains.Server.Notices;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    // Settings and data are found whatever the working directory is.
    ContentRootPath = AppContext.BaseDirectory,
});

builder.AddNapDefaults();
builder.AddNapCluster();
builder.AddNapTelemetry();
builder.Services.AddNapGateway(builder.Configuration);
builder.Services.AddNapRegisterData();
builder.Services.AddNapNotices(builder.Configuration);

var app = builder.Build();

app.UseNapGateway();
app.MapNapHealth();

await app.RunAsync();

/// <summary>The server; public for the tests that start it.</summary>
public sealed partial class Program;
