using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NapGrains.Tests.Cli;

/// <summary>What the client sent.</summary>
internal sealed record ReceivedRequest(string Path, string Accept, string? Authorization, string Query, JsonElement Variables)
{
    public JsonElement Input => Variables.GetProperty("input");
}

/// <summary>A server on a free loopback port that keeps what it is sent and answers from a list.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = [];
    private readonly ConcurrentQueue<ReceivedRequest> _requests = [];

    private StubServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public static async Task<StubServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new StubServer(app);
        app.Run(server.Answer);
        await app.StartAsync();
        return server;
    }

    /// <summary>Answers the next requests, one each.</summary>
    public StubServer Then(params string[] answers)
    {
        foreach (var answer in answers) Then(200, "application/graphql-response+json", answer);
        return this;
    }

    public StubServer Then(int status, string mediaType, string body) => Then(context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType;
        return context.Response.WriteAsync(body);
    });

    public StubServer Then(Func<HttpContext, Task> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task Answer(HttpContext context)
    {
        var body = await JsonDocument.ParseAsync(context.Request.Body);
        _requests.Enqueue(new(
            context.Request.Path,
            context.Request.Headers.Accept.ToString(),
            context.Request.Headers.Authorization.FirstOrDefault(),
            body.RootElement.GetProperty("query").GetString()!,
            body.RootElement.GetProperty("variables")));
        if (_answers.TryDequeue(out var answer)) await answer(context);
        else context.Response.StatusCode = StatusCodes.Status418ImATeapot;
    }
}
