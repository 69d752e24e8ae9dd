namespace NapGrains.Cli;

/// <summary>Text that others wrote, made fit for one line of a terminal.</summary>
internal static class PlainText
{
    /// <summary>
    /// Puts a space for every control character: a line break or tab would break the line's columns, and an escape sequence
    /// could move the cursor or rename the window.
    /// </summary>
    public static string OneLine(string? text) =>
        text is null ? "" : text.Any(char.IsControl) ? string.Create(text.Length, text, static (line, from) =>
        {
            for (var i = 0; i < from.Length; i++) line[i] = char.IsControl(from[i]) ? ' ' : from[i];
        }) : text;
}
