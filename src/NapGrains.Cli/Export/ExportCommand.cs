using System.CommandLine;
using NapGrains.Cli.GraphQL;

namespace NapGrains.Cli.Export;

/// <summary><c>nap export</c>: a period's document as the server writes it, byte for byte.</summary>
internal sealed class ExportCommand : Command, IHaveExamples
{
    private readonly Option<string?> _plan = new("--plan") { HelpName = "KEY", Description = "Key of the plan" };
    private readonly Option<bool> _all = new("--all") { Description = "Every plan, as one json document that import takes" };
    private readonly Option<string?> _period = new("--period") { HelpName = "2022", Description = "The period reported on; left out, json and csv hold everything that was published" };
    private readonly Option<string?> _format = DocumentFormat.Option("text is the official report's form; csv opens in a spreadsheet");
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "FILE", Description = "File to write, whole or not at all; else standard output" };

    public ExportCommand(Terminal terminal, ConnectionOptions connection)
        : base("export", "Export a plan's document of one period, or all that was published.")
    {
        _format.Required = true;
        foreach (Option option in (Option[])[_plan, _all, _period, _format, _output]) Add(option);

        SetAction(async (parsed, cancellation) =>
        {
            using var server = connection.Connect(parsed);
            var text = parsed.GetValue(_all) ? await All(parsed, server, cancellation) : await One(parsed, server, cancellation);
            if (parsed.GetValue(_output) is { } path) await WholeFile.Write(path, text, cancellation);
            else await terminal.Output.WriteAsync(text.AsMemory(), cancellation);
            await terminal.Output.FlushAsync(cancellation);
            return ExitCode.Done;
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "nap export --plan az-nap-2022-2026 --period 2022 --format text > report-2022.txt",
        "nap export --plan az-nap-2022-2026 --format json --output plan.json",
        "nap export --plan az-nap-2022-2026 --format csv --output plan.csv",
        "nap export --all --format json --output everything.json",
    ];

    private Task<string> All(ParseResult parsed, GraphQLConnection server, CancellationToken cancellation) =>
        parsed.GetValue(_plan) is null && parsed.GetValue(_period) is null && parsed.GetValue(_format) == "json"
            ? AllPlans.Read(server, cancellation)
            : throw new CommandFailedException(ExitCode.Usage, "--all is every plan with everything as --format json: leave out --plan and --period.");

    private async Task<string> One(ParseResult parsed, GraphQLConnection server, CancellationToken cancellation)
    {
        var (plan, period, format) = (parsed.GetValue(_plan), parsed.GetValue(_period), parsed.GetValue(_format)!);
        if (plan is null) throw new CommandFailedException(ExitCode.Usage, "Option '--plan' is required, or --all for every plan.");
        var variables = new { plan, period, format = DocumentFormat.ServerName(format) };
        var found = (await server.Send<ExportData>(ExportData.Query, variables, cancellation)).Plan
            ?? throw new CommandFailedException(ExitCode.Refused, $"There is no plan {plan}.");
        return (found.Document ?? throw new CommandFailedException(ExitCode.Refused, $"The plan {plan} has no document of {period} as {format}.")).Text;
    }
}

internal sealed record ExportData(ExportedPlan? Plan)
{
    public const string Query = """
        query Export($plan: String!, $period: String, $format: DocumentFormat!) {
          plan(key: $plan) { document(period: $period, format: $format) { fileName mediaType text } }
        }
        """;
}

internal sealed record ExportedPlan(ExportedDocument? Document);

internal sealed record ExportedDocument(string FileName, string MediaType, string Text);
