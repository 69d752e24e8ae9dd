using System.ComponentModel;
using System.Diagnostics;
using NapGrains.Tests.Api;

namespace NapGrains.Tests.Processes;

/// <summary>Programs that tests run to their end.</summary>
internal static class Commands
{
    public sealed record Finished(int ExitCode, string Output, string Error);

    /// <summary>Runs the command line client with a server's address and data directory.</summary>
    public static async Task<Finished> Nap(NapProcess server, string directory, params string[] arguments) => await Run(
        "dotnet", Path.GetTempPath(), [NapProcess.ProgramFile("NapGrains.Cli", "nap"), .. arguments, "--server", server.Address.ToString(), "--data-directory", directory]);

    /// <summary>Runs one of the npm clients; where they are not installed the test is skipped, and fails where CI=true.</summary>
    public static async Task<Finished> Client(params string[] arguments)
    {
        var folder = Path.Combine(Repository.Root, "tests", "clients");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            const string reason = "The npm clients are not installed: run npm ci in tests/clients.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Fail(reason);
        }

        return await Run("node", folder, arguments);
    }

    /// <summary>Runs one of GraphiQL's tabs in a browser; where there is none the test is skipped, and fails where CI=true.</summary>
    public static async Task<Finished> Browser(params string[] arguments)
    {
        var browser = Environment.GetEnvironmentVariable("NAP_CHROMIUM") ?? "chromium";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (folders.Select(folder => Path.Combine(folder, browser)).FirstOrDefault(File.Exists) is not { } program)
        {
            const string reason = "There is no Chromium: install the package chromium, or name a browser in NAP_CHROMIUM.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Fail(reason);
            throw new UnreachableException();
        }

        return await Client(["graphiql.mjs", program, .. arguments]);
    }

    private static async Task<Finished> Run(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new Win32Exception(program);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
