using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NapGrains.Tests.Api;

namespace NapGrains.Tests.Notices;

/// <summary>Agencies are told by a signed POST, again and again until it is taken.</summary>
public sealed class WebhookTests
{
    private const string Justice = "az/edliyye-nazirliyi";
    private const string Secret = "not-to-be-guessed";

    [Fact]
    public async Task A_webhook_that_fails_is_called_again_until_it_takes_the_notices()
    {
        var calls = new ConcurrentQueue<(string Body, string? Signature, string? Key)>();
        await using var listener = await Listen(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            calls.Enqueue((await reader.ReadToEndAsync(), context.Request.Headers["Nap-Signature"], context.Request.Headers["Idempotency-Key"]));
            context.Response.StatusCode = calls.Count switch { 1 => 500, 2 => 302, _ => 200 };
            context.Response.Headers.Location = "/elsewhere";
        });
        await using var server = await NapApplication.Start(
            ("Nap:Notices:Webhook:Secret", Secret),
            ("Nap:Notices:Recipients:0:Agency", Justice),
            ("Nap:Notices:Recipients:0:Webhook", $"{listener.Urls.Single()}/notices"));
        await server.Client("reporter", Justice).Submit("1.4", Justice).Taken();
        await server.Secretariat.Return("1.4", Justice, "Sübut çatmır").Taken();
        await Eventually.Holds("it is delivered", async () =>
            await server.Secretariat.Notices(Justice) is [var notice] && notice.GetProperty("deliveries").GetArrayLength() == 1);

        Assert.Equal(3, calls.Count);
        var (body, signature, key) = Assert.Single(calls.Distinct());
        Assert.Equal($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)))}", signature);
        Assert.Equal($"{Justice}#1-1", key);
        var posted = JsonDocument.Parse(body).RootElement;
        Assert.Equal(Justice, posted.Text("agency"));
        var told = Assert.Single(posted.GetProperty("notices").EnumerateArray().ToList());
        Assert.Equal(
            (1, NapApplication.Plan, "REPORT_RETURNED", "1.4", "2023", "SUBMITTED", "RETURNED", "Sübut çatmır"),
            (told.Number("number"), told.Text("plan"), told.Text("kind"), told.Text("measure"), told.Text("period"), told.Text("from"), told.Text("to"), told.Text("reason")));
    }

    private static async Task<WebApplication> Listen(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
