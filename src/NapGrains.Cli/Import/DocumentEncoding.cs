using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace NapGrains.Cli.Import;

/// <summary>Tells what a file is that is not UTF-8 text, so that the user knows how to save it again.</summary>
internal static class DocumentEncoding
{
    /// <summary>Looks at a file's bytes.</summary>
    /// <returns>What is wrong with it and at which line, or null where it is UTF-8 text.</returns>
    public static string? Suspect(ReadOnlySpan<byte> bytes)
    {
        // UTF-32's little-endian mark starts with UTF-16's, so it comes first.
        var marked = bytes switch
        {
            [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
            _ => null,
        };
        if (marked is not null) return Advice(bytes, 0, $"{marked} by its byte order mark");

        if (Container(bytes) is { } container) return $"line 1: looks like binary, {container}; export it as text first.";

        var firstNul = bytes.IndexOf((byte)0);
        var valid = Utf8.IsValid(bytes);
        if (valid && firstNul < 0) return null;
        var firstWrong = valid ? firstNul : FirstInvalid(bytes);
        if (firstNul >= 0)
        {
            firstWrong = Math.Min(firstWrong, firstNul);
            return IsUtf16(bytes) ? Advice(bytes, firstWrong, "UTF-16 without a byte order mark") : Binary(bytes, firstWrong);
        }
        return HasManyControls(bytes)
            ? Binary(bytes, firstWrong)
            : Advice(bytes, firstWrong, $"Windows-1254 or another one-byte encoding (0x{bytes[firstWrong]:X2})");
    }

    private static string Advice(ReadOnlySpan<byte> bytes, int at, string encoding) =>
        $"line {LineOf(bytes, at)}: not UTF-8; it looks like {encoding}. Save it as UTF-8.";

    private static string Binary(ReadOnlySpan<byte> bytes, int at) => $"line {LineOf(bytes, at)}: looks like binary, not like text.";

    private static string? Container(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP container such as DOCX or XLSX",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "a PDF",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old Word or Excel file",
        _ => null,
    };

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done) at += length;
        return at;
    }

    /// <summary>In UTF-16, spaces, digits and most Latin letters have a NUL as their other byte.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> bytes)
    {
        var nulsAt = (Even: 0, Odd: 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != 0) continue;
            if (i % 2 == 0) nulsAt.Even++;
            else nulsAt.Odd++;
        }
        var (few, many) = (Math.Min(nulsAt.Even, nulsAt.Odd), Math.Max(nulsAt.Even, nulsAt.Odd));
        return bytes.Length % 2 == 0 && many > bytes.Length / 8 + 1 && few < many / 20 + 1;
    }

    private static bool HasManyControls(ReadOnlySpan<byte> bytes)
    {
        var controls = 0;
        foreach (var value in bytes)
        {
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f')) controls++;
        }
        return controls > bytes.Length / 50;
    }

    /// <summary>Number of the line, from 1, that holds a byte.</summary>
    private static int LineOf(ReadOnlySpan<byte> bytes, int at) => 1 + bytes[..at].Count((byte)'\n');
}
