namespace NapGrains.Cli;

/// <summary>What the process ends with; part of what scripts rely on, so never renumbered.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The server, or a rule it keeps, refused what was asked.</summary>
    public const int Refused = 1;

    /// <summary>The command line or a file is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The server cannot be reached or does not answer just now.</summary>
    public const int Unavailable = 3;

    /// <summary>There is no valid token, or it does not allow this.</summary>
    public const int NotAllowed = 4;

    /// <summary>A fault of this program.</summary>
    public const int Fault = 70;

    /// <summary>Stopped by Ctrl+C.</summary>
    public const int Cancelled = 130;
}
