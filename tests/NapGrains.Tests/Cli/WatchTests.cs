using Microsoft.AspNetCore.Http;
using NapGrains.Cli;

namespace NapGrains.Tests.Cli;

public sealed class WatchTests : IAsyncLifetime
{
    private StubServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StubServer.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Watching_starts_at_the_plans_cursor_so_that_no_event_is_lost()
    {
        _server.Then("""{"data":{"plan":{"cursor":"c0"}}}""");
        Stream(":\n\n" + Event("c1") + ":\n\n" + Event("c2"));
        var run = await Watch("--count", "2");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(
            "c1\t2023-01-02T00:00:00Z\tREPORT_SUBMITTED\t1.10\tƏdliyyə Nazirliyi\tEXPECTED -> SUBMITTED\tA report  [31mof c1\n"
            + "c2\t2023-01-02T00:00:00Z\tREPORT_SUBMITTED\t1.10\tƏdliyyə Nazirliyi\tEXPECTED -> SUBMITTED\tA report  [31mof c2\n",
            run.Output);
        Assert.Equal("c0", _server.Requests[1].Variables.GetProperty("after").GetString());
        Assert.Equal("text/event-stream", _server.Requests[1].Accept);
    }

    [Fact]
    public async Task A_stream_that_is_cut_is_resumed_after_its_last_event()
    {
        Stream(Event("c1"));
        _server.Then(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Stream("event: next\ndata: {\"errors\":[{\"message\":\"Restarting.\",\"extensions\":{\"code\":\"UNAVAILABLE\",\"retryAfterMs\":1}}]}\n\nevent: complete\ndata:\n\n");
        Stream(Event("c2"));
        var run = await Watch("--after", "c0", "--count", "2");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(["c1", "c2"], run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[0]));
        Assert.Equal(["c0", "c1", "c1", "c1"], _server.Requests.Select(request => request.Variables.GetProperty("after").GetString()));
        Assert.Contains("resuming after c1", run.Error);
    }

    [Fact]
    public async Task A_stream_that_the_server_completes_is_over()
    {
        Stream(Event("c1") + "event: complete\ndata:\n\n");
        var run = await Watch("--after", "c0");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("CURSOR_EXPIRED", ExitCode.Refused)]
    [InlineData("FORBIDDEN", ExitCode.NotAllowed)]
    public async Task An_error_that_will_not_pass_ends_the_watching(string code, int exitCode)
    {
        Stream($"event: next\ndata: {{\"errors\":[{{\"message\":\"No.\",\"extensions\":{{\"code\":\"{code}\"}}}}]}}\n\n");
        var run = await Watch("--after", "c0");

        Assert.Equal((exitCode, $"{code}: No.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_plan_that_is_not_there_is_told()
    {
        _server.Then("""{"data":{"plan":null}}""");
        var run = await Watch();

        Assert.Equal((ExitCode.Refused, "There is no plan p.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_at_once()
    {
        var run = await NapRun.Of("watch", "--plan", "p", "--after", "c0", "--server", "http://127.0.0.1:1");

        Assert.Equal(ExitCode.Unavailable, run.ExitCode);
        Assert.Contains("http://127.0.0.1:1/graphql", run.Error);
    }

    [Fact]
    public async Task Cancelling_a_quiet_stream_leaves_cleanly()
    {
        using var ctrlC = new CancellationTokenSource();
        _server.Then(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(":\n\n");
            await context.Response.Body.FlushAsync();
            await ctrlC.CancelAsync();
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        });
        var run = await NapRun.With([], ["watch", "--plan", "p", "--after", "c0", "--server", _server.Url], cancellation: ctrlC.Token);

        Assert.Equal((ExitCode.Cancelled, "Cancelled.\n"), (run.ExitCode, run.Error));
    }

    private static string Event(string cursor) =>
        "event: next\ndata: {\"data\":{\"planEvents\":{\"cursor\":\"" + cursor + "\",\"at\":\"2023-01-02T00:00:00Z\",\"kind\":\"REPORT_SUBMITTED\","
        + "\"summary\":\"A report\\n\\u001b[31mof " + cursor + "\",\"measure\":{\"number\":\"1.10\"},\"agency\":{\"name\":\"Ədliyyə Nazirliyi\"},"
        + "\"from\":\"EXPECTED\",\"to\":\"SUBMITTED\"}}}\n\n";

    private void Stream(string events) => _server.Then(200, "text/event-stream; charset=utf-8", events);

    private Task<NapRun> Watch(params string[] more) => NapRun.Of(["watch", "--plan", "p", "--server", _server.Url, .. more]);
}
