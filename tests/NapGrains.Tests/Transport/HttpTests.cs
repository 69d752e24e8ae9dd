using System.Net;

namespace NapGrains.Tests.Transport;

public sealed class HttpTests
{
    private const string ResponseJson = "application/graphql-response+json";

    [Fact]
    public async Task A_query_by_POST_is_answered()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("query($name: String) { hello(name: $name) }", variables: new { name = "Bakı" });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("Salam, Bakı", (await response.Json()).Data("hello").GetString());
    }

    [Fact]
    public async Task A_query_by_GET_is_answered()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Http.GetAsync(
            "?query=query($name:String){hello(name:$name)}&variables={\"name\":\"Gence\"}", TestContext.Current.CancellationToken);

        Assert.Equal("Salam, Gence", (await response.Json()).Data("hello").GetString());
    }

    [Fact]
    public async Task Azerbaijani_letters_are_sent_as_they_are()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("{ echo(text: \"Nəqliyyat, ağ\") }");

        Assert.Equal("""{"data":{"echo":"Nəqliyyat, ağ"}}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/graphql-response+json", ResponseJson)]
    [InlineData("application/graphql-response+json, application/json;q=0.9", ResponseJson)]
    [InlineData("application/json;q=0.5, application/graphql-response+json", ResponseJson)]
    [InlineData("text/html, application/xhtml+xml, */*;q=0.8", "application/json")]
    [InlineData("application/json, text/event-stream", "application/json")]
    public async Task The_media_type_is_the_one_the_client_prefers(string? accept, string expected)
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("{ hello }", accept: accept);

        Assert.Equal(expected, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_media_type_that_cannot_be_sent_is_refused()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("{ hello }", accept: "text/html");

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
    }

    [Theory]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    [InlineData("{ nothing }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("query A { hello } query B { hello }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("fragment F on Query { hello }", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("query($t: String!) { echo(text: $t) }", "BAD_USER_INPUT")]
    public async Task An_operation_that_cannot_run_is_400_as_a_GraphQL_response_and_200_as_plain_JSON(string query, string code)
    {
        await using var host = await TransportHost.Start();
        using var modern = await host.Post(query, accept: ResponseJson);
        using var plain = await host.Post(query, accept: "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, modern.StatusCode);
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.Equal(code, (await modern.Json()).Code());
        Assert.False((await plain.Json()).TryGetProperty("data", out _));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[]x")]
    [InlineData("{\"query\":\"{hello}\"} {}")]
    [InlineData("{\"query\":1}")]
    [InlineData("{\"query\":null}")]
    [InlineData("{\"query\":\"{hello}\",\"variables\":[1]}")]
    [InlineData("{\"query\":\"{hello}\",\"variables\":\"{}\"}")]
    [InlineData("{\"query\":\"{hello}\",\"variables\":{\"a\":1,\"a\":2}}")]
    [InlineData("{\"query\":\"{hello}\",\"variables\":{\"a\":1")]
    [InlineData("{\"query\":\"{hello}\",\"operationName\":{}}")]
    [InlineData("{\"query\":\"{hello}\",\"extensions\":0}")]
    [InlineData("{\"query\":\"\\ud800\"}")]
    public async Task A_malformed_request_is_400(string body)
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Send(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Json()).TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task Unknown_fields_of_a_request_are_ignored()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Send("""{"query":"{ hello }","operationName":null,"variables":null,"extensions":null,"id":{"a":[1]},"x":1}""");

        Assert.Equal("Salam, dünya", (await response.Json()).Data("hello").GetString());
    }

    [Fact]
    public async Task Batches_are_refused()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Send("""[{"query":"{ hello }"},{"query":"{ hello }"}]""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("BATCHING_NOT_SUPPORTED", (await response.Json()).Code());
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/graphql")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Bodies_that_a_page_can_send_across_sites_are_refused(string contentType)
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Send("""{"query":"{ hello }"}""", contentType: contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_mutation_by_GET_is_405_and_does_not_run()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Http.GetAsync("?query=mutation{add}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
        Assert.Equal(0, host.Stage.Mutations);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_405(string method)
    {
        await using var host = await TransportHost.Start();
        using var request = new HttpRequestMessage(new HttpMethod(method), host.Url);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task A_subscription_is_not_answered_as_JSON()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("subscription { count(to: 1) { number } }");

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
    }

    [Fact]
    public async Task A_body_of_100_KB_passes_and_one_byte_more_does_not()
    {
        await using var host = await TransportHost.Start();
        using var fits = await host.Send(BodyOf(100 * 1024));
        using var exceeds = await host.Send(BodyOf((100 * 1024) + 1));

        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, exceeds.StatusCode);
        Assert.Equal("BODY_TOO_LARGE", (await exceeds.Json()).Code());
    }

    [Fact]
    public async Task A_body_that_does_not_tell_its_length_is_bounded_too()
    {
        await using var host = await TransportHost.Start();
        using var fits = await host.Send(BodyOf(100 * 1024), chunked: true);
        using var exceeds = await host.Send(BodyOf(150 * 1024), chunked: true);

        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        Assert.Equal("BODY_TOO_LARGE", (await exceeds.Json()).Code());
    }

    [Fact]
    public async Task An_import_that_does_not_tell_its_length_is_read_whole()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Send(BodyOf(31 * 1024 * 1024), host.TokenOf("secretariat"), chunked: true);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("secretariat", HttpStatusCode.OK)]
    [InlineData("admin", HttpStatusCode.OK)]
    [InlineData("reporter", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Bodies_of_import_size_are_for_secretariat_and_admin(string role, HttpStatusCode expected)
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Send(BodyOf(31 * 1024 * 1024), host.TokenOf(role));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Depth_15_passes_and_depth_16_does_not()
    {
        await using var host = await TransportHost.Start();
        using var fits = await host.Post(Nested(15));
        using var exceeds = await host.Post(Nested(16), accept: ResponseJson);

        Assert.False((await fits.Json()).TryGetProperty("errors", out _));
        Assert.Equal("DEPTH_EXCEEDED", (await exceeds.Json()).Code());
        Assert.Equal(HttpStatusCode.BadRequest, exceeds.StatusCode);
    }

    [Fact]
    public async Task Depth_counts_through_fragments()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post(
            $"{{ self {{ ...A }} }} fragment A on Query {{ ... on Query {{ self {{ ...B }} }} }} fragment B on Query {Nested(14)}");

        Assert.Equal("DEPTH_EXCEEDED", (await response.Json()).Code());
    }

    [Fact]
    public async Task Fragments_that_spread_themselves_are_refused_and_do_not_loop()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("{ ...A } fragment A on Query { self { ...B } } fragment B on Query { self { ...A } }");

        Assert.Equal("GRAPHQL_VALIDATION_FAILED", (await response.Json()).Code());
    }

    [Fact]
    public async Task Introspection_may_nest_as_deep_as_tools_need_but_not_multiply()
    {
        await using var host = await TransportHost.Start();
        using var deep = await host.Post($"{{ __schema {{ types {{ fields {{ type {string.Concat(Enumerable.Repeat("{ ofType ", 15))} {{ name }} {new string('}', 15)} }} }} }} }}");
        using var wide = await host.Post("{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }");

        Assert.False((await deep.Json()).TryGetProperty("errors", out _));
        Assert.Equal("DEPTH_EXCEEDED", (await wide.Json()).Code());
    }

    [Fact]
    public async Task An_operation_that_takes_too_long_is_abandoned()
    {
        await using var host = await TransportHost.Start();
        var answer = host.Post("{ wait }", accept: ResponseJson);
        await host.Stage.Waiting.Task.Soon();
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        using var response = await answer.Soon();

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("TIMEOUT", (await response.Json()).Code());
    }

    [Fact]
    public async Task The_same_document_is_parsed_once_and_runs_with_other_variables()
    {
        await using var host = await TransportHost.Start();
        foreach (var name in (string[])["a", "b", "c"])
        {
            using var response = await host.Post("query($n: String) { hello(name: $n) }", variables: new { n = name });
            Assert.Equal($"Salam, {name}", (await response.Json()).Data("hello").GetString());
        }
        using var wrong = await host.Post("query($n: String) { hello(name: $n) }", variables: new { n = 1 });

        Assert.Equal("BAD_USER_INPUT", (await wrong.Json()).Code());
    }

    private static string BodyOf(int bytes)
    {
        const string start = """{"query":"{ hello }","padding":" """, end = "\"}";
        return start + new string('x', bytes - start.Length - end.Length) + end;
    }

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{ self ", depth - 1)) + "{ hello }" + new string('}', depth - 1);
}
