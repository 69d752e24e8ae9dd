using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace NapGrains.Tests.Api.Rights;

/// <summary>What stands in documents that are no texts, so that words can be looked for in them.</summary>
internal static class Packed
{
    /// <summary>Everything that a file holds, however it is packed.</summary>
    public static string Texts(byte[] content)
    {
        // Archives, Word documents and spreadsheets all begin so.
        if (!content.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            return Encoding.UTF8.GetString(content);
        }

        using var archive = new ZipArchive(new MemoryStream(content));
        return string.Join('\n', archive.Entries.Select(entry =>
        {
            using var source = entry.Open();
            using var held = new MemoryStream();
            source.CopyTo(held);
            return $"{entry.FullName}\n{Texts(held.ToArray())}";
        }));
    }

    /// <summary>The texts of all documents of an answer that came in base64.</summary>
    public static string Texts(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Object when answer.TryGetProperty("base64", out var coded) && coded.GetBoolean() => Texts(answer.GetProperty("text").GetBytesFromBase64()),
        JsonValueKind.Object => string.Concat(answer.EnumerateObject().Select(property => Texts(property.Value))),
        JsonValueKind.Array => string.Concat(answer.EnumerateArray().Select(Texts)),
        _ => "",
    };
}
