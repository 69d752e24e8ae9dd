using System.CommandLine;
using NapGrains.Cli.GraphQL;
using NapGrains.Cli.Tokens;

namespace NapGrains.Cli;

/// <summary>The options that every command takes: which server, and with which rights.</summary>
internal sealed class ConnectionOptions(Terminal terminal)
{
    private const string DefaultServer = "http://127.0.0.1:5080";

    private readonly Option<string> _server = new("--server")
    {
        HelpName = "URL",
        Description = "The server; else NAP_SERVER",
        Recursive = true,
        DefaultValueFactory = _ => terminal.FirstVariable("NAP_SERVER") ?? DefaultServer,
    };

    private readonly Option<string?> _token = new("--token")
    {
        HelpName = "JWT",
        Description = "Bearer token; else NAP_TOKEN, else import makes one from the key in the data directory",
        Recursive = true,
    };

    private readonly Option<string?> _dataDirectory = new("--data-directory")
    {
        HelpName = "DIR",
        Description = "The server's data directory; else Nap__DataDirectory or NAP_DATA_DIRECTORY, else NapGrains in the local application data",
        Recursive = true,
    };

    public void AddTo(RootCommand root)
    {
        root.Add(_server);
        root.Add(_token);
        root.Add(_dataDirectory);
    }

    /// <summary>The server's data directory on this machine.</summary>
    public DataDirectory DataDirectory(ParseResult parsed) => Tokens.DataDirectory.Find(parsed.GetValue(_dataDirectory), terminal);

    /// <summary>A connection for what everyone may read; it carries a token where the user gave one.</summary>
    public GraphQLConnection Connect(ParseResult parsed)
    {
        var given = GivenToken(parsed);
        return new GraphQLConnection(Server(parsed), () => given, terminal.Time);
    }

    /// <summary>A connection for what needs rights: with the user's token, else with one made from the server's own key.</summary>
    /// <exception cref="CommandFailedException">There is no token and no key to make one from.</exception>
    public GraphQLConnection ConnectWithRights(ParseResult parsed)
    {
        if (GivenToken(parsed) is not null) return Connect(parsed);
        var server = Server(parsed);
        var directory = DataDirectory(parsed);
        // An administrator's token goes to nobody who may not hold the key it is made from.
        if (!server.IsLoopback && !directory.Named)
        {
            throw new CommandFailedException(
                ExitCode.Usage,
                $"A token is needed for {server}, which is not on this machine: give --token or NAP_TOKEN, or name its data directory.");
        }
        var key = SigningKeyFile.Read(directory);
        var claims = new TokenClaims { Role = "admin", Subject = "nap" };
        // Made anew for each request: it lives shorter than a long import.
        return new GraphQLConnection(server, () => TokenIssuer.Issue(key, claims, TimeSpan.FromMinutes(5), terminal.Time), terminal.Time);
    }

    private string? GivenToken(ParseResult parsed) => parsed.GetValue(_token)?.Trim() ?? terminal.FirstVariable("NAP_TOKEN")?.Trim();

    private Uri Server(ParseResult parsed)
    {
        var text = parsed.GetValue(_server)!;
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? server
            : throw new CommandFailedException(ExitCode.Usage, $"'{text}' is not the URL of a server, such as {DefaultServer}.");
    }
}
