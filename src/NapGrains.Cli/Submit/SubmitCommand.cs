using System.CommandLine;
using NapGrains.Cli.GraphQL;
using NapGrains.Cli.Import;

namespace NapGrains.Cli.Submit;

/// <summary><c>nap submit</c>: hands in an agency's report on a measure, or keeps it as a draft.</summary>
internal sealed class SubmitCommand : Command, IHaveExamples
{
    private readonly Argument<string?> _file = new("FILE") { Description = "The report's text, as UTF-8; left out for a NIL report", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _plan = new("--plan") { HelpName = "KEY", Description = "Key of the plan", Required = true };
    private readonly Option<string> _measure = new("--measure") { HelpName = "1.10", Description = "Number of the measure", Required = true };
    private readonly Option<string> _agency = new("--agency") { HelpName = "KEY", Description = "Key of the agency that reports", Required = true };
    private readonly Option<string> _period = new("--period") { HelpName = "2023", Description = "The period reported on", Required = true };
    private readonly Option<string> _language = new("--language") { HelpName = "az", Description = "Language of the text", DefaultValueFactory = _ => "az" };
    private readonly Option<string?> _claim = new("--claim") { HelpName = "CLAIM", Description = "not-started or limited (with --challenges), substantial, complete (with --evidence)" };
    private readonly Option<string?> _challenges = new("--challenges") { HelpName = "TEXT", Description = "What stood in the way" };
    private readonly Option<string[]> _evidence = new("--evidence") { HelpName = "URL", Description = "A link to evidence; may be given several times", AllowMultipleArgumentsPerToken = false };
    private readonly Option<int?> _expected = new("--expected-revision") { HelpName = "N", Description = "The revision seen last, 0 for none: another one is refused" };
    private readonly Option<string?> _operation = new("--operation-id") { HelpName = "ID", Description = "The same id has one effect, however often it is sent; a new one by default" };
    private readonly Option<bool> _draft = new("--draft") { Description = "Keep it as a draft; only the agency and the secretariat see it" };

    public SubmitCommand(Terminal terminal, ConnectionOptions connection)
        : base("submit", "Hand in an agency's report on a measure.")
    {
        _claim.AcceptOnlyFromAmong("not-started", "limited", "substantial", "complete");
        Add(_file);
        foreach (Option option in (Option[])[_plan, _measure, _agency, _period, _language, _claim, _challenges, _evidence, _expected, _operation, _draft])
            Add(option);

        SetAction(async (parsed, cancellation) =>
        {
            // The line break that ends a text file is no part of what the agency says.
            var text = parsed.GetValue(_file) is { } path ? (await DocumentFile.Read(path, cancellation)).TrimEnd('\r', '\n') : null;
            var isDraft = parsed.GetValue(_draft);
            var input = new SubmitInput(
                parsed.GetValue(_operation) ?? Guid.NewGuid().ToString("n"),
                parsed.GetValue(_plan)!,
                parsed.GetValue(_measure)!,
                parsed.GetValue(_agency)!,
                parsed.GetValue(_period)!,
                parsed.GetValue(_claim)?.Replace('-', '_').ToUpperInvariant(),
                text is null,
                text is null ? [] : [new(parsed.GetValue(_language)!, text)],
                parsed.GetValue(_challenges),
                [.. (parsed.GetValue(_evidence) ?? []).Select(url => new SubmitEvidence(url))],
                parsed.GetValue(_expected));
            using var server = connection.ConnectWithRights(parsed);
            var payload = isDraft
                ? (await server.Send<SaveDraftData>(SaveDraftData.Mutation, new { input }, cancellation)).SaveDraft
                : (await server.Send<SubmitData>(SubmitData.Mutation, new { input }, cancellation)).SubmitReport;
            if (payload.Errors is { Count: > 0 } errors)
                throw new CommandFailedException(ExitCode.Refused, [.. errors.Select(error => ServerRefusal.Line(error.Code, error.Message))]);
            terminal.Output.WriteLine($"{(isDraft ? "Draft" : "Revision")} {payload.Report?.Revision}: {payload.Report?.State}");
            return ExitCode.Done;
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "nap submit report.txt --plan az-nap-2022-2026 --measure 1.10 --agency az/edliyye-nazirliyi --period 2023 --claim substantial",
        "nap submit --plan az-nap-2022-2026 --measure 2.17 --agency az/edliyye-nazirliyi --period 2023      # nothing to report",
    ];
}
