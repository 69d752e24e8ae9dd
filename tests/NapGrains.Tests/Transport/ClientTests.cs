using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace NapGrains.Tests.Transport;

/// <summary>The clients people really use, from npm, against a gateway.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task All_audits_of_graphql_http_pass_without_a_warning()
    {
        await using var host = await TransportHost.Start();
        var audit = await Node.Run("audit.mjs", host.Url.ToString());

        Assert.Equal("""{"total":61,"ok":61,"notice":0,"warn":0,"error":0}""", audit.Lines.Single());
        Assert.Empty(audit.Error);
        Assert.Equal(0, audit.ExitCode);
    }

    [Theory]
    [InlineData("ws.mjs")]
    [InlineData("sse.mjs")]
    public async Task A_client_reads_a_subscription_to_its_end(string script)
    {
        await using var host = await TransportHost.Start();
        var run = await Node.Run(script, host.Url.ToString(), "subscription($to: Int!) { count(to: $to) { number } }", "--variables", """{"to":300}""", "--events", "1000");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Enumerable.Range(1, 300), run.Lines.Select(line => JsonElement.Parse(line).Data("count").GetProperty("number").GetInt32()));
    }

    [Theory]
    [InlineData("ws.mjs")]
    [InlineData("sse.mjs")]
    public async Task A_client_takes_the_events_it_wants_and_leaves(string script)
    {
        await using var host = await TransportHost.Start();
        var running = Node.Run(script, host.Url.ToString(), "subscription { pushed { number } }", "--events", "2");
        await host.Stage.Pushed.Subscribed.Soon();
        host.Stage.Pushed.Push(new Tick(1));
        host.Stage.Pushed.Push(new Tick(2));
        var run = await running;

        Assert.Equal(2, run.Lines.Length);
        await host.Stage.Pushed.Left.Soon();
    }

    [Theory]
    [InlineData("ws.mjs")]
    [InlineData("sse.mjs")]
    public async Task A_client_sends_its_token(string script)
    {
        await using var host = await TransportHost.Start();
        var run = await Node.Run(script, host.Url.ToString(), "{ who }", "--token", host.Token(claims: [("sub", "aygun")]));

        Assert.Equal("""{"data":{"who":"aygun"}}""", run.Lines.Single());
    }

    [Theory]
    [InlineData("ws.mjs", """{"close":4403,"reason":"The bearer token is not valid or has expired"}""")]
    [InlineData("sse.mjs", """{"status":401}""")]
    public async Task A_client_with_an_invalid_token_is_told(string script, string error)
    {
        await using var host = await TransportHost.Start();
        var run = await Node.Run(script, host.Url.ToString(), "{ who }", "--token", "nonsense");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(error, run.Error.Trim());
    }

    [Theory]
    [InlineData("ws.mjs")]
    [InlineData("sse.mjs")]
    public async Task A_client_whose_gateway_stops_knows_that_the_subscription_was_cut(string script)
    {
        await using var host = await TransportHost.Start();
        var running = Node.Run(script, host.Url.ToString(), "subscription { pushed { number } }", "--events", "2");
        await host.Stage.Pushed.Subscribed.Soon();
        await host.Stop().Soon();
        var run = await running;

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Lines);
    }

    [Fact]
    public async Task Curl_reads_events_as_they_come()
    {
        await using var host = await TransportHost.Start();
        var run = await Node.Run(
            "curl", ["-sN", "--max-time", "20", "-H", "Accept: text/event-stream", $"{host.Url}?query=subscription%7Bcount(to:2)%7Bnumber%7D%7D"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.Lines.Count(line => line == "event: next"));
        Assert.Equal("event: complete", run.Lines[^2]);
    }

    private sealed record Finished(int ExitCode, string[] Lines, string Error);

    private static class Node
    {
        private static readonly string Directory = FindDirectory();

        private static readonly Lazy<Task> Installed = new(Install);

        public static async Task<Finished> Run(string script, params string[] arguments)
        {
            if (script == "curl") return await Start("curl", arguments) ?? throw Missing("curl");
            await Installed.Value;
            return await Start("node", [script, .. arguments]) ?? throw Missing("node");
        }

        private static async Task Install()
        {
            if (System.IO.Directory.Exists(Path.Combine(Directory, "node_modules"))) return;
            var run = await Start("npm", ["ci"]) ?? throw Missing("npm");
            if (run.ExitCode != 0) throw new InvalidOperationException($"npm ci failed: {run.Error}");
        }

        private static async Task<Finished?> Start(string command, string[] arguments)
        {
            var start = new ProcessStartInfo(command, arguments)
            {
                WorkingDirectory = Directory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            Process process;
            try
            {
                process = Process.Start(start)!;
            }
            catch (Win32Exception)
            {
                return null;
            }
            using (process)
            {
                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
                timeout.CancelAfter(TimeSpan.FromSeconds(120));
                try
                {
                    var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
                    var error = process.StandardError.ReadToEndAsync(timeout.Token);
                    await process.WaitForExitAsync(timeout.Token);
                    var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                    return new Finished(process.ExitCode, lines, await error);
                }
                catch (OperationCanceledException)
                {
                    process.Kill(entireProcessTree: true);
                    throw;
                }
            }
        }

        // On a developer's machine without the tool there is nothing to run; where it counts, it must be there.
        private static InvalidOperationException Missing(string command)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"{command} is not installed.");
            return new InvalidOperationException($"{command} is not installed, and CI must run the clients.");
        }

        private static string FindDirectory()
        {
            for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            {
                var clients = Path.Combine(directory.FullName, "tests", "clients");
                if (File.Exists(Path.Combine(clients, "package-lock.json"))) return clients;
            }
            throw new DirectoryNotFoundException("tests/clients is not above the test's binaries.");
        }
    }
}
