using System.Globalization;

namespace NapGrains.Documents;

/// <summary>A measure's number: its priority and its place there. <c>1.10</c> comes after <c>1.9</c>.</summary>
/// <param name="Priority">Number of the priority.</param>
/// <param name="Place">Its place among the priority's measures.</param>
internal readonly record struct MeasureNumber(int Priority, int Place) : IComparable<MeasureNumber>
{
    private const int MostDigits = 4;

    /// <summary>Reads a number such as <c>1.10</c>, a full stop behind it or not.</summary>
    public static bool TryParse(string text, out MeasureNumber number)
    {
        number = default;
        var trimmed = text.AsSpan().Trim();
        if (trimmed is [.., '.'])
            trimmed = trimmed[..^1];
        var point = trimmed.IndexOf('.');
        if (point < 0 || !TryPart(trimmed[..point], out var priority) || !TryPart(trimmed[(point + 1)..], out var place))
            return false;
        number = new MeasureNumber(priority, place);
        return true;
    }

    public int CompareTo(MeasureNumber other) =>
        Priority != other.Priority ? Priority.CompareTo(other.Priority) : Place.CompareTo(other.Place);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Priority}.{Place}");

    // A leading zero would make two texts of one number.
    private static bool TryPart(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        return digits.Length is > 0 and <= MostDigits && digits[0] is not '0'
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
