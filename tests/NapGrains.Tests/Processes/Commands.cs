using System.ComponentModel;
using System.Diagnostics;
using NapGrains.Tests.Api;
using NapGrains.Tests.Postgres;

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

    /// <summary>Reads the repository's compose file; where there is no docker-compose the test is skipped, and fails where CI=true.</summary>
    public static async Task<Finished> Compose(params string[] arguments)
    {
        Need(Find("docker-compose"), "There is no docker-compose: install the package docker-compose. It needs no container engine for this.");
        return await Run("docker-compose", Repository.Root, arguments);
    }

    /// <summary>Runs tests/chaos.sh with the server as it was built; without the programs that it needs the test is skipped, and fails where CI=true.</summary>
    public static async Task<Finished> Chaos(params string[] arguments)
    {
        Need(ServerPrograms.Folder, "There is no PostgreSQL: install the package postgresql, 15 or newer.");
        Need(Find("nginx") ?? Find("/usr/sbin/nginx"), "There is no nginx: install the package nginx-light.");
        Need(Find("node"), "There is no Node.js: install the package nodejs.");
        return await Run(
            "env", Repository.Root, TimeSpan.FromMinutes(5),
            [$"NAP_CLUSTER_SERVER={NapProcess.ProgramFile("NapGrains.Server")}", Path.Combine(Repository.Root, "tests", "chaos.sh"), .. arguments]);
    }

    /// <summary>Runs the .NET command line in a folder.</summary>
    public static Task<Finished> DotNet(string folder, params string[] arguments) => Run("dotnet", folder, TimeSpan.FromMinutes(5), arguments);

    /// <summary>Asks git about the repository.</summary>
    public static Task<Finished> Git(params string[] arguments) => Run("git", Repository.Root, arguments);

    /// <summary>Runs one of GraphiQL's tabs in a browser; where there is none the test is skipped, and fails where CI=true.</summary>
    public static async Task<Finished> Browser(params string[] arguments)
    {
        var browser = Environment.GetEnvironmentVariable("NAP_CHROMIUM") ?? "chromium";
        if (Find(browser) is not { } program)
        {
            const string reason = "There is no Chromium: install the package chromium, or name a browser in NAP_CHROMIUM.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Fail(reason);
            throw new UnreachableException();
        }

        return await Client(["graphiql.mjs", program, .. arguments]);
    }

    /// <summary>Converts a document with LibreOffice into a folder; where there is none the test is skipped, and fails where CI=true.</summary>
    public static async Task<Finished> Office(string folder, string form, string document)
    {
        Need(Find("soffice"), "There is no LibreOffice: install the packages libreoffice-writer-nogui and libreoffice-calc-nogui.");
        // A profile of its own, for one is in use by one process at a time.
        return await Run(
            "soffice", folder, TimeSpan.FromMinutes(3),
            [$"-env:UserInstallation={new Uri(Path.Combine(folder, "profile"))}", "--headless", "--convert-to", form, "--outdir", folder, document]);
    }

    /// <summary>The text of a PDF as it stands on its pages; where there is no poppler the test is skipped, and fails where CI=true.</summary>
    public static async Task<Finished> TextOfPdf(string folder, string document)
    {
        Need(Find("pdftotext"), "There is no pdftotext: install the package poppler-utils.");
        return await Run("pdftotext", folder, document, "-");
    }

    private static void Need(string? found, string reason)
    {
        if (found is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Fail(reason);
        }
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static Task<Finished> Run(string program, string folder, params string[] arguments) => Run(program, folder, TimeSpan.FromSeconds(60), arguments);

    private static async Task<Finished> Run(string program, string folder, TimeSpan longest, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new Win32Exception(program);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(longest);
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
