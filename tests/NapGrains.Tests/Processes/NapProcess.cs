using System.Collections.Concurrent;
using System.Diagnostics;
using NapGrains.Tests.Api;

namespace NapGrains.Tests.Processes;

/// <summary>The server as a process of its own, started as an operator starts it.</summary>
public sealed class NapProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly HttpClient _http = new();
    private readonly string _directory;

    private NapProcess(Process process, Uri address, string directory)
    {
        (_process, Address, _directory) = (process, address, directory);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Everything that the process wrote so far.</summary>
    public string Output => string.Join('\n', _output);

    public NapClient Anonymous => new(_http, Address, null);

    public NapClient Secretariat => Client("secretariat");

    public NapClient Client(string role, params string[] agencies) => new(_http, Address, Tokens.Mint(_directory, role, NapApplication.Plan, agencies));

    /// <summary>A client that reports for an agency.</summary>
    public NapClient Reporter(string agency) => new(_http, Address, Tokens.Mint(_directory, "reporter", NapApplication.Plan, agency));

    /// <summary>Starts a server and waits until it is ready.</summary>
    public static async Task<NapProcess> Start(string directory, string? database = null, params (string Key, string Value)[] settings)
    {
        var server = Launch(directory, database, settings);
        try
        {
            await server.Ready();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the server is ready.</summary>
    public Task Ready() => Eventually.Holds("the server is ready", async () =>
    {
        Assert.False(_process.HasExited, Output);
        return (await Readiness())?.StartsWith("Healthy.", StringComparison.Ordinal) == true;
    });

    /// <summary>What the server says of whether it is ready; null where nobody listens.</summary>
    public async Task<string?> Readiness()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Address, "health/ready"), TestContext.Current.CancellationToken);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Starts a server and waits for nothing.</summary>
    public static NapProcess Launch(string directory, string? database = null, params (string Key, string Value)[] settings)
    {
        var ports = NapApplication.FreePorts(3);
        var start = new ProcessStartInfo("dotnet", [ProgramFile("NapGrains.Server"), "--urls", $"http://127.0.0.1:{ports[0]}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["Nap__DataDirectory"] = directory;
        start.Environment["Nap__SiloPort"] = $"{ports[1]}";
        start.Environment["Nap__GatewayPort"] = $"{ports[2]}";
        if (database is not null)
        {
            start.Environment["Nap__Storage"] = "Postgres";
            start.Environment["ConnectionStrings__Nap"] = database;
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new(Process.Start(start)!, new Uri($"http://127.0.0.1:{ports[0]}/"), directory);
    }

    /// <summary>A project's own program, as it was built together with these tests.</summary>
    public static string ProgramFile(string project, string? assembly = null)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Repository.Root, "src", project, "bin", built.Parent!.Name, built.Name, $"{assembly ?? project}.dll");
    }

    /// <summary>Ends the process without a warning, as <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Ended();
    }

    /// <summary>Asks the process to stop, as a service manager does, and gives its exit code.</summary>
    public async Task<int> Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await Ended();
    }

    /// <summary>Waits for the end of the process, and gives its exit code.</summary>
    public async Task<int> Ended()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(Output);
        _process.Dispose();
        _http.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
