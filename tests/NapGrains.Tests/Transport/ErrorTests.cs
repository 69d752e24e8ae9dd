using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;

namespace NapGrains.Tests.Transport;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("fault")]
    [InlineData("plain")]
    public async Task A_fault_is_logged_whole_and_answered_with_its_trace_id_alone(string field)
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post($"{{ hello {field} }}");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var answer = JsonElement.Parse(text);

        Assert.Equal("INTERNAL", answer.Code());
        Assert.Equal("Salam, dünya", answer.Data("hello").GetString());
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        var traceId = answer.Error().GetProperty("extensions").GetProperty("traceId").GetString()!;
        Assert.Contains(host.Log.Lines, line => line.Contains(traceId, StringComparison.Ordinal) && line.Contains("SELECT secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_outside_resolvers_is_a_500_and_closes_sockets_with_4500()
    {
        await using var host = await TransportHost.Start(false, services => services.PostConfigure<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme,
            options => options.Events.OnMessageReceived = context => context.Request.Headers.Authorization == "Bearer any"
                ? throw new InvalidOperationException("SELECT secret")
                : Task.CompletedTask));
        using var response = await host.Post("{ hello }", "any");
        await using var client = await SocketClient.Open(host);
        await client.Send("""{"type":"connection_init","payload":{"token":"any"}}""");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(4500, await client.Closed());
        Assert.DoesNotContain("secret", client.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_takes_the_whole_answer_leaves_null_data()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("{ mustFault }", accept: "application/graphql-response+json");
        var answer = await response.Json();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("data").ValueKind);
        Assert.Equal("INTERNAL", answer.Code());
    }

    [Fact]
    public async Task An_error_that_a_resolver_throws_keeps_its_code_path_and_place()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("{ f: forbidden }");
        var error = (await response.Json()).Error();

        Assert.Equal("FORBIDDEN", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal("f", error.GetProperty("path")[0].GetString());
        Assert.Equal(1, error.GetProperty("locations")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task An_unavailable_part_tells_when_to_retry()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("{ unavailable }");

        Assert.Equal(2_000, (await response.Json()).Error().GetProperty("extensions").GetProperty("retryAfterMs").GetInt32());
    }

    [Fact]
    public async Task Exceptions_that_a_translator_knows_become_its_errors()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("{ translated }");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("UNAVAILABLE", JsonElement.Parse(text).Code());
        Assert.DoesNotContain("Silo", text, StringComparison.Ordinal);
    }
}
