namespace NapGrains.Cli.GraphQL;

/// <summary>What a server's errors mean for the command: its exit code, and one line an error.</summary>
internal static class ServerRefusal
{
    public static CommandFailedException From(IReadOnlyList<GraphQLError> errors) =>
        From([.. errors.Select(error => error.Code)], [.. errors.Select(error => Line(error.Code, error.Message))]);

    /// <param name="codes">Codes of the errors, of which the gravest decides.</param>
    /// <param name="lines">What the user is told.</param>
    public static CommandFailedException From(IReadOnlyList<string> codes, IReadOnlyList<string> lines)
    {
        var exitCode = ExitCode.Refused;
        if (codes.Any(code => code is "UNAUTHENTICATED" or "FORBIDDEN")) exitCode = ExitCode.NotAllowed;
        else if (codes.Any(code => code is "UNAVAILABLE" or "RATE_LIMITED")) exitCode = ExitCode.Unavailable;
        return new CommandFailedException(exitCode, lines);
    }

    public static string Line(string code, string? message) => $"{PlainText.OneLine(code)}: {PlainText.OneLine(message)}";
}
