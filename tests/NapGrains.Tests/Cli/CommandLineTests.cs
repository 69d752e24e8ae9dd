using NapGrains.Cli;

namespace NapGrains.Tests.Cli;

public sealed class CommandLineTests
{
    private static readonly string[] Export = ["export", "--plan", "p", "--period", "2022", "--format", "text"];

    [Fact]
    public async Task A_server_that_is_not_there_is_named_with_what_to_try()
    {
        var run = await NapRun.Of([.. Export, "--server", "http://127.0.0.1:1/"]);

        Assert.Equal((ExitCode.Unavailable, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            "Cannot reach http://127.0.0.1:1/graphql: Connection refused\n"
            + "Is the server running, and is this its address? Name another one with --server or NAP_SERVER.\n",
            run.Error);
    }

    [Fact]
    public async Task The_server_may_stand_in_the_environment_and_below_a_path()
    {
        await using var server = await StubServer.Start();
        server.Then("""{"data":{"plan":null}}""");
        await NapRun.With(new() { ["NAP_SERVER"] = $"{server.Url}/below/" }, Export);

        Assert.Equal("/below/graphql", server.Requests.Single().Path);
    }

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("localhost")]
    [InlineData("/graphql")]
    public async Task A_server_that_is_no_url_is_refused(string server)
    {
        var run = await NapRun.Of([.. Export, "--server", server]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("is not the URL of a server", run.Error);
    }

    [Theory]
    [InlineData(404, "text/html", "<html>", ExitCode.Unavailable)]
    [InlineData(200, "text/html", "<html>", ExitCode.Unavailable)]
    [InlineData(200, "application/json", "{", ExitCode.Unavailable)]
    [InlineData(200, "application/json", "[]", ExitCode.Unavailable)]
    [InlineData(200, "application/json", "{}", ExitCode.Unavailable)]
    [InlineData(401, "text/plain", "", ExitCode.NotAllowed)]
    [InlineData(413, "text/plain", "", ExitCode.Refused)]
    public async Task An_answer_that_is_no_graphql_gives_an_error_and_no_stack_trace(int status, string mediaType, string body, int exitCode)
    {
        await using var server = await StubServer.Start();
        server.Then(status, mediaType, body);
        var run = await NapRun.Of([.. Export, "--server", server.Url]);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains($"{server.Url}/graphql", run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Fact]
    public async Task A_proxy_without_a_server_behind_it_is_asked_again()
    {
        await using var server = await StubServer.Start();
        server.Then(503, "text/html", "<html>").Then("""{"data":{"plan":{"document":{"fileName":"a","mediaType":"b","text":"c"}}}}""");
        var run = await NapRun.Of([.. Export, "--server", server.Url]);

        Assert.Equal((ExitCode.Done, "c"), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("Required command was not provided.")]
    [InlineData("exprt", "exprt")]
    [InlineData("--plan", "import", "report.txt", "--period", "2022")]
    [InlineData("xml", "export", "--plan", "p", "--period", "2022", "--format", "xml")]
    [InlineData("--count", "watch", "--plan", "p", "--count", "0")]
    public async Task A_wrong_command_line_is_told_with_where_help_is(string named, params string[] args)
    {
        var run = await NapRun.Of(args);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains(named, run.Error);
        Assert.Contains("--help", run.Error);
    }

    [Theory]
    [InlineData]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("watch")]
    [InlineData("token")]
    public async Task Help_has_examples_and_exit_codes(params string[] command)
    {
        var run = await NapRun.Of([.. command, "--help"]);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("Examples:\n  nap ", run.Output);
        Assert.Contains("  130  stopped by Ctrl+C", run.Output);
        Assert.Contains("--server", run.Output);
    }

    [Fact]
    public async Task Version_is_printed_alone()
    {
        var run = await NapRun.Of("--version");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Matches(@"^\d+\.\d+", run.Output);
    }
}
