using System.Net;
using Microsoft.IdentityModel.Tokens;
using NapGrains.Gateway.Security;

namespace NapGrains.Tests.Transport;

public sealed class AuthenticationTests
{
    [Fact]
    public async Task Without_a_token_the_caller_is_anonymous()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("{ who }");

        Assert.Null((await response.Json()).Data("who").GetString());
    }

    [Fact]
    public async Task A_token_tells_resolvers_who_asks()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("{ who roles }", host.Token(claims: [("sub", "aygun"), ("role", new[] { "reporter", "assessor" })]));
        var answer = await response.Json();

        Assert.Equal("aygun", answer.Data("who").GetString());
        Assert.Equal(["assessor", "reporter"], answer.Data("roles").EnumerateArray().Select(role => role.GetString()));
    }

    [Fact]
    public async Task A_token_that_expired_is_401_and_never_anonymous() => await Refuses(host => host.Token(TimeSpan.FromMinutes(-2)));

    [Fact]
    public async Task A_token_of_another_key_is_401() => await Refuses(host => host.Token(key: TransportHost.RandomKey()));

    [Fact]
    public async Task A_token_of_another_issuer_is_401() => await Refuses(host => host.Token(issuer: "elsewhere"));

    [Fact]
    public async Task A_token_for_another_audience_is_401() => await Refuses(host => host.Token(audience: "elsewhere"));

    [Fact]
    public async Task A_token_that_is_not_valid_yet_is_401() => await Refuses(host => host.Token(notBefore: TimeSpan.FromMinutes(5)));

    [Fact]
    public async Task A_token_of_another_algorithm_is_401() => await Refuses(host => host.Token(algorithm: SecurityAlgorithms.HmacSha512));

    [Fact]
    public async Task A_token_without_a_signature_is_401() =>
        await Refuses(host =>
        {
            var parts = host.Token().Split('.');
            return $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.";
        });

    [Fact]
    public async Task A_token_found_valid_is_401_once_it_has_expired()
    {
        await using var host = await TransportHost.Start();
        // Five seconds are left of it, for clocks that differ.
        var token = host.Token(TimeSpan.FromSeconds(5) - NapAuthentication.ClockSkew);
        using var before = await host.Post("{ who }", token);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);

        using var after = await host.Post("{ who }", token);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Claims_changed_in_a_token_found_valid_are_401()
    {
        await using var host = await TransportHost.Start();
        var token = host.Token(claims: ("role", "reporter"));
        using var before = await host.Post("{ who }", token);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        var parts = token.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("reporter", "admin", StringComparison.Ordinal);
        using var after = await host.Post("{ who }", $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}");
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task A_token_that_is_none_is_401() => await Refuses(_ => "nonsense");

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    public async Task Any_other_credentials_are_401(string header)
    {
        await using var host = await TransportHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "?query={hello}");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_cookie_is_no_credential()
    {
        await using var host = await TransportHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "?query={who}");
        request.Headers.Add("Cookie", $"token={host.TokenOf("admin")}; Authorization=Bearer {host.TokenOf("admin")}");
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Null((await response.Json()).Data("who").GetString());
    }

    [Fact]
    public async Task The_signing_key_is_made_at_start_and_only_its_owner_reads_it()
    {
        await using var host = await TransportHost.Start();

        Assert.Equal(64, Convert.FromBase64String(await File.ReadAllTextAsync(host.KeyFile, TestContext.Current.CancellationToken)).Length);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(host.KeyFile));
    }

    [Fact]
    public void Processes_that_start_at_once_agree_on_one_key()
    {
        var directory = Directory.CreateTempSubdirectory("napgrains-key-");
        var path = Path.Combine(directory.FullName, "data", SigningKey.FileName);
        var keys = new byte[8][];
        Parallel.For(0, keys.Length, i => keys[i] = SigningKey.LoadOrCreate(path).Key);

        Assert.All(keys, key => Assert.Equal(keys[0], key));
        directory.Delete(recursive: true);
    }

    private static async Task Refuses(Func<TransportHost, string> token)
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("{ who }", token(host));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("UNAUTHENTICATED", (await response.Json()).Code());
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }
}
