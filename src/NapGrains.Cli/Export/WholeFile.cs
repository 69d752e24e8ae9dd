namespace NapGrains.Cli.Export;

/// <summary>Writes a file so that nobody ever sees half of it.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file in place of what stood there.</summary>
    /// <exception cref="CommandFailedException">It cannot be written; what stood there is unchanged.</exception>
    public static async Task Write(string path, byte[] content, CancellationToken cancellation)
    {
        if (Directory.Exists(path)) throw new CommandFailedException(ExitCode.Usage, $"{path}: is a directory; name a file in it.");
        // In the same directory, because a rename is atomic within one file system only.
        var draft = $"{path}.{Guid.NewGuid():n}.part";
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(content, cancellation);
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"{path}: cannot be written: {unwritable.Message}");
        }
        finally
        {
            if (File.Exists(draft)) File.Delete(draft);
        }
    }
}
