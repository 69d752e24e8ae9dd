using System.CommandLine;
using NapGrains.Cli.GraphQL;

namespace NapGrains.Cli.Import;

/// <summary><c>nap import</c>: sends a document, which the server reads, and follows the operation to its end.</summary>
internal sealed class ImportCommand : Command, IHaveExamples
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(2);

    private readonly Argument<string> _file = new("FILE") { Description = "The document, as UTF-8" };
    private readonly Option<string> _plan = new("--plan") { HelpName = "KEY", Description = "Key of the plan", Required = true };
    private readonly Option<string?> _period = new("--period") { HelpName = "2022", Description = "The period the document reports on; json documents say it themselves" };
    private readonly Option<string?> _format = DocumentFormat.Option("Format of FILE; json if its name ends in .json, else text (the official report)", DocumentFormat.Taken);
    private readonly Option<string?> _corrections = new("--corrections") { HelpName = "FILE", Description = "Corrections of what the server guesses, one line a guess" };
    private readonly Option<string?> _operationId = new("--operation-id")
    {
        HelpName = "ID",
        Description = "Else made from the content, so that an interrupted import run again is the same operation; give another id to apply a document anew",
    };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only tell what the server finds in the document" };

    private readonly Terminal _terminal;

    public ImportCommand(Terminal terminal, ConnectionOptions connection)
        : base("import", "Import a plan's document: all of it or nothing; the same document again changes nothing.")
    {
        _terminal = terminal;
        Add(_file);
        foreach (Option option in (Option[])[_plan, _period, _format, _corrections, _operationId, _dryRun]) Add(option);

        SetAction(async (parsed, cancellation) =>
        {
            var input = await Input(parsed, cancellation);
            using var server = connection.ConnectWithRights(parsed);
            return await Import(server, input, cancellation);
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "nap import report-2022.txt --plan az-nap-2022-2026 --period 2022 --dry-run",
        "nap import report-2022.txt --plan az-nap-2022-2026 --period 2022 --corrections corrections-2022.txt",
        "nap import plan.json --plan az-nap-2022-2026 --server https://nap.example --token \"$TOKEN\"",
    ];

    private async Task<ImportDocumentInput> Input(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_file)!;
        var input = new ImportDocumentInput(
            parsed.GetValue(_plan)!,
            parsed.GetValue(_period),
            DocumentFormat.ServerName(parsed.GetValue(_format) ?? DocumentFormat.OfFile(file)),
            await DocumentFile.Read(file, cancellation),
            parsed.GetValue(_corrections) is { } corrections ? await DocumentFile.Read(corrections, cancellation) : null,
            parsed.GetValue(_dryRun));
        return input with { OperationId = parsed.GetValue(_operationId) ?? OperationId.Of(input) };
    }

    private async Task<int> Import(GraphQLConnection server, ImportDocumentInput input, CancellationToken cancellation)
    {
        var payload = (await server.Send<ImportDocumentData>(ImportDocumentData.Mutation, new { input }, cancellation)).ImportDocument;
        var summary = new ImportSummary(_terminal);
        IReadOnlyList<ImportWarning> warnings = payload.Warnings ?? [];
        if (payload.Errors is { Count: > 0 } errors)
        {
            summary.Warnings(warnings);
            throw ServerRefusal.From([.. errors.Select(error => error.Code)], [.. errors.Select(Line)]);
        }

        ImportOperation? completed = null;
        if (payload.Operation is { } stored && !input.DryRun)
        {
            completed = await ImportProgress.Show(_terminal, show => Completion(server, stored, show, cancellation));
            warnings = [.. warnings.Union(completed.Warnings ?? [])];
        }
        summary.Warnings(warnings);
        if (payload.Totals is { } totals) summary.Totals(totals);
        _terminal.Output.WriteLine(Outcome(completed));
        return ExitCode.Done;
    }

    private async Task<ImportOperation> Completion(
        GraphQLConnection server, ImportOperation stored, Action<ImportOperation> show, CancellationToken cancellation)
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
                await Task.Delay(wait, _terminal.Time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            _terminal.Error.WriteLine("The server has stored the import and carries it out. Run the same command again to see how it ends.");
            throw;
        }
    }

    private static string Outcome(ImportOperation? completed) => completed switch
    {
        null => "Dry run: nothing was stored.",
        { Changed: false } => $"Nothing changed: the plan already says all of this{Version(completed)}.",
        _ => $"Imported{Version(completed)}.",
    };

    private static string Version(ImportOperation completed) => completed.PlanVersion is { } version ? $"; plan version {version}" : "";

    private static string Line(ImportError error)
    {
        var line = ServerRefusal.Line(error.Code, error.Message);
        return error.Path is { Count: > 0 } path ? $"{line} ({PlainText.OneLine(string.Join('.', path))})" : line;
    }
}
