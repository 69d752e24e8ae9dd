using System.Collections.Immutable;

namespace NapGrains.Gateway.Schema;

/// <summary>Chooses among texts in several languages.</summary>
internal static class Languages
{
    /// <summary>The text in the language asked for, else in the plan's own, else in any.</summary>
    public static string? In(this ImmutableSortedDictionary<string, string>? texts, string? language, string ownLanguage) =>
        texts is null || texts.IsEmpty ? null
        : texts.TryGetValue(Primary(language) ?? ownLanguage, out var asked) ? asked
        : texts.TryGetValue(ownLanguage, out var own) ? own
        : texts.Values.First();

    // `en-GB` is content with what is held as `en`.
    private static string? Primary(string? language) => language?.Split('-', '_')[0].ToLowerInvariant();
}
