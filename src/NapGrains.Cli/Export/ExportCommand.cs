using System.CommandLine;
using System.Text;

namespace NapGrains.Cli.Export;

/// <summary><c>nap export</c>: a period's document as the server writes it, byte for byte.</summary>
internal sealed class ExportCommand : Command, IHaveExamples
{
    private readonly Option<string> _plan = new("--plan") { HelpName = "KEY", Description = "Key of the plan", Required = true };
    private readonly Option<string?> _period = new("--period") { HelpName = "2022", Description = "The period reported on; left out, json and xlsx hold everything that was published" };
    private readonly Option<string?> _format = DocumentFormat.Option(
        "text is the official report's form, docx the same to edit and publish, xlsx a spreadsheet", [.. DocumentFormat.Taken, .. DocumentFormat.Binary]);
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "FILE", Description = "File to write, whole or not at all; else standard output, for texts alone" };

    public ExportCommand(Terminal terminal, ConnectionOptions connection)
        : base("export", "Export a plan's document of one period, or all that was published.")
    {
        _format.Required = true;
        foreach (Option option in (Option[])[_plan, _period, _format, _output]) Add(option);
        Validators.Add(result =>
        {
            if (result.GetValue(_output) is null && result.GetValue(_format) is { } format && DocumentFormat.Binary.Contains(format))
                result.AddError($"{format} is no text: name a file with --output.");
        });

        SetAction(async (parsed, cancellation) =>
        {
            var (plan, period, format) = (parsed.GetValue(_plan)!, parsed.GetValue(_period), parsed.GetValue(_format)!);
            using var server = connection.Connect(parsed);
            var variables = new { plan, period, format = DocumentFormat.ServerName(format) };
            var found = (await server.Send<ExportData>(ExportData.Query, variables, cancellation)).Plan
                ?? throw new CommandFailedException(ExitCode.Refused, $"There is no plan {plan}.");
            var document = found.Document
                ?? throw new CommandFailedException(ExitCode.Refused, $"The plan {plan} has no document of {period} as {format}.");

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
    ];
}

internal sealed record ExportData(ExportedPlan? Plan)
{
    public const string Query = """
        query Export($plan: String!, $period: String, $format: DocumentFormat!) {
          plan(key: $plan) { document(period: $period, format: $format) { fileName mediaType text base64 } }
        }
        """;
}

internal sealed record ExportedPlan(ExportedDocument? Document);

internal sealed record ExportedDocument(string FileName, string MediaType, string Text, bool Base64)
{
    public byte[] Content() => Base64 ? Convert.FromBase64String(Text) : Encoding.UTF8.GetBytes(Text);
}
