using NapGrains.Documents;

namespace NapGrains.Gateway.Schema;

/// <summary>The form of plan keys.</summary>
internal static class PlanKey
{
    /// <summary>Whether a key has the form of one: ASCII letters, digits, dots and hyphens, at most 64.</summary>
    public static bool IsValid(string key) => PlanKeyForm.IsKey(key);
}
