namespace NapGrains.Gateway.Downloads;

/// <summary>Under which terms data are given out, read from <c>Nap:Downloads</c>.</summary>
public sealed class DownloadOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Nap:Downloads";

    /// <summary>The licence of what is ours: the register, short titles, summaries, figures.</summary>
    public string Licence { get; set; } = "Creative Commons Attribution 4.0 International (CC BY 4.0)";

    /// <summary>Where the licence can be read.</summary>
    public string LicenceUrl { get; set; } = "https://creativecommons.org/licenses/by/4.0/";

    /// <summary>
    /// In whose name the events of a feed are named, and since when it is theirs: e.g. <c>nap.example,2026</c> (RFC 4151). Null for the
    /// host that is asked; set it where the server is reached by several names, or may get another one.
    /// </summary>
    public string? TagAuthority { get; set; }
}
