using System.CommandLine;
using System.Text;
using NapGrains.Cli.GraphQL;

namespace NapGrains.Cli.Export;

/// <summary><c>nap export</c>: a period's document as the server writes it, byte for byte.</summary>
internal sealed class ExportCommand : Command, IHaveExamples
{
    private readonly Option<string?> _plan = new("--plan") { HelpName = "KEY", Description = "Key of the plan" };
    private readonly Option<bool> _all = new("--all") { Description = "Every plan, as one json document that import takes" };
    private readonly Option<string?> _period = new("--period") { HelpName = "2022", Description = "The period reported on; left out, json, csv and xlsx hold everything that was published" };
    private readonly Option<string?> _format = DocumentFormat.Option(
        "text is the official report's form, docx the same to edit and publish, csv and xlsx open in a spreadsheet",
        [.. DocumentFormat.Taken, .. DocumentFormat.Binary]);
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "FILE", Description = "File to write, whole or not at all; else standard output, for texts alone" };

    public ExportCommand(Terminal terminal, ConnectionOptions connection)
        : base("export", "Export a plan's document of one period, or all that was published.")
    {
        _format.Required = true;
        foreach (Option option in (Option[])[_plan, _all, _period, _format, _output]) Add(option);
        Validators.Add(result =>
        {
            if (result.GetValue(_output) is null && result.GetValue(_format) is { } format && DocumentFormat.Binary.Contains(format))
                result.AddError($"{format} is no text: name a file with --output.");
        });

        SetAction(async (parsed, cancellation) =>
        {
            using var server = connection.Connect(parsed);
            var document = parsed.GetValue(_all) ? await All(parsed, server, cancellation) : await One(parsed, server, cancellation);
            if (parsed.GetValue(_output) is { } path) await WholeFile.Write(path, document.Content(), cancellation);
            else await terminal.Output.WriteAsync(document.Text.AsMemory(), cancellation);
            await terminal.Output.FlushAsync(cancellation);
            return ExitCode.Done;
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "nap export --plan az-nap-2022-2026 --period 2022 --format text > report-2022.txt",
        "nap export --plan az-nap-2022-2026 --period 2022 --format docx --output report-2022.docx",
        "nap export --plan az-nap-2022-2026 --format json --output plan.json",
        "nap export --plan az-nap-2022-2026 --format csv --output plan.csv",
        "nap export --all --format json --output everything.json",
    ];

    private async Task<ExportedDocument> All(ParseResult parsed, GraphQLConnection server, CancellationToken cancellation) =>
        parsed.GetValue(_plan) is null && parsed.GetValue(_period) is null && parsed.GetValue(_format) == "json"
            ? ExportedDocument.OfText(await AllPlans.Read(server, cancellation))
            : throw new CommandFailedException(ExitCode.Usage, "--all is every plan with everything as --format json: leave out --plan and --period.");

    private async Task<ExportedDocument> One(ParseResult parsed, GraphQLConnection server, CancellationToken cancellation)
    {
        var (plan, period, format) = (parsed.GetValue(_plan), parsed.GetValue(_period), parsed.GetValue(_format)!);
        if (plan is null) throw new CommandFailedException(ExitCode.Usage, "Option '--plan' is required, or --all for every plan.");
        var variables = new { plan, period, format = DocumentFormat.ServerName(format) };
        var found = (await server.Send<ExportData>(ExportData.Query, variables, cancellation)).Plan
            ?? throw new CommandFailedException(ExitCode.Refused, $"There is no plan {plan}.");
        return found.Document ?? throw new CommandFailedException(ExitCode.Refused, $"The plan {plan} has no document of {period} as {format}.");
    }
}

internal sealed record ExportData(ExportedPlan? Plan)
{
    public const string Query = """
        query Export($plan: String!, $period: String, $format: DocumentFormat!) {
          plan(key: $plan) { document(period: $period, format: $format) { text base64 } }
        }
        """;
}

internal sealed record ExportedPlan(ExportedDocument? Document);

internal sealed record ExportedDocument(string Text, bool Base64)
{
    public static ExportedDocument OfText(string text) => new(text, false);

    public byte[] Content() => Base64 ? Convert.FromBase64String(Text) : Encoding.UTF8.GetBytes(Text);
}
