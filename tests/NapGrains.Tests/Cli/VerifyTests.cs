using System.Text.Json;
using NapGrains.Cli;

namespace NapGrains.Tests.Cli;

public sealed class VerifyTests : IAsyncLifetime
{
    private const string Holds = """{"data":{"verify":{"chains":1,"links":3,"redacted":0,"withheld":0,"root":"r"}}}""";

    private readonly WorkingDirectory _files = new();
    private StubServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StubServer.Start();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task A_history_that_holds_is_told_with_its_figures()
    {
        _server.Then(Holds);
        var run = await Verify();

        Assert.Equal((ExitCode.Done, "chains\t1\nlinks\t3\nredacted\t0\nwithheld\t0\nroot\tr\nok\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task A_broken_link_is_named_and_the_command_fails()
    {
        _server.Then("""{"data":{"verify":{"chains":1,"links":3,"redacted":0,"withheld":0,"root":"r","broken":{"chain":"measure:p/1.1","number":2,"reason":"its content was changed"}}}}""");
        var run = await Verify();

        Assert.Equal((ExitCode.Refused, "BROKEN: link 2 of measure:p/1.1: its content was changed\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_history_that_only_grew_is_the_one_that_was_kept()
    {
        Answer(KeptHistorySample.Of("IN_PROGRESS", 5));
        var run = await Verify("--against", _files.Write("kept.json", KeptHistorySample.Export));

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("all 3 links", run.Output);
    }

    [Fact]
    public async Task A_chain_that_was_rewritten_as_a_whole_is_found_by_what_was_kept()
    {
        Answer(KeptHistorySample.Of("IMPLEMENTED", 3));
        var run = await Verify("--against", _files.Write("kept.json", KeptHistorySample.Export));

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.StartsWith("REWRITTEN: measure:p/1.1: link 2 was rewritten", run.Error);
    }

    [Fact]
    public async Task Links_that_were_cut_off_are_found_by_what_was_kept()
    {
        Answer(KeptHistorySample.Of("IN_PROGRESS", 2));
        var run = await Verify("--against", _files.Write("kept.json", KeptHistorySample.Export));

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.StartsWith("REWRITTEN: measure:p/1.1: link 3 is missing", run.Error);
    }

    [Fact]
    public async Task A_kept_file_that_was_changed_itself_proves_nothing()
    {
        var run = await Verify("--against", _files.Write("kept.json", KeptHistorySample.Export.Replace("IN_PROGRESS", "IMPLEMENTED", StringComparison.Ordinal)));

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains("link 3 of measure:p/1.1 does not follow", run.Error);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("{}", "carries no history")]
    [InlineData("text", "is no JSON export")]
    public async Task A_file_that_is_no_export_is_told(string text, string error)
    {
        var run = await Verify("--against", _files.Write("kept.json", text));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(error, run.Error);
    }

    private void Answer(string export) =>
        _server.Then(Holds, JsonSerializer.Serialize(new { data = new { plan = new { document = new { text = export } } } }));

    private Task<NapRun> Verify(params string[] more) => NapRun.Of(["verify", "--plan", "p", "--server", _server.Url, .. more]);
}
