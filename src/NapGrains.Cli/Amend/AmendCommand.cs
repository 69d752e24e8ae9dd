using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using NapGrains.Cli.GraphQL;
using NapGrains.Cli.Import;

namespace NapGrains.Cli.Amend;

/// <summary><c>nap amend</c>: sends an amendment of a plan, and follows the operation to its end.</summary>
internal sealed class AmendCommand : Command, IHaveExamples
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The amendment as JSON: { \"instrument\": …, \"date\": \"2024-03-01\", \"amendments\": [ … ] }, as in AmendPlanInput; "
            + "each amendment is one of add, reword, renumber, withdraw, reassign, deadline",
    };

    private readonly Option<string> _plan = new("--plan") { HelpName = "KEY", Description = "Key of the plan", Required = true };
    private readonly Option<string?> _operationId = new("--operation-id")
    {
        HelpName = "ID",
        Description = "Else made from the content, so that an interrupted amendment run again is the same operation",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only check it against the plan" };

    public AmendCommand(Terminal terminal, ConnectionOptions connection)
        : base("amend", "Amend a plan: add, reword, renumber, withdraw and reassign measures, set deadlines; all of it or nothing.")
    {
        Add(_file);
        foreach (Option option in (Option[])[_plan, _operationId, _dryRun]) Add(option);

        SetAction(async (parsed, cancellation) =>
        {
            var (plan, isDryRun) = (parsed.GetValue(_plan)!, parsed.GetValue(_dryRun));
            var text = await DocumentFile.Read(parsed.GetValue(_file)!, cancellation);
            var input = Input(parsed.GetValue(_file)!, text);
            input["plan"] = plan;
            input["operationId"] = parsed.GetValue(_operationId) ?? OperationId.Of("amend", plan, text, isDryRun ? "dry run" : null);
            if (isDryRun) input["dryRun"] = true;
            using var server = connection.ConnectWithRights(parsed);
            var payload = (await server.Send<AmendData>(AmendData.Mutation, new { input }, cancellation)).AmendPlan;
            if (payload.Errors is { Count: > 0 } errors)
                throw ServerRefusal.From([.. errors.Select(error => error.Code)], [.. errors.Select(error => error.Line())]);
            if (payload.Operation is { } stored)
                await ImportProgress.Show(terminal, show => OperationCompletion.Of(terminal, server, stored, "amendment", show, cancellation));
            terminal.Output.WriteLine(payload.Operation is null
                ? $"Dry run: nothing was stored; it would make plan version {payload.PlanVersion}."
                : $"Amended; plan version {payload.PlanVersion}.");
            return ExitCode.Done;
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "nap amend amendment.json --plan az-nap-2022-2026 --dry-run",
        "nap amend amendment.json --plan az-nap-2022-2026",
    ];

    private static JsonObject Input(string file, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new CommandFailedException(ExitCode.Usage, $"{file}: is no JSON object.");
        }
        catch (JsonException wrong)
        {
            throw new CommandFailedException(ExitCode.Usage, $"{file}: is no JSON: {PlainText.OneLine(wrong.Message)}");
        }
    }
}
