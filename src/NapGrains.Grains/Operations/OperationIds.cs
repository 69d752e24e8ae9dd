using System.Globalization;

namespace NapGrains.Grains.Operations;

/// <summary>Ids of operations.</summary>
public static class OperationIds
{
    /// <summary>The most characters that an id has: a grain remembers 256 of them, and histories show them to everybody.</summary>
    public const int Longest = 200;

    /// <summary>The opening of a period; a period opens once.</summary>
    public static string Opening(string period) => $"open-{period}";

    /// <summary>Refuses an id that nobody can read, or that is too long to be remembered.</summary>
    /// <exception cref="RefusalException"><c>OPERATION_ID_INVALID</c>.</exception>
    internal static void Check(string id)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Length > Longest || id.Any(IsUnreadable))
        {
            throw new RefusalException(
                "OPERATION_ID_INVALID", $"An operation id has 1 to {Longest} characters and no control characters; a new UUID does for every operation.");
        }
    }

    private static bool IsUnreadable(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
