using System.Globalization;
using System.Numerics;

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
            var order = ComparePart(left[part], right[part]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    // By the leading number first: were 9, 10 and 10a compared partly as numbers and partly as text, each would be before the next.
    private static int ComparePart(string x, string y)
    {
        var (left, right) = (Digits(x), Digits(y));
        return BigInteger.Compare(Number(x[..left]), Number(y[..right])) is var order and not 0
            ? order
            : string.CompareOrdinal(x[left..], y[right..]) is var rest and not 0 ? rest : string.CompareOrdinal(x, y);

        static int Digits(string part) => part.TakeWhile(char.IsAsciiDigit).Count();
        static BigInteger Number(string digits) => digits.Length == 0 ? -1 : BigInteger.Parse(digits, CultureInfo.InvariantCulture);
    }
}
