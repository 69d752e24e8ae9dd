using System.Globalization;
using System.Text;

namespace NapGrains.Documents;

/// <summary>Bytes of an official document as text. Only UTF-8 is taken; everything else is refused by its name.</summary>
public static class OfficialText
{
    /// <summary>The text of a document, without its byte order mark; line breaks stay as they are.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="DocumentRefusedException">
    /// The file is empty, truncated, binary, or not UTF-8; the fault names the encoding where it can be told, else byte and line.
    /// </exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            throw new DocumentRefusedException(1, "the file is empty");
        if (ForeignMark(bytes) is { } encoding)
            throw new DocumentRefusedException(1, $"not UTF-8: the file is {encoding}; save it as UTF-8");
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        if (bytes.IndexOf((byte)0) is var zero and >= 0)
            throw new DocumentRefusedException(LineOf(bytes, zero), UnmarkedWideText(bytes) is { } wide
                ? $"not UTF-8: the file is {wide}; save it as UTF-8"
                : "not a text: the file holds NUL bytes");

        for (var at = 0; at < bytes.Length;)
        {
            var status = Rune.DecodeFromUtf8(bytes[at..], out _, out var length);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
                throw new DocumentRefusedException(LineOf(bytes, at), "truncated: the file ends in the middle of a character");
            if (status != System.Buffers.OperationStatus.Done)
                throw new DocumentRefusedException(LineOf(bytes, at), string.Create(CultureInfo.InvariantCulture,
                    $"not UTF-8: byte 0x{bytes[at]:X2} at line {LineOf(bytes, at)}; the file may be Windows-1254 or another one-byte encoding, save it as UTF-8"));
            at += length;
        }

        var text = Encoding.UTF8.GetString(bytes);
        return string.IsNullOrWhiteSpace(text) ? throw new DocumentRefusedException(1, "the file is empty") : text;
    }

    // UTF-32 LE begins like UTF-16 LE, so it is asked first.
    private static string? ForeignMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0x00, 0x00, ..] => "UTF-32 LE",
        [0x00, 0x00, 0xFE, 0xFF, ..] => "UTF-32 BE",
        [0xFF, 0xFE, ..] => "UTF-16 LE",
        [0xFE, 0xFF, ..] => "UTF-16 BE",
        _ => null,
    };

    // Without a mark, Latin letters and blanks give wide text away: their high bytes are 0, always on the same side.
    private static string? UnmarkedWideText(ReadOnlySpan<byte> bytes)
    {
        Span<int> zeros = stackalloc int[4];
        var sample = bytes[..Math.Min(bytes.Length, 4096)];
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0)
                zeros[i % 4]++;
        }

        var quarter = Math.Max(1, sample.Length / 4);
        bool Mostly(int count) => count > quarter / 2;
        return (Mostly(zeros[0]), Mostly(zeros[1]), Mostly(zeros[2]), Mostly(zeros[3])) switch
        {
            (false, true, true, true) => "UTF-32 LE",
            (true, true, true, false) => "UTF-32 BE",
            (false, true, false, true) => "UTF-16 LE",
            (true, false, true, false) => "UTF-16 BE",
            _ => null,
        };
    }

    private static int LineOf(ReadOnlySpan<byte> bytes, int at) => bytes[..at].Count((byte)'\n') + 1;
}
