using System.Text.Json;
using NapGrains.Gateway.Transport.Execution;

namespace NapGrains.Tests.Transport;

public sealed class PersistedDocumentTests : IDisposable
{
    private const string Hello = "query($name: String) { hello(name: $name) }";
    private const string Count = "subscription { count(to: 1) { number } }";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("napgrains-documents-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_registered_document_is_run_by_its_id_over_every_transport()
    {
        await using var host = await Start(Map(Hello, Count));
        var (hello, count) = (PersistedDocuments.IdOf(Hello), PersistedDocuments.IdOf(Count));
        using var posted = await host.Send($$$"""{"documentId":"{{{hello}}}","variables":{"name":"Bakı"}}""");
        using var got = await host.Http.GetAsync($"?documentId={hello}", TestContext.Current.CancellationToken);
        using var streamed = await host.Send($$$"""{"documentId":"{{{count}}}"}""", accept: "text/event-stream");
        await using var client = await SocketClient.Connect(host);
        await client.Send($$$"""{"id":"a","type":"subscribe","payload":{"documentId":"{{{count}}}"}}""");

        Assert.Equal("Salam, Bakı", (await posted.Json()).Data("hello").GetString());
        Assert.Equal("Salam, dünya", (await got.Json()).Data("hello").GetString());
        Assert.Contains("data: {\"data\":{\"count\":{\"number\":1}}}", await streamed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("""{"id":"a","type":"next","payload":{"data":{"count":{"number":1}}}}""", await client.Text());
    }

    [Fact]
    public async Task Documents_of_a_directory_are_registered_under_the_hash_of_their_text()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "hello.graphql"), Hello, TestContext.Current.CancellationToken);
        await using var host = await Start(_directory.FullName);
        using var response = await host.Send($$$"""{"documentId":"{{{PersistedDocuments.IdOf(Hello)}}}"}""");

        Assert.StartsWith("sha256:", PersistedDocuments.IdOf(Hello), StringComparison.Ordinal);
        Assert.Equal("Salam, dünya", (await response.Json()).Data("hello").GetString());
    }

    [Fact]
    public async Task An_unknown_id_is_refused_over_every_transport()
    {
        await using var host = await Start(Map(Hello));
        using var posted = await host.Send("""{"documentId":"sha256:00"}""");
        await using var client = await SocketClient.Connect(host);
        await client.Send("""{"id":"a","type":"subscribe","payload":{"documentId":"sha256:00"}}""");

        Assert.Equal("PERSISTED_DOCUMENT_NOT_FOUND", (await posted.Json()).Code());
        Assert.Equal("PERSISTED_DOCUMENT_NOT_FOUND", (await client.Message()).GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Text_and_id_together_are_refused()
    {
        await using var host = await Start(Map(Hello));
        using var response = await host.Send($$$"""{"documentId":"{{{PersistedDocuments.IdOf(Hello)}}}","query":"{ hello }"}""");

        Assert.Equal("BAD_USER_INPUT", (await response.Json()).Code());
    }

    [Fact]
    public async Task Texts_are_refused_where_only_registered_documents_are_run()
    {
        await using var host = await TransportHost.Start(
            ("Nap:GraphQL:PersistedDocuments", Map(Hello)), ("Nap:GraphQL:PersistedDocumentsOnly", "true"));
        using var text = await host.Post("{ hello }");
        using var registered = await host.Send($$$"""{"documentId":"{{{PersistedDocuments.IdOf(Hello)}}}"}""");

        Assert.Equal("PERSISTED_DOCUMENTS_ONLY", (await text.Json()).Code());
        Assert.Equal("Salam, dünya", (await registered.Json()).Data("hello").GetString());
    }

    [Fact]
    public async Task A_registered_document_s_variables_are_checked_and_counted_each_time()
    {
        const string query = "query($n: Int! = 1, $name: String) { hello(name: $name) items(first: $n) { nodes { items { nodes { items(first: $n) { nodes { hello } } } } } } }";
        await using var host = await Start(Map(query));
        var id = PersistedDocuments.IdOf(query);
        using var few = await host.Send($$$"""{"documentId":"{{{id}}}","variables":{"n":2}}""");
        using var many = await host.Send($$$"""{"documentId":"{{{id}}}","variables":{"n":100}}""");
        using var wrong = await host.Send($$$"""{"documentId":"{{{id}}}","variables":{"name":1}}""");

        Assert.False((await few.Json()).TryGetProperty("errors", out _));
        Assert.Equal("COST_EXCEEDED", (await many.Json()).Code());
        Assert.Equal("BAD_USER_INPUT", (await wrong.Json()).Code());
    }

    [Theory]
    [InlineData("{", "Expected")]
    [InlineData("{ nothing }", "nothing")]
    [InlineData("fragment F on Query { hello }", "no operation")]
    [InlineData("query A { hello } query B { items { nodes { items { nodes { items { nodes { hello } } } } } } }", "objects")]
    [InlineData("{ a1: hello a2: hello a3: hello a4: hello a5: hello a6: hello a7: hello a8: hello a9: hello b1: hello b2: hello b3: hello b4: hello b5: hello b6: hello b7: hello }", "aliases")]
    public async Task A_document_that_would_be_refused_stops_the_start_and_says_why(string text, string reason)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Start(Map(text)));

        Assert.Contains(PersistedDocuments.IdOf(text), refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_under_another_s_hash_stops_the_start()
    {
        var path = Write(new Dictionary<string, string> { [PersistedDocuments.IdOf("{ who }")] = "{ hello }" });
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Start(path));

        Assert.Contains(PersistedDocuments.IdOf("{ hello }"), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_that_are_not_there_stop_the_start()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Start(Path.Combine(_directory.FullName, "none.json")));

        Assert.Contains("none.json", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<TransportHost> Start(string documents) => TransportHost.Start(("Nap:GraphQL:PersistedDocuments", documents));

    private string Map(params string[] texts) => Write(texts.ToDictionary(PersistedDocuments.IdOf));

    private string Write(Dictionary<string, string> documents)
    {
        var path = Path.Combine(_directory.FullName, "documents.json");
        File.WriteAllText(path, JsonSerializer.Serialize(documents));
        return path;
    }
}
