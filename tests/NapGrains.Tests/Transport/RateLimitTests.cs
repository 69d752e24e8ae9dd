using System.Net;
using System.Net.WebSockets;

namespace NapGrains.Tests.Transport;

public sealed class RateLimitTests
{
    private static readonly (string, string)[] ThreeAtOnce =
    [
        ("Nap:GraphQL:RequestsPerSecondPerSubject", "1"), ("Nap:GraphQL:BurstPerSubject", "3"),
        ("Nap:GraphQL:RequestsPerSecondPerAddress", "1"), ("Nap:GraphQL:BurstPerAddress", "3"),
    ];

    [Fact]
    public async Task An_address_that_asks_too_often_is_refused_and_told_when_to_come_back()
    {
        await using var host = await TransportHost.Start(ThreeAtOnce);
        var (passed, refused) = await UntilRefused(() => host.Post("{ hello }"));
        using (refused)
        {
            var error = (await refused.Json()).Error();

            Assert.True(passed >= 3);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal("RATE_LIMITED", error.GetProperty("extensions").GetProperty("code").GetString());
            Assert.InRange(error.GetProperty("extensions").GetProperty("retryAfterMs").GetInt32(), 1, 1_000);
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        }
    }

    [Fact]
    public async Task Each_subject_has_its_own_rate_and_does_not_spend_its_address()
    {
        await using var host = await TransportHost.Start(ThreeAtOnce);
        var tokens = (string[])[host.Token(claims: [("sub", "a")]), host.Token(claims: [("sub", "b")])];
        var (passed, refused) = await UntilRefused(() => host.Post("{ hello }", tokens[0]));
        using (refused)
        using (var other = await host.Post("{ hello }", tokens[1]))
        using (var anonymous = await host.Post("{ hello }"))
        {
            Assert.True(passed >= 3);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
            Assert.Equal(HttpStatusCode.OK, anonymous.StatusCode);
        }
    }

    [Fact]
    public async Task Guessing_tokens_spends_the_address()
    {
        await using var host = await TransportHost.Start(ThreeAtOnce);
        var (passed, refused) = await UntilRefused(() => host.Post("{ hello }", "nonsense"), HttpStatusCode.Unauthorized);
        refused.Dispose();

        Assert.True(passed >= 3);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task An_operation_too_many_on_a_socket_is_refused_and_the_socket_stays()
    {
        await using var host = await TransportHost.Start(ThreeAtOnce);
        await using var client = await SocketClient.Connect(host, host.Token(claims: [("sub", "a")]));
        string? code = null;
        for (var i = 0; i < 100 && code is null; i++)
        {
            await client.Subscribe($"{i}", "{ hello }");
            var message = await client.Message();
            if (message.GetProperty("type").GetString() == "error") code = message.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString();
            else await client.Message();
        }
        await client.Send("""{"type":"ping"}""");

        Assert.Equal("RATE_LIMITED", code);
        Assert.Equal("""{"type":"pong"}""", await client.Text());
    }

    [Fact]
    public async Task A_handshake_too_many_is_refused()
    {
        await using var host = await TransportHost.Start(ThreeAtOnce);
        var refusal = await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            for (var i = 0; i < 100; i++) await (await SocketClient.Open(host)).DisposeAsync();
        });

        Assert.Contains("429", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_suite_or_a_load_test_is_not_refused_by_default()
    {
        await using var host = await TransportHost.Start();
        var token = host.Token(claims: [("sub", "load")]);
        await Parallel.ForAsync(0, 4_000, TestContext.Current.CancellationToken, async (i, _) =>
        {
            using var response = await host.Post("{ hello }", i % 2 == 0 ? token : null);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        });
    }

    private static async Task<(int Passed, HttpResponseMessage Refused)> UntilRefused(Func<Task<HttpResponseMessage>> ask, HttpStatusCode expected = HttpStatusCode.OK)
    {
        // The rate goes on while the test runs, so that on a slow machine more than the burst may pass.
        for (var passed = 0; passed < 1_000; passed++)
        {
            var response = await ask();
            if (response.StatusCode != expected) return (passed, response);
            response.Dispose();
        }
        throw new InvalidOperationException("Nothing was refused.");
    }
}
