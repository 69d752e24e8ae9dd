using System.CommandLine;

namespace NapGrains.Cli;

/// <summary>Formats of a plan's document, as the command line and as the server call them.</summary>
internal static class DocumentFormat
{
    /// <summary>Formats that the server takes.</summary>
    public static string[] Taken { get; } = ["text", "json", "csv"];

    /// <summary>Formats that the server gives out and that are no texts.</summary>
    public static string[] Binary { get; } = ["docx", "xlsx"];

    /// <summary>An option <c>--format</c>.</summary>
    public static Option<string?> Option(string description, params string[] formats)
    {
        var option = new Option<string?>("--format") { Description = description };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    /// <summary>The server's name of a format.</summary>
    /// <param name="format">One of <see cref="Taken"/> or <see cref="Binary"/>.</param>
    public static string ServerName(string format) => format == "text" ? "OFFICIAL_TEXT" : format.ToUpperInvariant();

    /// <summary>The format that a file's name tells: JSON or CSV by its extension, else the official text.</summary>
    public static string OfFile(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".JSON" => "json",
        ".CSV" => "csv",
        _ => "text",
    };
}
