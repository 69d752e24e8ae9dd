using System.CommandLine;

namespace NapGrains.Cli;

/// <summary>Formats of a plan's document, as the command line and as the server call them.</summary>
internal static class DocumentFormat
{
    /// <summary>An option <c>--format</c>.</summary>
    public static Option<string?> Option(string description)
    {
        var option = new Option<string?>("--format") { Description = description };
        option.AcceptOnlyFromAmong("text", "json", "csv");
        return option;
    }

    /// <summary>The server's name of a format.</summary>
    /// <param name="format"><c>text</c>, <c>json</c> or <c>csv</c>.</param>
    public static string ServerName(string format) => format switch
    {
        "json" => "JSON",
        "csv" => "CSV",
        _ => "OFFICIAL_TEXT",
    };

    /// <summary>The format that a file's name tells: JSON or CSV by its extension, else the official text.</summary>
    public static string OfFile(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".JSON" => "json",
        ".CSV" => "csv",
        _ => "text",
    };
}
