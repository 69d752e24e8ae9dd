using System.CommandLine;
using NapGrains.Cli.Import;

namespace NapGrains.Cli.Verify;

/// <summary><c>nap verify</c>: proves that nobody rewrote what was published.</summary>
internal sealed class VerifyCommand : Command, IHaveExamples
{
    private readonly Option<string> _plan = new("--plan") { HelpName = "KEY", Description = "Key of the plan", Required = true };
    private readonly Option<string?> _against = new("--against")
    {
        HelpName = "FILE",
        Description = "An earlier JSON export: finds also what was rewritten consistently since then",
    };

    public VerifyCommand(Terminal terminal, ConnectionOptions connection)
        : base("verify", "Recompute the history of a plan, and compare it with an export that was kept elsewhere.")
    {
        Add(_plan);
        Add(_against);

        SetAction(async (parsed, cancellation) =>
        {
            var plan = parsed.GetValue(_plan)!;
            var kept = parsed.GetValue(_against) is { } path ? KeptHistory.Read(await DocumentFile.Read(path, cancellation), path) : null;
            using var server = connection.Connect(parsed);
            var found = (await server.Send<VerifyData>(VerifyData.Query, new { plan }, cancellation)).Verify;
            terminal.Output.WriteLine($"chains\t{found.Chains}");
            terminal.Output.WriteLine($"links\t{found.Links}");
            terminal.Output.WriteLine($"redacted\t{found.Redacted}");
            terminal.Output.WriteLine($"withheld\t{found.Withheld}");
            terminal.Output.WriteLine($"root\t{found.Root}");
            if (found.Broken is { } broken)
            {
                throw new CommandFailedException(
                    ExitCode.Refused, PlainText.OneLine($"BROKEN: link {broken.Number} of {broken.Chain}: {broken.Reason}"));
            }

            if (kept is not null)
            {
                var export = (await server.Send<WholePlanData>(WholePlanData.Query, new { plan }, cancellation)).Plan?.Document
                    ?? throw new CommandFailedException(ExitCode.Refused, $"There is no plan {plan}.");
                var differences = kept.Differences(KeptHistory.Read(export.Text, "the server's export")).ToList();
                if (differences.Count > 0)
                {
                    throw new CommandFailedException(ExitCode.Refused, [.. differences.Select(difference => $"REWRITTEN: {PlainText.OneLine(difference)}")]);
                }

                terminal.Output.WriteLine($"against\tall {kept.Links} links of {kept.Root} are unchanged");
            }

            terminal.Output.WriteLine("ok");
            return ExitCode.Done;
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "nap verify --plan az-nap-2022-2026",
        "nap export --plan az-nap-2022-2026 --format json --output kept.json",
        "nap verify --plan az-nap-2022-2026 --against kept.json",
    ];
}

internal sealed record VerifyData(Verification Verify)
{
    public const string Query = """
        query Verify($plan: String!) {
          verify(plan: $plan) { chains links redacted withheld root broken { chain number reason } }
        }
        """;
}

internal sealed record Verification(int Chains, int Links, int Redacted, int Withheld, string Root, BrokenLink? Broken);

internal sealed record BrokenLink(string Chain, int Number, string Reason);

internal sealed record WholePlanData(WholePlan? Plan)
{
    public const string Query = """
        query WholePlan($plan: String!) {
          plan(key: $plan) { document(format: JSON) { text } }
        }
        """;
}

internal sealed record WholePlan(WholePlanText? Document);

internal sealed record WholePlanText(string Text);
