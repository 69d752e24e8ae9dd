using System.Net;

namespace NapGrains.Tests.Transport;

public sealed class RevocationTests
{
    [Fact]
    public async Task A_revoked_token_is_refused_over_every_transport()
    {
        await using var host = await TransportHost.Start(("Nap:Auth:RevokedTokens:0", "stolen"));
        var token = Token(host, "stolen");
        using var posted = await host.Post("{ who }", token);
        using var streamed = await host.Post("subscription { pushed { number } }", token, accept: "text/event-stream");
        await using var client = await SocketClient.Open(host);
        await client.Send($$$"""{"type":"connection_init","payload":{"token":"{{{token}}}"}}""");
        using var other = await host.Post("{ who }", Token(host, "mine"));

        Assert.Equal("UNAUTHENTICATED", (await posted.Json()).Code());
        Assert.Equal(HttpStatusCode.Unauthorized, posted.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, streamed.StatusCode);
        Assert.Equal(4403, await client.Closed());
        Assert.Equal("aygun", (await other.Json()).Data("who").GetString());
    }

    [Fact]
    public async Task Revoking_a_token_ends_its_sockets_and_no_others()
    {
        await using var host = await TransportHost.Start();
        await using var stolen = await SocketClient.Connect(host, Token(host, "stolen"));
        await using var mine = await SocketClient.Connect(host, Token(host, "mine"));
        host.Configure(("Nap:Auth:RevokedTokens:0", "another"));
        await stolen.Send("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await stolen.Text());
        host.Configure(("Nap:Auth:RevokedTokens:1", "stolen"));

        Assert.Equal(4403, await stolen.Closed());
        await mine.Send("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await mine.Text());
        using var refused = await host.Post("{ who }", Token(host, "stolen"));
        Assert.Equal("UNAUTHENTICATED", (await refused.Json()).Code());
    }

    [Fact]
    public async Task Revoking_a_token_ends_its_event_streams()
    {
        await using var host = await TransportHost.Start();
        var streaming = host.Post("subscription { pushed { number } }", Token(host, "stolen"), accept: "text/event-stream");
        await host.Stage.Pushed.Subscribed.Soon();
        host.Configure(("Nap:Auth:RevokedTokens:0", "stolen"));
        using var response = await streaming.Soon();

        Assert.DoesNotContain("complete", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await host.Stage.Pushed.Left.Soon();
    }

    private static string Token(TransportHost host, string id) => host.Token(claims: [("sub", "aygun"), ("jti", id)]);
}
