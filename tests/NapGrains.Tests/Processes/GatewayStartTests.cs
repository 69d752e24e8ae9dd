using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NapGrains.Gateway.Security;
using NapGrains.Tests.Api;
using NapGrains.Tests.Postgres;

namespace NapGrains.Tests.Processes;

/// <summary>A gateway that is started before any silo, or wrongly.</summary>
public sealed class GatewayStartTests(PostgresServer postgres) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("napgrains-gateway-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_gateway_without_a_silo_says_what_it_waits_for_puts_clients_off_and_stops_when_it_is_asked_to()
    {
        var key = Path.Combine(_folder.FullName, SigningKey.FileName);
        SigningKey.LoadOrCreate(key);
        await using var gateway = NapProcess.Launch(
            _folder.FullName, await postgres.CreateDatabaseAsync(), ("Nap:Role", "Gateway"), ("Nap:Auth:KeyFile", key), ("Nap:DrainTime", "00:00:00"));

        await Eventually.Holds("it says what it waits for", async () =>
            (await gateway.Readiness())?.Contains("Waiting for a silo: no silo has joined the cluster.", StringComparison.Ordinal) == true);
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(gateway.Anonymous.Url, new { query = "{ __typename }" }, TestContext.Current.CancellationToken);
        var error = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("errors")[0].GetProperty("extensions");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "UNAVAILABLE", 1000), (answer.StatusCode, error.Text("code"), error.Number("retryAfterMs")));
        Assert.Equal(0, await gateway.Terminate());
        Assert.Contains("Start one with Nap:Role=Silo", gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_without_a_shared_key_is_refused_and_says_what_to_do()
    {
        await using var gateway = NapProcess.Launch(_folder.FullName, "Host=localhost;Database=nap", ("Nap:Role", "Gateway"));

        Assert.NotEqual(0, await gateway.Ended());
        Assert.Contains("Nap:Auth:KeyFile is empty. Set it to the key's file", gateway.Output, StringComparison.Ordinal);
    }
}
