using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace NapGrains.Tests.Transport;

public sealed class CachingTests
{
    [Fact]
    public async Task An_unchanged_answer_to_an_anonymous_GET_is_304_and_a_changed_one_is_sent()
    {
        await using var host = await TransportHost.Start();
        using var first = await Get(host, "{added}");
        using var again = await Get(host, "{added}", first.Headers.ETag);
        using (await host.Post("mutation { add }"))
        {
        }
        using var changed = await Get(host, "{added}", first.Headers.ETag);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.True(first.Headers.CacheControl is { Public: true, NoCache: true });
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(1, (await changed.Json()).Data("added").GetInt32());
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
    }

    [Fact]
    public async Task Answers_vary_by_what_they_depend_on()
    {
        await using var host = await TransportHost.Start();
        using var response = await Get(host, "{hello}");

        Assert.Contains("Accept", response.Headers.Vary);
        Assert.Contains("Authorization", response.Headers.Vary);
    }

    [Fact]
    public async Task What_a_token_asks_for_is_not_kept()
    {
        await using var host = await TransportHost.Start();
        using var anonymous = await Get(host, "{hello}");
        using var request = new HttpRequestMessage(HttpMethod.Get, "?query={hello}");
        request.Headers.Authorization = new("Bearer", host.Token());
        request.Headers.IfNoneMatch.Add(anonymous.Headers.ETag!);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Headers.ETag);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("{fault}")]
    [InlineData("{nothing}")]
    public async Task Errors_are_not_kept(string query)
    {
        await using var host = await TransportHost.Start();
        using var response = await Get(host, query);

        Assert.Null(response.Headers.ETag);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Answers_to_POST_are_not_kept()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post("{ hello }");

        Assert.Null(response.Headers.ETag);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("gzip", "application/json")]
    [InlineData("br", "application/graphql-response+json")]
    public async Task Answers_are_compressed_for_who_accepts_it(string encoding, string accept)
    {
        await using var host = await TransportHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "?query={hello}");
        request.Headers.Accept.ParseAdd(accept);
        request.Headers.AcceptEncoding.ParseAdd(encoding);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(encoding == "br" ? new BrotliStream(bytes, CompressionMode.Decompress) : new GZipStream(bytes, CompressionMode.Decompress));

        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        Assert.Equal("""{"data":{"hello":"Salam, dünya"}}""", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Event_streams_are_not_compressed()
    {
        await using var host = await TransportHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "?query=subscription{count(to:1){number}}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.AcceptEncoding.ParseAdd("br, gzip");
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Contains("event: complete", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_served_as_a_file_even_where_introspection_is_off()
    {
        await using var host = await TransportHost.Start(("Nap:GraphQL:Introspection", "false"));
        using var response = await host.Http.GetAsync(new Uri(host.Url, "graphql/schema.graphql"), TestContext.Current.CancellationToken);

        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("type Subscription", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> Get(TransportHost host, string query, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"?query={query}");
        if (known is not null) request.Headers.IfNoneMatch.Add(known);
        return await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
