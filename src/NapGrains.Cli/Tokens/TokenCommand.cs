using System.CommandLine;

namespace NapGrains.Cli.Tokens;

/// <summary><c>nap token</c>: the one command that needs no server, only its key.</summary>
internal sealed class TokenCommand : Command, IHaveExamples
{
    private readonly Option<string> _role = new("--role") { Description = "What the holder may do", Required = true };
    private readonly Option<string[]> _agencies = new("--agency") { HelpName = "KEY", Description = "Agency that a reporter reports for; repeat it for several" };
    private readonly Option<string?> _plan = new("--plan") { HelpName = "KEY", Description = "Plan that bounds the role" };
    private readonly Option<string?> _jurisdiction = new("--jurisdiction") { HelpName = "az", Description = "Jurisdiction that bounds the role; a reporter's default is that of the agencies" };
    private readonly Option<string?> _assessor = new("--assessor") { HelpName = "NAME", Description = "Assessor in whose name the holder publishes" };
    private readonly Option<string?> _subject = new("--subject") { HelpName = "NAME", Description = "Who the token is for; else the agency, the assessor or the role" };
    private readonly Option<TimeSpan> _expires = new("--expires")
    {
        HelpName = "8h",
        Description = "How long it is valid: a number and s, m, h or d; 8h if not given",
        CustomParser = Lifetime.Parse,
    };

    public TokenCommand(Terminal terminal, ConnectionOptions connection)
        : base("token", "Make a bearer token with the signing key in the server's data directory, and print it.")
    {
        _role.AcceptOnlyFromAmong("reporter", "secretariat", "assessor", "admin");
        foreach (Option option in (Option[])[_role, _agencies, _plan, _jurisdiction, _assessor, _subject, _expires]) Add(option);

        SetAction(parsed =>
        {
            var lifetime = parsed.GetValue(_expires) is { Ticks: > 0 } given ? given : TimeSpan.FromHours(8);
            var claims = Claims(parsed);
            var key = SigningKeyFile.Read(connection.DataDirectory(parsed));
            terminal.Output.WriteLine(TokenIssuer.Issue(key, claims, lifetime, terminal.Time));
            return ExitCode.Done;
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "nap token --role secretariat --jurisdiction az",
        "nap token --role reporter --agency az/maliyye-nazirliyi --agency az/iqtisadiyyat-nazirliyi",
        "nap token --role assessor --assessor transparency-az --plan az-nap-2022-2026 --expires 7d",
        "NAP_TOKEN=$(nap token --role admin --expires 1h) nap import report.txt --plan az-nap-2022-2026 --period 2022",
    ];

    private TokenClaims Claims(ParseResult parsed)
    {
        var role = parsed.GetValue(_role)!;
        string[] agencies = [.. (parsed.GetValue(_agencies) ?? []).Distinct()];
        var plan = parsed.GetValue(_plan);
        var assessor = parsed.GetValue(_assessor);
        string[] jurisdictions = parsed.GetValue(_jurisdiction) is { } named ? [named] : [];

        if (agencies.FirstOrDefault(key => key.Split('/') is not [{ Length: > 0 }, { Length: > 0 }]) is { } wrong)
            throw Wrong($"--agency '{wrong}': an agency's key has its jurisdiction before a slash, such as az/maliyye-nazirliyi.");
        if (role == "reporter" && agencies.Length == 0)
            throw Wrong("A reporter reports for an agency: give --agency, such as --agency az/maliyye-nazirliyi.");
        if (role == "assessor" && assessor is null)
            throw Wrong("An assessor publishes in a name: give --assessor.");
        // A token should hold no further than its agencies do.
        if (role == "reporter" && plan is null && jurisdictions.Length == 0)
        {
            jurisdictions = [.. agencies.Select(key => key[..key.IndexOf('/', StringComparison.Ordinal)]).Distinct()];
        }

        return new TokenClaims
        {
            Role = role,
            Subject = parsed.GetValue(_subject) ?? (role == "reporter" ? agencies[0] : assessor ?? role),
            Agencies = agencies,
            Plan = plan,
            Jurisdictions = jurisdictions,
            Assessor = assessor,
        };
    }

    private static CommandFailedException Wrong(string message) => new(ExitCode.Usage, message);
}
