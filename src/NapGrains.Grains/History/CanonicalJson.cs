using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NapGrains.Grains.History;

/// <summary>
/// JSON in the one form that its data has by RFC 8785: members in the order of their names' UTF-16 units, no white space,
/// numbers as ECMAScript prints them. Two implementations that hash it get the same.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>The quotation mark, the backslash, and the control characters below the space.</summary>
    private static readonly SearchValues<char> Escaped = SearchValues.Create(['"', '\\', .. Enumerable.Range(0, ' ').Select(unit => (char)unit)]);

    /// <summary>The canonical form of a JSON value, in UTF-8.</summary>
    /// <exception cref="FormatException">A number is too large for an IEEE 754 double.</exception>
    public static byte[] Of(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().Select(member => (member.Name, member.Value)).ToArray();
                Array.Sort(members, static (one, other) => string.CompareOrdinal(one.Name, other.Name));
                Write(text, '{', members, '}', member =>
                {
                    Write(text, member.Name);
                    text.Append(':');
                    Write(text, member.Value);
                });
                break;
            case JsonValueKind.Array:
                Write(text, '[', value.EnumerateArray(), ']', item => Write(text, item));
                break;
            case JsonValueKind.String:
                Write(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.GetDouble()));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void Write<T>(StringBuilder text, char open, IEnumerable<T> items, char close, Action<T> write)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
            {
                text.Append(',');
            }

            isFirst = false;
            write(item);
        }

        text.Append(close);
    }

    private static void Write(StringBuilder text, string value)
    {
        text.Append('"');
        var rest = value.AsSpan();
        for (var at = rest.IndexOfAny(Escaped); at >= 0; at = rest.IndexOfAny(Escaped))
        {
            text.Append(rest[..at]);
            _ = rest[at] switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                var control => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)control:x4}"),
            };
            rest = rest[(at + 1)..];
        }

        text.Append(rest).Append('"');
    }

    /// <summary>ECMAScript's Number::toString: the shortest digits that read back the same, with an exponent only below 1e-6 and from 1e21 on.</summary>
    private static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new FormatException("JSON has no such number.");
        }

        if (value == 0)
        {
            return "0";
        }

        var parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var written = parts[0].Replace(".", "", StringComparison.Ordinal);
        var digits = written.TrimStart('0');
        var point = (parts[0].IndexOf('.', StringComparison.Ordinal) is var found and >= 0 ? found : parts[0].Length)
            + (parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0)
            - (written.Length - digits.Length);
        digits = digits.TrimEnd('0');
        return (value < 0 ? "-" : "") + point switch
        {
            > 21 or <= -6 => $"{digits[0]}{(digits.Length > 1 ? $".{digits[1..]}" : "")}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}",
            <= 0 => $"0.{new string('0', -point)}{digits}",
            _ when digits.Length <= point => digits.PadRight(point, '0'),
            _ => $"{digits[..point]}.{digits[point..]}",
        };
    }
}
