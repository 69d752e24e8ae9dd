using System.Text.RegularExpressions;

namespace NapGrains.Gateway.Schema;

/// <summary>The form of plan keys.</summary>
internal static partial class PlanKey
{
    /// <summary>Whether a key has the form of one: ASCII letters, digits, dots and hyphens, at most 64.</summary>
    public static bool IsValid(string key) => Form().IsMatch(key);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
