using Spectre.Console;

namespace NapGrains.Cli.Import;

/// <summary>Shows how far an operation is: a bar on a screen, else a line whenever it went on.</summary>
internal static class ImportProgress
{
    /// <summary>Shows it while some work goes on.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="work">The work; it tells each state of the operation to what it is given.</param>
    /// <returns>What the work returns.</returns>
    public static Task<ImportOperation> Show(Terminal terminal, Func<Action<ImportOperation>, Task<ImportOperation>> work)
    {
        if (terminal.Screen is { } screen)
        {
            return screen.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .StartAsync(context =>
                {
                    var bar = context.AddTask("Working");
                    return work(operation =>
                    {
                        // An operation without steps would be a bar without a length.
                        bar.MaxValue = Math.Max(operation.StepsTotal, 1);
                        bar.Value = operation.IsCompleted ? bar.MaxValue : operation.StepsDone;
                    });
                });
        }

        var shown = "";
        return work(operation =>
        {
            var line = $"{Words(operation.State)}: {operation.StepsDone} of {operation.StepsTotal} steps";
            if (line == shown) return;
            terminal.Error.WriteLine(line);
            shown = line;
        });
    }

    private static string Words(string state) => PlainText.OneLine(state).Replace('_', ' ').ToLowerInvariant();
}
