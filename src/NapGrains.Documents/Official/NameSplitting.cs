using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>Splits a wording at “and” where both sides are bodies; an “and” inside a name splits nothing.</summary>
internal static class NameSplitting
{
    // Longer wordings are sentences; and the search below looks at every pair of “and”s.
    private const int LongestWording = 600;

    /// <summary>The names in a wording, each a body; null where it cannot be split so. Bodies known to the register go first.</summary>
    public static ImmutableArray<string>? Split(string wording, Reading reading) =>
        wording.Length > LongestWording
            ? null
            : Split(wording, reading.IsKnown, reading)
                ?? Split(wording, name => reading.IsKnown(name) || reading.LooksWhole(name), reading);

    private static ImmutableArray<string>? Split(string wording, Func<string, bool> isBody, Reading reading)
    {
        var ands = reading.Wordings.And.Matches(wording);
        // What the rest from the i-th “and” on splits into, found from the end so that nothing is tried twice.
        var rests = new ImmutableArray<string>?[ands.Count + 1];
        for (var i = ands.Count; i >= 0; i--)
        {
            var start = i == 0 ? 0 : ands[i - 1].Index + ands[i - 1].Length;
            for (var j = i; j < ands.Count && rests[i] is null; j++)
            {
                if (rests[j + 1] is { } rest && wording[start..ands[j].Index].Trim() is var name && isBody(name))
                    rests[i] = [name, .. rest];
            }

            if (i > 0 && rests[i] is null && wording[start..].Trim() is var last && isBody(last))
                rests[i] = [last];
        }

        return rests[0];
    }
}
