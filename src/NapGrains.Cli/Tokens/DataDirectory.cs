namespace NapGrains.Cli.Tokens;

/// <summary>The directory where a server on this machine keeps its data and its signing key.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Named">Whether the user named it, by option or environment.</param>
internal sealed record DataDirectory(string Path, bool Named)
{
    /// <summary>Finds it as the server does.</summary>
    /// <param name="option">What the command line says, or null.</param>
    /// <param name="terminal">Gives the environment.</param>
    public static DataDirectory Find(string? option, Terminal terminal)
    {
        var named = option is { Length: > 0 } ? option : terminal.FirstVariable("Nap__DataDirectory", "NAP_DATA_DIRECTORY");
        return named is not null
            ? new(System.IO.Path.GetFullPath(named), Named: true)
            : new(
                System.IO.Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                    "NapGrains"),
                Named: false);
    }
}
