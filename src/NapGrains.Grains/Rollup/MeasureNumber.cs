using System.Globalization;

namespace NapGrains.Grains.Rollup;

/// <summary>Numbers of measures are text (<c>1.10</c> is not <c>1.1</c>) and sort by their numeric parts.</summary>
public sealed class MeasureNumber : IComparer<string>
{
    /// <summary>Sorts <c>1.2</c> before <c>1.10</c>.</summary>
    public static MeasureNumber Order { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var (left, right) = ((x ?? "").Split('.'), (y ?? "").Split('.'));
        for (var part = 0; part < Math.Min(left.Length, right.Length); part++)
        {
            var order = int.TryParse(left[part], CultureInfo.InvariantCulture, out var a)
                && int.TryParse(right[part], CultureInfo.InvariantCulture, out var b)
                    ? a.CompareTo(b)
                    : string.CompareOrdinal(left[part], right[part]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
