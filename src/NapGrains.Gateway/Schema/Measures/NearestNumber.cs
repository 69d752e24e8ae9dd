using System.Globalization;

namespace NapGrains.Gateway.Schema.Measures;

/// <summary>What somebody may have meant who has asked for a measure that is not there.</summary>
internal static class NearestNumber
{
    private const int MostQuoted = 40;

    /// <summary>The sentence that says so: with the nearest number of the same priority, or of the nearest one.</summary>
    /// <param name="numbers">Numbers of the plan's measures.</param>
    /// <param name="asked">What was asked for, whatever it is.</param>
    public static string Unknown(IEnumerable<string> numbers, string asked)
    {
        var quoted = asked.Length > MostQuoted ? $"{asked[..MostQuoted]}…" : asked;
        var wanted = Parts(asked);
        var nearest = numbers.MinBy(number => Parts(number) is var held
            ? (Distance(held.Priority, wanted.Priority), Distance(held.Place, wanted.Place))
            : default);
        return nearest is null ? $"The plan has no measure '{quoted}'; it has none at all." : $"The plan has no measure '{quoted}'; did you mean {nearest}?";
    }

    private static long Distance(long one, long other) => Math.Abs(one - other);

    /// <summary>Priority and place; what is no number counts as the first, what is too large as the last.</summary>
    private static (long Priority, long Place) Parts(string number)
    {
        var parts = number.Split('.');
        return (Part(parts[0]), parts.Length > 1 ? Part(parts[1]) : 1);
    }

    private static long Part(string digits) =>
        digits.Length == 0 || !digits.All(char.IsAsciiDigit) ? 1
        : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var part) ? part
        : int.MaxValue;
}
