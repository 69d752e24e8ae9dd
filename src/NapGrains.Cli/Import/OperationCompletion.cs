using NapGrains.Cli.GraphQL;

namespace NapGrains.Cli.Import;

/// <summary>Follows an operation that the server has stored to its end.</summary>
internal static class OperationCompletion
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(2);

    /// <summary>The completed operation.</summary>
    /// <param name="terminal">Whose clock is waited by.</param>
    /// <param name="server">The server.</param>
    /// <param name="stored">The operation as the server answered it.</param>
    /// <param name="what">What it is, for somebody who stops waiting.</param>
    /// <param name="show">Is told each state of it.</param>
    /// <param name="cancellation">Stops the waiting; the server goes on.</param>
    public static async Task<ImportOperation> Of(
        Terminal terminal, GraphQLConnection server, ImportOperation stored, string what, Action<ImportOperation> show, CancellationToken cancellation)
    {
        try
        {
            show(stored);
            for (var wait = FirstPoll; ; wait = wait * 2 < LongestPoll ? wait * 2 : LongestPoll)
            {
                // Asked at once, also where it is completed already: the stored answer does not say whether anything changed.
                var operation = (await server.Send<OperationData>(OperationData.Query, new { id = stored.Id }, cancellation)).Operation
                    ?? throw new CommandFailedException(ExitCode.Refused, $"The server no longer knows operation {PlainText.OneLine(stored.Id)}.");
                show(operation);
                if (operation.IsCompleted) return operation;
                await Task.Delay(wait, terminal.Time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine($"The server has stored the {what} and carries it out. Run the same command again to see how it ends.");
            throw;
        }
    }
}
