using Microsoft.IdentityModel.JsonWebTokens;
using NapGrains.Cli;
using Spectre.Console;

namespace NapGrains.Tests.Cli;

public sealed class ImportTests : IAsyncLifetime
{
    private const string Stored = """
        {"data":{"importDocument":{
          "operation":{"id":"op-1","state":"QUEUED","stepsDone":0,"stepsTotal":4},
          "totals":{"priorities":6,"measures":62,"recommendedLeads":8,"unattributed":null},
          "warnings":[{"line":126,"what":"a paragraph [red]without[/] a body","why":"taken as the\tprevious one's"},{"line":0,"what":"whole","why":"doubtful"}],
          "errors":[]}}}
        """;

    private readonly WorkingDirectory _files = new();
    private StubServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StubServer.Start();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task An_import_sends_the_document_and_follows_the_operation_to_its_end()
    {
        _server.Then(Stored, Operation("RUNNING", 2), Operation("COMPLETED", 4, changed: true));
        var run = await Import("Prioritet 1.\tƏdliyyə");

        Assert.Equal("queued: 0 of 4 steps\nrunning: 2 of 4 steps\ncompleted: 4 of 4 steps\n", run.Error);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.EndsWith("Imported; plan version 7.\n", run.Output);
        var input = _server.Requests[0].Input;
        Assert.Equal("az-nap-2022-2026", input.GetProperty("plan").GetString());
        Assert.Equal("2022", input.GetProperty("period").GetString());
        Assert.Equal("OFFICIAL_TEXT", input.GetProperty("format").GetString());
        Assert.Equal("Prioritet 1.\tƏdliyyə", input.GetProperty("document").GetString());
        Assert.False(input.GetProperty("dryRun").GetBoolean());
        Assert.All(_server.Requests, request => Assert.Equal(("/graphql", "application/graphql-response+json"), (request.Path, request.Accept)));
        Assert.All(_server.Requests.Skip(1), request => Assert.Equal("op-1", request.Variables.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Warnings_and_totals_are_lines_with_tabs_where_output_is_redirected()
    {
        _server.Then(Stored, Operation("COMPLETED", 4, changed: true));
        var run = await Import("text");

        Assert.StartsWith(
            "126\ta paragraph [red]without[/] a body\ttaken as the previous one's\n-\twhole\tdoubtful\npriorities\t6\nmeasures\t62\nrecommended leads\t8\n",
            run.Output);
    }

    [Fact]
    public async Task A_screen_shows_a_bar_and_tables_and_takes_brackets_as_they_are()
    {
        _server.Then(Stored, Operation("COMPLETED", 4, changed: true));
        var run = await NapRun.With([], Args(_files.Write("report.txt", "text")), output => AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        }));

        Assert.Equal(("", ExitCode.Done), (run.Error, run.ExitCode));
        Assert.Contains("100%", run.Output);
        Assert.Contains("2 warnings", run.Output);
        Assert.Contains("[red]without[/]", run.Output);
    }

    [Fact]
    public async Task An_import_that_changed_nothing_says_so()
    {
        _server.Then(Stored, Operation("COMPLETED", 4, changed: false));
        var run = await Import("text");

        Assert.Contains("Nothing changed", run.Output);
        Assert.Equal(ExitCode.Done, run.ExitCode);
    }

    [Fact]
    public async Task The_same_import_again_is_the_same_operation()
    {
        Assert.Equal(await OperationIdOf("text"), await OperationIdOf("text"));
        Assert.Matches("^[0-9a-f]{64}$", await OperationIdOf("text"));
    }

    [Fact]
    public async Task Another_document_period_format_correction_or_a_dry_run_is_another_operation()
    {
        var corrections = _files.Write("corrections.txt", "126 x");
        string?[] ids =
        [
            await OperationIdOf("text"),
            await OperationIdOf("text "),
            await OperationIdOf("text", "2023"),
            await OperationIdOf("text", more: ["--format", "json"]),
            await OperationIdOf("text", more: ["--corrections", corrections]),
            await OperationIdOf("text", more: ["--dry-run"]),
        ];

        Assert.Distinct(ids);
    }

    [Fact]
    public async Task A_given_operation_id_is_sent_as_it_is() =>
        Assert.Equal("again-2", await OperationIdOf("text", more: ["--operation-id", "again-2"]));

    [Fact]
    public async Task Corrections_are_sent_beside_the_document()
    {
        _server.Then(Refused("BAD_USER_INPUT"));
        await Import("text", "--corrections", _files.Write("corrections.txt", "126 ə"));

        Assert.Equal("126 ə", _server.Requests[0].Input.GetProperty("corrections").GetString());
    }

    [Fact]
    public async Task A_file_named_json_is_sent_as_json()
    {
        _server.Then(Refused("BAD_USER_INPUT"));
        await NapRun.Of(Args(_files.Write("plan.JSON", "{}")));

        Assert.Equal("JSON", _server.Requests[0].Input.GetProperty("format").GetString());
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_document()
    {
        _server.Then(Refused("BAD_USER_INPUT"));
        await NapRun.Of(Args(_files.Write("report.txt", [0xEF, 0xBB, 0xBF, (byte)'a'])));

        Assert.Equal("a", _server.Requests[0].Input.GetProperty("document").GetString());
    }

    [Fact]
    public async Task A_dry_run_shows_what_was_found_and_waits_for_nothing()
    {
        _server.Then(Stored);
        var run = await Import("text", "--dry-run");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("measures\t62\n", run.Output);
        Assert.EndsWith("Dry run: nothing was stored.\n", run.Output);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Refusals_are_lines_of_code_and_message()
    {
        _server.Then("""
            {"data":{"importDocument":{"operation":null,"totals":null,"warnings":[{"line":3,"what":"a","why":"b"}],"errors":[
              {"code":"BAD_USER_INPUT","message":"Line 3 has no number.","path":["input","document"]},{"code":"PERIOD_UNKNOWN","message":"No such\nperiod.","path":null}]}}}
            """);
        var run = await Import("text");

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Equal("BAD_USER_INPUT: Line 3 has no number. (input.document)\nPERIOD_UNKNOWN: No such period.\n", run.Error);
        Assert.Equal("3\ta\tb\n", run.Output);
    }

    [Theory]
    [InlineData("FORBIDDEN", ExitCode.NotAllowed)]
    [InlineData("UNAUTHENTICATED", ExitCode.NotAllowed)]
    [InlineData("OPERATION_ID_REUSED", ExitCode.Refused)]
    [InlineData("INTERNAL", ExitCode.Refused)]
    public async Task The_code_of_a_top_level_error_decides_the_exit_code(string code, int exitCode)
    {
        _server.Then(Refused(code));
        var run = await Import("text");

        Assert.Equal((exitCode, $"{code}: Said so.\n", ""), (run.ExitCode, run.Error, run.Output));
    }

    [Fact]
    public async Task An_unavailable_server_is_asked_again_with_the_same_operation()
    {
        _server.Then(Refused("UNAVAILABLE", retryAfterMs: 1), Refused("UNAVAILABLE", retryAfterMs: 1), Stored, Operation("COMPLETED", 4, changed: true));
        var run = await Import("text");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Single(_server.Requests.Take(3).Select(request => request.Input.GetProperty("operationId").GetString()).Distinct());
    }

    [Fact]
    public async Task A_server_that_stays_unavailable_is_given_up()
    {
        for (var i = 0; i < 20; i++) _server.Then(Refused("UNAVAILABLE", retryAfterMs: 1));
        var run = await Import("text");

        Assert.Equal((ExitCode.Unavailable, "UNAVAILABLE: Said so.\n"), (run.ExitCode, run.Error));
        Assert.Equal(6, _server.Requests.Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_import_was_stored_is_made_again()
    {
        _server.Then(Stored);
        _server.Then(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        _server.Then(Operation("COMPLETED", 4, changed: true));
        var run = await Import("text");

        Assert.Equal(ExitCode.Done, run.ExitCode);
    }

    [Fact]
    public async Task An_operation_that_the_server_no_longer_knows_is_told()
    {
        _server.Then(Stored, """{"data":{"operation":null}}""");
        var run = await Import("text");

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.EndsWith("The server no longer knows operation op-1.\n", run.Error);
    }

    [Fact]
    public async Task Cancelling_leaves_cleanly_and_says_that_the_import_goes_on()
    {
        using var ctrlC = new CancellationTokenSource();
        _server.Then(Stored);
        _server.Then(context => ctrlC.CancelAsync());
        var run = await NapRun.With([], Args(_files.Write("report.txt", "text")), cancellation: ctrlC.Token);

        Assert.Equal(ExitCode.Cancelled, run.ExitCode);
        Assert.EndsWith("Run the same command again to see how it ends.\nCancelled.\n", run.Error);
    }

    [Fact]
    public async Task Without_a_token_a_short_lived_one_is_made_from_the_servers_key()
    {
        _server.Then(Refused("BAD_USER_INPUT"));
        await Import("text");

        var token = new JsonWebToken(_server.Requests[0].Authorization!["Bearer ".Length..]);
        Assert.Equal("admin", token.GetClaim("role").Value);
        Assert.True(token.ValidTo - token.ValidFrom <= TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task A_given_token_goes_before_that_of_the_environment()
    {
        _server.Then(Refused("BAD_USER_INPUT"), Refused("BAD_USER_INPUT"));
        var environment = new Dictionary<string, string> { ["NAP_TOKEN"] = "of-environment" };
        var file = _files.Write("report.txt", "text");
        await NapRun.With(environment, Args(file));
        await NapRun.With(environment, [.. Args(file), "--token", "given"]);

        Assert.Equal(["Bearer of-environment", "Bearer given"], _server.Requests.Select(request => request.Authorization));
    }

    [Fact]
    public async Task No_key_and_no_token_says_where_the_key_was_looked_for()
    {
        File.Delete(_files["signing.key"]);
        var run = await Import("text");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(_files["signing.key"], run.Error);
        Assert.Contains("first start", run.Error);
    }

    [Fact]
    public async Task A_token_made_from_the_default_key_goes_to_no_other_machine()
    {
        var run = await NapRun.Of("import", _files.Write("report.txt", "text"), "--plan", "p", "--period", "2022", "--server", "https://nap.invalid");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--token", run.Error);
    }

    private static string Operation(string state, int done, bool? changed = null) => $$$"""
        {"data":{"operation":{"id":"op-1","state":"{{{state}}}","stepsDone":{{{done}}},"stepsTotal":4,
          "changed":{{{(changed is { } value ? value ? "true" : "false" : "null")}}},"planVersion":7,"warnings":[{"line":0,"what":"whole","why":"doubtful"}]} } }
        """;

    private static string Refused(string code, int retryAfterMs = 0) =>
        $$"""{"errors":[{"message":"Said so.","extensions":{"code":"{{code}}","retryAfterMs":{{retryAfterMs}} } }]}""";

    private string[] Args(string file, string period = "2022") =>
        ["import", file, "--plan", "az-nap-2022-2026", "--period", period, "--server", _server.Url, "--data-directory", _files.Path];

    private Task<NapRun> Import(string document, params string[] more) => NapRun.Of([.. Args(_files.Write("report.txt", document)), .. more]);

    private async Task<string?> OperationIdOf(string document, string period = "2022", params string[] more)
    {
        _server.Then(Refused("BAD_USER_INPUT"));
        await NapRun.Of([.. Args(_files.Write("report.txt", document), period), .. more]);
        return _server.Requests[^1].Input.GetProperty("operationId").GetString();
    }
}
