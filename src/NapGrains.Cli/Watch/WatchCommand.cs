using System.CommandLine;
using NapGrains.Cli.GraphQL;

namespace NapGrains.Cli.Watch;

/// <summary><c>nap watch</c>: a plan's events as they happen, a line each, nothing missing and nothing twice.</summary>
internal sealed class WatchCommand : Command, IHaveExamples
{
    private readonly Option<string> _plan = new("--plan") { HelpName = "KEY", Description = "Key of the plan", Required = true };
    private readonly Option<string?> _after = new("--after") { HelpName = "CURSOR", Description = "Begin after this event, the first column of an earlier line; else now" };
    private readonly Option<int?> _count = new("--count") { HelpName = "N", Description = "Stop after so many events" };

    public WatchCommand(Terminal terminal, ConnectionOptions connection)
        : base("watch", "Print a plan's events as they happen: cursor, time, kind, measure, agency, change, summary, with tabs between.")
    {
        _count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is <= 0) result.AddError("--count: at least 1.");
        });
        foreach (Option option in (Option[])[_plan, _after, _count]) Add(option);

        SetAction(async (parsed, cancellation) =>
        {
            var plan = parsed.GetValue(_plan)!;
            using var server = connection.Connect(parsed);
            var after = parsed.GetValue(_after) ?? await Now(server, plan, cancellation);
            var feed = new PlanFeed(server, terminal);
            var left = parsed.GetValue(_count) ?? int.MaxValue;
            await foreach (var planEvent in feed.ReadAfter(plan, after, cancellation))
            {
                terminal.Output.WriteLine(planEvent.Line);
                await terminal.Output.FlushAsync(cancellation);
                if (--left == 0) break;
            }
            return ExitCode.Done;
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "nap watch --plan az-nap-2022-2026",
        "nap watch --plan az-nap-2022-2026 --after \"$LAST_CURSOR\" --count 10",
    ];

    /// <summary>The plan's cursor: with one from the start, a connection lost before the first event loses no event.</summary>
    private static async Task<string> Now(GraphQLConnection server, string plan, CancellationToken cancellation) =>
        (await server.Send<PlanCursorData>(PlanCursorData.Query, new { plan }, cancellation)).Plan?.Cursor
        ?? throw new CommandFailedException(ExitCode.Refused, $"There is no plan {plan}.");
}
