using System.IO.Compression;

namespace NapGrains.Documents;

/// <summary>Packs files so that the same files always give the same bytes: no clock and no order but the given one is in them.</summary>
public static class ZipFile
{
    // The first moment that the format can tell.
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs files.</summary>
    /// <param name="files">Names, with <c>/</c> between folders, and contents, in the order in which they are to stand.</param>
    public static byte[] Pack(IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = Always;
                using var target = entry.Open();
                target.Write(content.Span);
            }
        }

        return packed.ToArray();
    }

    /// <summary>The files of an archive, in its order.</summary>
    /// <param name="archive">The archive's bytes.</param>
    public static IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> Unpack(Stream archive)
    {
        using var packed = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in packed.Entries)
        {
            using var source = entry.Open();
            using var content = new MemoryStream();
            source.CopyTo(content);
            yield return (entry.FullName, content.ToArray());
        }
    }
}
