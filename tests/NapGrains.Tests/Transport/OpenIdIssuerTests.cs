using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace NapGrains.Tests.Transport;

public sealed class OpenIdIssuerTests
{
    [Fact]
    public async Task A_token_of_the_configured_issuer_counts_over_HTTP_and_sockets()
    {
        await using var issuer = await Issuer.Start();
        await using var host = await issuer.Gateway();
        using var response = await host.Post("{ who }", issuer.Token());
        await using var client = await SocketClient.Connect(host, issuer.Token());
        await client.Subscribe("a", "{ who }");

        Assert.Equal("aygun", (await response.Json()).Data("who").GetString());
        Assert.Equal("""{"id":"a","type":"next","payload":{"data":{"who":"aygun"}}}""", await client.Text());
    }

    [Fact]
    public async Task A_token_made_for_another_service_is_refused()
    {
        await using var issuer = await Issuer.Start();
        await using var host = await issuer.Gateway();
        using var response = await host.Post("{ who }", issuer.Token(audience: "another"));

        Assert.Equal("UNAUTHENTICATED", (await response.Json()).Code());
    }

    [Fact]
    public async Task The_issuer_s_public_key_is_no_shared_secret()
    {
        await using var issuer = await Issuer.Start();
        await using var host = await issuer.Gateway();
        var forged = new SigningCredentials(new SymmetricSecurityKey(issuer.PublicKey) { KeyId = Issuer.KeyId }, SecurityAlgorithms.HmacSha256);
        using var response = await host.Post("{ who }", issuer.Token(credentials: forged));

        Assert.Equal("UNAUTHENTICATED", (await response.Json()).Code());
    }

    [Fact]
    public async Task A_token_of_a_key_that_the_issuer_does_not_know_is_refused()
    {
        await using var issuer = await Issuer.Start();
        await using var host = await issuer.Gateway();
        using var other = RSA.Create(2048);
        foreach (var keyId in (string[])["key-2", Issuer.KeyId])
        {
            var forged = new SigningCredentials(new RsaSecurityKey(other) { KeyId = keyId }, SecurityAlgorithms.RsaSha256);
            using var response = await host.Post("{ who }", issuer.Token(credentials: forged));
            Assert.Equal("UNAUTHENTICATED", (await response.Json()).Code());
        }
    }

    [Fact]
    public async Task A_token_is_refused_while_its_issuer_does_not_answer()
    {
        await using var issuer = await Issuer.Start();
        await using var host = await TransportHost.Start(
            ("Nap:Auth:Authority", "http://127.0.0.1:1"), ("Nap:Auth:Audience", "nap"), ("Nap:Auth:RequireHttps", "false"));
        using var response = await host.Post("{ who }", issuer.Token());

        Assert.Equal("UNAUTHENTICATED", (await response.Json()).Code());
    }

    [Fact]
    public async Task An_issuer_without_an_audience_is_refused_at_start()
    {
        await using var issuer = await Issuer.Start();

        await Assert.ThrowsAsync<InvalidOperationException>(() => TransportHost.Start(("Nap:Auth:Authority", issuer.Url)));
    }

    private sealed class Issuer : IAsyncDisposable
    {
        public const string KeyId = "key-1";

        private readonly WebApplication _app;
        private readonly RSA _key = RSA.Create(2048);

        private Issuer()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _app = builder.Build();
            _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Url, jwks_uri = $"{Url}/keys" }));
            _app.MapGet("/keys", () =>
            {
                var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.ExportParameters(false)) { KeyId = KeyId });
                return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = KeyId, n = key.N, e = key.E } } });
            });
        }

        public string Url => _app.Urls.Single();

        public byte[] PublicKey => _key.ExportSubjectPublicKeyInfo();

        public static async Task<Issuer> Start()
        {
            var issuer = new Issuer();
            await issuer._app.StartAsync();
            return issuer;
        }

        public Task<TransportHost> Gateway() => TransportHost.Start(
            ("Nap:Auth:Authority", Url), ("Nap:Auth:Audience", "nap"), ("Nap:Auth:RequireHttps", "false"));

        public string Token(string audience = "nap", SigningCredentials? credentials = null) =>
            new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = Url,
                Audience = audience,
                Expires = DateTime.UtcNow.AddMinutes(5),
                Claims = new Dictionary<string, object> { ["sub"] = "aygun" },
                SigningCredentials = credentials ?? new SigningCredentials(new RsaSecurityKey(_key) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256),
            });

        public async ValueTask DisposeAsync()
        {
            await _app.DisposeAsync();
            _key.Dispose();
        }
    }
}
