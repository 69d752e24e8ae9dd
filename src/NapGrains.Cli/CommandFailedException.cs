namespace NapGrains.Cli;

/// <summary>Ends a command: the lines go to standard error as they are, without a stack trace.</summary>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
/// <param name="lines">What the user is told, a sentence or an error a line.</param>
internal sealed class CommandFailedException(int exitCode, params IReadOnlyList<string> lines)
    : Exception(string.Join(Environment.NewLine, lines))
{
    public int ExitCode => exitCode;

    public IReadOnlyList<string> Lines => lines;
}
