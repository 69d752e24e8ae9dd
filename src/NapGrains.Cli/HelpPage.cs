using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace NapGrains.Cli;

/// <summary>A command whose help has examples.</summary>
internal interface IHaveExamples
{
    /// <summary>Command lines, without the prompt.</summary>
    IReadOnlyList<string> Examples { get; }
}

/// <summary>What <c>--help</c> shows: the usual sections, then examples and exit codes.</summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    private static readonly IReadOnlyList<string> RootExamples =
    [
        "nap import report-2022.txt --plan az-nap-2022-2026 --period 2022 --dry-run",
        "nap export --plan az-nap-2022-2026 --period 2022 --format text --output report-2022.txt",
        "nap submit report.txt --plan az-nap-2022-2026 --measure 1.10 --agency az/edliyye-nazirliyi --period 2023 --claim substantial",
        "nap watch --plan az-nap-2022-2026",
        "nap verify --plan az-nap-2022-2026 --against kept.json",
        "nap token --role reporter --agency az/maliyye-nazirliyi --expires 8h",
    ];

    private readonly HelpAction _usual = new();

    public override bool ClearsParseErrors => _usual.ClearsParseErrors;

    public override int Invoke(ParseResult parseResult)
    {
        _usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in parseResult.CommandResult.Command is IHaveExamples command ? command.Examples : RootExamples)
            output.WriteLine($"  {example}");
        output.WriteLine($"""

            Exit codes:
              {ExitCode.Done,3}  done
              {ExitCode.Refused,3}  refused by the server or by a rule; standard error has a line "CODE: message" for each reason
              {ExitCode.Usage,3}  wrong command line or file
              {ExitCode.Unavailable,3}  the server cannot be reached or does not answer just now
              {ExitCode.NotAllowed,3}  not allowed: no valid token, or one that does not allow this
              {ExitCode.Fault,3}  a fault of this program
              {ExitCode.Cancelled,3}  stopped by Ctrl+C
            """);
        return ExitCode.Done;
    }
}
