using System.Text.RegularExpressions;

namespace NapGrains.Documents;

/// <summary>The form of the keys of plans and jurisdictions.</summary>
public static partial class PlanKeyForm
{
    /// <summary>The most characters that a key has.</summary>
    public const int Longest = 64;

    /// <summary>Whether a key has the form of one: ASCII lower-case letters, digits, dots and hyphens.</summary>
    public static bool IsKey(string key) => Form().IsMatch(key);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
