using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using NapGrains.Cli.Amend;
using NapGrains.Cli.Export;
using NapGrains.Cli.Import;
using NapGrains.Cli.Submit;
using NapGrains.Cli.Tokens;
using NapGrains.Cli.Verify;
using NapGrains.Cli.Watch;

namespace NapGrains.Cli;

/// <summary>The command <c>nap</c>: what it is made of, and how it ends.</summary>
public static class NapCommand
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">Arguments after the program's name.</param>
    /// <param name="terminal">Where it reads its surroundings from and writes to.</param>
    /// <param name="cancellation">Stops it, as Ctrl+C does.</param>
    /// <returns>One of <see cref="ExitCode"/>; errors have been written.</returns>
    public static async Task<int> Run(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellation = default)
    {
        // A file whose name starts with @ is a file, not a list of further arguments.
        var parsed = Root(terminal).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors) terminal.Error.WriteLine(error.Message);
            terminal.Error.WriteLine($"See: {NameOf(parsed.CommandResult.Command)} --help");
            return ExitCode.Usage;
        }

        var invocation = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellation);
        }
        catch (CommandFailedException failure)
        {
            foreach (var line in failure.Lines) terminal.Error.WriteLine(line);
            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("Cancelled.");
            return ExitCode.Cancelled;
        }
        catch (Exception fault)
        {
            terminal.Error.WriteLine($"A fault of this program, please report it: {fault.GetType().Name}: {PlainText.OneLine(fault.Message)}");
            return ExitCode.Fault;
        }
    }

    private static RootCommand Root(Terminal terminal)
    {
        var connection = new ConnectionOptions(terminal);
        var root = new RootCommand("Command line client of NapGrains, which monitors national action plans.")
        {
            HelpName = "nap",
            Subcommands =
            {
                new ImportCommand(terminal, connection),
                new ExportCommand(terminal, connection),
                new SubmitCommand(terminal, connection),
                new AmendCommand(terminal, connection),
                new WatchCommand(terminal, connection),
                new VerifyCommand(terminal, connection),
                new TokenCommand(terminal, connection),
            },
        };
        connection.AddTo(root);
        root.Options.OfType<HelpOption>().Single().Action = new HelpPage();
        return root;
    }

    private static string NameOf(Command command) => command is RootCommand ? "nap" : $"nap {command.Name}";
}
