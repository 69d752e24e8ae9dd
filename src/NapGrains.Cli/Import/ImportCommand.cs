using System.CommandLine;
using NapGrains.Cli.GraphQL;

namespace NapGrains.Cli.Import;

/// <summary><c>nap import</c>: sends a document, which the server reads, and follows the operation to its end.</summary>
internal sealed class ImportCommand : Command, IHaveExamples
{
    private readonly Argument<string> _file = new("FILE") { Description = "The document, as UTF-8" };
    private readonly Option<string> _plan = new("--plan") { HelpName = "KEY", Description = "Key of the plan; without it FILE holds several plans and says which, as json or csv" };
    private readonly Option<string?> _period = new("--period") { HelpName = "2022", Description = "The period the document reports on; json documents say it themselves" };
    private readonly Option<string?> _format = DocumentFormat.Option("Format of FILE; json or csv if its name ends so, else text (the official report)", DocumentFormat.Taken);
    private readonly Option<string?> _mapping = new("--mapping")
    {
        HelpName = "NAME|FILE",
        Description = "How to read a foreign csv table: the name of a mapping that the server has, such as ogp, or a file with one",
    };
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
        foreach (Option option in (Option[])[_plan, _period, _format, _mapping, _corrections, _operationId, _dryRun]) Add(option);

        SetAction(async (parsed, cancellation) =>
        {
            IImport input = parsed.GetValue(_plan) is { } plan ? await OfPlan(parsed, plan, cancellation) : await OfPlans(parsed, cancellation);
            using var server = connection.ConnectWithRights(parsed);
            return await Import(server, input, cancellation);
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "nap import report-2022.txt --plan az-nap-2022-2026 --period 2022 --dry-run",
        "nap import report-2022.txt --plan az-nap-2022-2026 --period 2022 --corrections corrections-2022.txt",
        "nap import plan.json --plan az-nap-2022-2026 --server https://nap.example --token \"$TOKEN\"",
        "nap import plans.csv --dry-run",
        "nap import commitments.csv --mapping ogp",
    ];

    private async Task<IImport> OfPlans(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_file)!;
        var format = parsed.GetValue(_format) ?? DocumentFormat.OfFile(file);
        if (format == "text" || parsed.GetValue(_period) is not null || parsed.GetValue(_corrections) is not null)
            throw new CommandFailedException(ExitCode.Usage, "An official report is one of a plan: give --plan. Several plans come as --format json or csv.", "See: nap import --help");
        // A name that is no file is one that the server knows.
        var mapping = parsed.GetValue(_mapping) is { } named && File.Exists(named) ? await DocumentFile.Read(named, cancellation) : parsed.GetValue(_mapping);
        var input = new ImportPlansInput(DocumentFormat.ServerName(format), mapping, await DocumentFile.Read(file, cancellation), parsed.GetValue(_dryRun));
        return input with { OperationId = parsed.GetValue(_operationId) ?? OperationId.Of(input) };
    }

    private async Task<IImport> OfPlan(ParseResult parsed, string plan, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_file)!;
        if (parsed.GetValue(_mapping) is not null)
            throw new CommandFailedException(ExitCode.Usage, "A mapping says itself which plans a table is of: leave out --plan.");
        var input = new ImportDocumentInput(
            plan,
            parsed.GetValue(_period),
            DocumentFormat.ServerName(parsed.GetValue(_format) ?? DocumentFormat.OfFile(file)),
            await DocumentFile.Read(file, cancellation),
            parsed.GetValue(_corrections) is { } corrections ? await DocumentFile.Read(corrections, cancellation) : null,
            parsed.GetValue(_dryRun));
        return input with { OperationId = parsed.GetValue(_operationId) ?? OperationId.Of(input) };
    }

    private async Task<int> Import(GraphQLConnection server, IImport input, CancellationToken cancellation)
    {
        var payload = (await server.Send<ImportData>(input.Mutation, new { input = (object)input }, cancellation)).Payload;
        var summary = new ImportSummary(_terminal);
        IReadOnlyList<ImportWarning> warnings = payload.Warnings ?? [];
        if (payload.Errors is { Count: > 0 } errors)
        {
            summary.Warnings(warnings);
            throw ServerRefusal.From([.. errors.Select(error => error.Code)], [.. errors.SelectMany(Lines)]);
        }

        ImportOperation? completed = null;
        if (payload.Operation is { } stored && !input.DryRun)
        {
            completed = await ImportProgress.Show(_terminal, show => OperationCompletion.Of(_terminal, server, stored, "import", show, cancellation));
            warnings = [.. warnings.Union(completed.Warnings ?? [])];
        }
        summary.Warnings(warnings);
        if (payload.Totals is { } totals) summary.Totals(totals);
        _terminal.Output.WriteLine(Outcome(completed));
        return ExitCode.Done;
    }

    private static string Outcome(ImportOperation? completed) => completed switch
    {
        null => "Dry run: nothing was stored.",
        { Changed: false } => $"Nothing changed: the plan already says all of this{Version(completed)}.",
        _ => $"Imported{Version(completed)}.",
    };

    private static string Version(ImportOperation completed) => completed.PlanVersion is { } version ? $"; plan version {version}" : "";

    private static IEnumerable<string> Lines(ImportError error) =>
        error.Faults is { Count: > 0 } faults ? faults.Select(fault => ServerRefusal.Line(error.Code, fault.ToString())) : [error.Line()];
}
