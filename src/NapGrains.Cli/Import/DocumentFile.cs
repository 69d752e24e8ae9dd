using System.Text;

namespace NapGrains.Cli.Import;

/// <summary>A document on this machine, read as the UTF-8 text it must be.</summary>
internal static class DocumentFile
{
    /// <summary>Reads a document; a byte order mark is no part of it.</summary>
    /// <param name="path">The file as the user named it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CommandFailedException">It cannot be read, is empty, or is not UTF-8.</exception>
    public static async Task<string> Read(string path, CancellationToken cancellation)
    {
        if (Directory.Exists(path)) throw Wrong(path, "is a directory; name the document in it.");
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Wrong(path, "there is no such file.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Wrong(path, $"cannot be read: {unreadable.Message}");
        }

        if (DocumentEncoding.Suspect(bytes) is { } suspect) throw Wrong(path, suspect);
        var text = Encoding.UTF8.GetString(WithoutMark(bytes));
        return text.Length > 0 ? text : throw Wrong(path, "is empty.");
    }

    private static ReadOnlySpan<byte> WithoutMark(byte[] bytes) =>
        bytes.AsSpan() is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : bytes;

    private static CommandFailedException Wrong(string path, string what) => new(ExitCode.Usage, $"{path}: {what}");
}
