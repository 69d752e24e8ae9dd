using NapGrains.Cli;
using Spectre.Console;

namespace NapGrains.Tests.Cli;

/// <summary>One command line, run in this process, and what came of it.</summary>
internal sealed record NapRun(int ExitCode, string Output, string Error)
{
    public static Task<NapRun> Of(params string[] args) => With([], args);

    public static async Task<NapRun> With(
        Dictionary<string, string> environment, string[] args, Func<TextWriter, IAnsiConsole>? screen = null, CancellationToken? cancellation = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal
        {
            Output = output,
            Error = error,
            Screen = screen?.Invoke(output),
            EnvironmentVariable = environment.GetValueOrDefault,
        };
        var exitCode = await NapCommand.Run(args, terminal, cancellation ?? TestContext.Current.CancellationToken);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
