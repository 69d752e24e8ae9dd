using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GraphQL;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport;
using NapGrains.Gateway.Transport.Errors;

namespace NapGrains.Tests.Transport;

/// <summary>A gateway over the test schema, on a real server at a port of its own, with a clock that tests move.</summary>
public sealed class TransportHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _directory;

    private TransportHost(WebApplication app, string directory, FakeTimeProvider clock, LogLines log)
    {
        (_app, _directory, Clock, Log) = (app, directory, clock, log);
        Url = new Uri(new Uri(app.Urls.Single()), "graphql");
        Http = new HttpClient { BaseAddress = Url };
    }

    public Uri Url { get; }

    public Uri SocketUrl => new UriBuilder(Url) { Scheme = "ws" }.Uri;

    public HttpClient Http { get; }

    public FakeTimeProvider Clock { get; }

    public LogLines Log { get; }

    public Stage Stage => _app.Services.GetRequiredService<Stage>();

    public IServiceProvider Services => _app.Services;

    public string KeyFile => Path.Combine(_directory, SigningKey.FileName);

    public static Task<TransportHost> Start(params (string Key, string Value)[] settings) => Start(false, settings);

    public static Task<TransportHost> Start(bool realClock, params (string Key, string Value)[] settings) => Start(realClock, _ => { }, settings);

    public static async Task<TransportHost> Start(bool realClock, Action<IServiceCollection> services, params (string Key, string Value)[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("napgrains-transport-").FullName;
        // Token lifetimes are checked against the machine's clock, so the test's starts with it.
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Nap:DataDirectory"] = directory;
        foreach (var (key, value) in settings) builder.Configuration[key] = value;
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(realClock ? TimeProvider.System : clock);
        builder.Services.AddSingleton<Stage>();
        builder.Services.AddSingleton<IErrorTranslator, TestTranslator>();
        builder.Services.AddNapAuthentication(builder.Configuration);
        builder.Services.AddGraphQL(graphql => graphql
            .AddAutoSchema<TestQuery>(schema => schema.WithMutation<TestMutation>().WithSubscription<TestSubscription>())
            .AddAutoClrMappings());
        builder.Services.AddNapTransport(builder.Configuration);
        services(builder.Services);
        var app = builder.Build();
        app.MapNapGraphQL("/graphql");
        await app.StartAsync();
        return new TransportHost(app, directory, clock, log);
    }

    /// <summary>Changes settings of the running host, as an edited settings file would.</summary>
    public void Configure(params (string Key, string? Value)[] settings)
    {
        var configuration = (IConfigurationRoot)_app.Configuration;
        foreach (var (key, value) in settings) configuration[key] = value;
        configuration.Reload();
    }

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var line in Log.Lines) TestContext.Current.TestOutputHelper?.WriteLine(line);
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A token of the embedded issuer; claims may come several times.</summary>
    public string Token(TimeSpan? lifetime = null, string issuer = NapAuthentication.EmbeddedIssuer, string algorithm = SecurityAlgorithms.HmacSha256, byte[]? key = null, string audience = NapAuthentication.EmbeddedIssuer, TimeSpan notBefore = default, params (string Name, object Value)[] claims)
    {
        // The clock that the host looks at: under load the machine's own is seconds ahead of it.
        var now = Clock.GetUtcNow().UtcDateTime;
        var expires = now + (lifetime ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = expires < now ? expires.AddMinutes(-5) : now + notBefore,
            IssuedAt = expires < now ? expires.AddMinutes(-5) : now,
            Expires = expires,
            Claims = claims.ToDictionary(claim => claim.Name, claim => claim.Value),
            SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(key ?? Convert.FromBase64String(File.ReadAllText(KeyFile))), algorithm),
        });
    }

    public string TokenOf(string role, params (string Name, object Value)[] more) =>
        Token(claims: [("sub", "someone"), ("role", role), .. more]);

    public Task<HttpResponseMessage> Post(string query, string? token = null, string? accept = null, object? variables = null) =>
        Send(JsonSerializer.Serialize(new { query, variables }), token, accept);

    public async Task<HttpResponseMessage> Send(string body, string? token = null, string? accept = null, string contentType = "application/json", bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } },
        };
        // Asks before it sends, as curl does with large bodies, so that a refusal does not cut the connection under it.
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = body.Length > 1_000_000;
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static byte[] RandomKey() => RandomNumberGenerator.GetBytes(64);
}

/// <summary>Answers as tests read them.</summary>
public static class Answers
{
    /// <summary>Waits for what must come at once; the bound only keeps a broken build from hanging.</summary>
    public static Task Soon(this Task task) => task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    public static async Task<JsonElement> Json(this HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    public static JsonElement Error(this JsonElement answer) => answer.GetProperty("errors")[0];

    public static string Code(this JsonElement answer) => answer.Error().GetProperty("extensions").GetProperty("code").GetString()!;

    public static JsonElement Data(this JsonElement answer, string field) => answer.GetProperty("data").GetProperty(field);
}

/// <summary>What the host logged.</summary>
public sealed class LogLines : ILoggerProvider
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public IEnumerable<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(_lines);

    public void Dispose()
    {
    }

    private sealed class Logger(System.Collections.Concurrent.ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
        }
    }
}
