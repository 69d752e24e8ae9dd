#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false

// The limit: the same web server, and an answer that costs nothing to find. Arguments: --answer FILE --urls URL.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
var answer = await File.ReadAllBytesAsync(builder.Configuration["answer"]!);
app.MapPost("/graphql", () => Results.Bytes(answer, "application/json; charset=utf-8"));
await app.RunAsync();
