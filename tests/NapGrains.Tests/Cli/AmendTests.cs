using NapGrains.Cli;

namespace NapGrains.Tests.Cli;

public sealed class AmendTests : IAsyncLifetime
{
    private const string Amendment = """{ "instrument": "12s", "date": "2024-03-01", "amendments": [{ "withdraw": { "measure": "1.6" } }] }""";

    private readonly WorkingDirectory _files = new();
    private StubServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StubServer.Start();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task An_amendment_is_sent_as_it_stands_in_the_file_and_followed_to_its_end()
    {
        _server.Then(
            """{"data":{"amendPlan":{"operation":{"id":"op-1","state":"QUEUED","stepsDone":0,"stepsTotal":3},"planVersion":2,"errors":[]}}}""",
            """{"data":{"operation":{"id":"op-1","state":"COMPLETED","stepsDone":3,"stepsTotal":3,"changed":true,"planVersion":2}}}""");
        var run = await Amend(Amendment);

        Assert.Equal((ExitCode.Done, "Amended; plan version 2.\n"), (run.ExitCode, run.Output));
        var input = _server.Requests[0].Input;
        Assert.Equal(("p", "12s"), (input.GetProperty("plan").GetString(), input.GetProperty("instrument").GetString()));
        Assert.Equal("1.6", input.GetProperty("amendments")[0].GetProperty("withdraw").GetProperty("measure").GetString());
        Assert.Equal(64, input.GetProperty("operationId").GetString()!.Length);
    }

    [Fact]
    public async Task A_dry_run_stores_nothing_and_is_another_operation()
    {
        const string checkedOnly = """{"data":{"amendPlan":{"operation":null,"planVersion":2,"errors":[]}}}""";
        _server.Then(checkedOnly, checkedOnly);
        var run = await Amend(Amendment, "--dry-run");
        await Amend(Amendment);

        Assert.Equal((ExitCode.Done, "Dry run: nothing was stored; it would make plan version 2.\n"), (run.ExitCode, run.Output));
        Assert.True(_server.Requests[0].Input.GetProperty("dryRun").GetBoolean());
        Assert.NotEqual(_server.Requests[0].Input.GetProperty("operationId").GetString(), _server.Requests[1].Input.GetProperty("operationId").GetString());
    }

    [Fact]
    public async Task Every_fault_is_a_line_with_its_place()
    {
        _server.Then("""
            {"data":{"amendPlan":{"operation":null,"errors":[
              {"code":"UNKNOWN_MEASURE","message":"The plan has no measure '1.99'.","path":["input","amendments","0","withdraw","measure"]},
              {"code":"INSTRUMENT_REQUIRED","message":"Name it.","path":["input","instrument"]}]}}}
            """);
        var run = await Amend(Amendment);

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Equal(
            "UNKNOWN_MEASURE: The plan has no measure '1.99'. (input.amendments.0.withdraw.measure)\nINSTRUMENT_REQUIRED: Name it. (input.instrument)\n", run.Error);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task A_file_that_is_no_json_object_is_refused_before_anything_is_sent(string text)
    {
        var run = await Amend(text);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Empty(_server.Requests);
    }

    private Task<NapRun> Amend(string text, params string[] more) =>
        NapRun.Of(["amend", _files.Write("amendment.json", text), "--plan", "p", "--token", "t", "--server", _server.Url, .. more]);
}
