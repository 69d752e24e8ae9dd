using System.Collections.Concurrent;
using System.Text.Json;

namespace NapGrains.Grains;

/// <summary>Names of enum values as the public contract spells them: <c>IN_PROGRESS</c> for <c>InProgress</c>.</summary>
public static class GraphNames
{
    private static readonly ConcurrentDictionary<Enum, string> Names = new();

    /// <summary>The contract's name of <paramref name="value"/>.</summary>
    public static string Of(Enum value) =>
        Names.GetOrAdd(value, static named => JsonNamingPolicy.SnakeCaseUpper.ConvertName(named.ToString()));

    /// <summary>The value that the contract names so; null where there is none.</summary>
    public static T? Parse<T>(string? name) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == name)
            {
                return value;
            }
        }

        return null;
    }
}
