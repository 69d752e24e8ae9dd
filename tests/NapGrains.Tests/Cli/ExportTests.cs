using NapGrains.Cli;

namespace NapGrains.Tests.Cli;

public sealed class ExportTests : IAsyncLifetime
{
    private const string Document = """{"data":{"plan":{"document":{"fileName":"a.txt","mediaType":"text/plain","text":"Prioritet 1.\r\nƏ\t\n\n"}}}}""";
    private const string Text = "Prioritet 1.\r\nƏ\t\n\n";

    private readonly WorkingDirectory _files = new();
    private StubServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StubServer.Start();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task An_export_is_the_documents_text_and_nothing_else()
    {
        _server.Then(Document);
        var run = await Export("text");

        Assert.Equal((ExitCode.Done, Text, ""), (run.ExitCode, run.Output, run.Error));
        var variables = _server.Requests.Single().Variables;
        Assert.Equal("OFFICIAL_TEXT", variables.GetProperty("format").GetString());
        Assert.Equal("p", variables.GetProperty("plan").GetString());
        Assert.Equal("2022", variables.GetProperty("period").GetString());
        Assert.Null(_server.Requests.Single().Authorization);
    }

    [Fact]
    public async Task An_export_to_a_file_replaces_it_and_leaves_nothing_beside_it()
    {
        var file = _files.Write("a.json", "old");
        _server.Then(Document);
        var run = await Export("json", "--output", file);

        Assert.Equal((ExitCode.Done, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(Text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal((byte)'P', (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))[0]);
        Assert.Equal(["a.json", "signing.key"], Directory.GetFiles(_files.Path).Select(Path.GetFileName).Order());
        Assert.Equal("JSON", _server.Requests.Single().Variables.GetProperty("format").GetString());
    }

    [Fact]
    public async Task A_refused_export_leaves_the_file_as_it_was()
    {
        var file = _files.Write("a.txt", "old");
        _server.Then("""{"data":{"plan":null},"errors":[{"message":"No.","extensions":{"code":"TIMEOUT"}}]}""");
        var run = await Export("text", "--output", file);

        Assert.Equal((ExitCode.Refused, "TIMEOUT: No.\n"), (run.ExitCode, run.Error));
        Assert.Equal("old", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told()
    {
        _server.Then(Document, Document);
        var missing = await Export("text", "--output", Path.Combine(_files.Path, "missing", "a.txt"));
        var directory = await Export("text", "--output", _files.Path);

        Assert.Equal((ExitCode.Usage, ExitCode.Usage), (missing.ExitCode, directory.ExitCode));
        Assert.Contains("cannot be written", missing.Error);
        Assert.Contains("is a directory", directory.Error);
    }

    [Fact]
    public async Task A_word_document_is_written_byte_for_byte_and_to_a_file_alone()
    {
        byte[] bytes = [(byte)'P', (byte)'K', 3, 4, 0, 255, 13, 10];
        var file = Path.Combine(_files.Path, "a.docx");
        _server.Then("""{"data":{"plan":{"document":{"fileName":"a.docx","mediaType":"m","text":"BYTES","base64":true}}}}"""
            .Replace("BYTES", Convert.ToBase64String(bytes), StringComparison.Ordinal));
        var written = await Export("docx", "--output", file);
        var shown = await Export("docx");

        Assert.Equal((ExitCode.Done, "", ""), (written.ExitCode, written.Output, written.Error));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal("DOCX", _server.Requests.Single().Variables.GetProperty("format").GetString());
        Assert.Equal((ExitCode.Usage, ""), (shown.ExitCode, shown.Output));
        Assert.Contains("docx is no text: name a file with --output.", shown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":{"plan":null}}""", "There is no plan p.\n")]
    [InlineData("""{"data":{"plan":{"document":null}}}""", "The plan p has no document of 2022 as text.\n")]
    public async Task What_is_not_there_is_told(string answer, string error)
    {
        _server.Then(answer);
        var run = await Export("text");

        Assert.Equal((ExitCode.Refused, "", error), (run.ExitCode, run.Output, run.Error));
    }

    private Task<NapRun> Export(string format, params string[] more) =>
        NapRun.Of(["export", "--plan", "p", "--period", "2022", "--format", format, "--server", _server.Url, .. more]);
}
