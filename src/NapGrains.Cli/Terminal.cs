using Spectre.Console;

namespace NapGrains.Cli;

/// <summary>Where a command reads its surroundings from and writes to.</summary>
public sealed class Terminal
{
    /// <summary>Takes data and results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Takes errors and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Shows tables and progress bars; null where output is redirected, which gets plain lines instead.</summary>
    public IAnsiConsole? Screen { get; init; }

    /// <summary>Gives an environment variable by its name, or null.</summary>
    public required Func<string, string?> EnvironmentVariable { get; init; }

    /// <summary>The clock that tokens are dated by and waits are measured with.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The terminal, environment and clock of this process.</summary>
    public static Terminal OfThisProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        Screen = Console.IsOutputRedirected || Console.IsErrorRedirected ? null : AnsiConsole.Console,
        EnvironmentVariable = Environment.GetEnvironmentVariable,
    };

    /// <summary>Gives the first of some environment variables that is set and not empty, or null.</summary>
    /// <param name="names">Names, in the order in which they are asked.</param>
    internal string? FirstVariable(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (EnvironmentVariable(name) is { Length: > 0 } value) return value;
        }
        return null;
    }
}
