using System.CommandLine.Parsing;
using System.Globalization;

namespace NapGrains.Cli.Tokens;

/// <summary>How long a token lives, as the command line writes it: a whole number and a unit, such as <c>8h</c>.</summary>
internal static class Lifetime
{
    /// <summary>Longest one: a token that leaked should not outlive a reporting year.</summary>
    private const int MostDays = 366;

    public static TimeSpan Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (text.Length > 1
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0
            && UnitSeconds(text[^1]) is var seconds and > 0
            && count <= MostDays * 86_400L / seconds)
        {
            return TimeSpan.FromSeconds(count * seconds);
        }
        argument.AddError($"--expires '{text}': write a number and s, m, h or d, such as 30m, 8h or 7d; {MostDays}d at most.");
        return default;
    }

    private static long UnitSeconds(char unit) => unit switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
}
