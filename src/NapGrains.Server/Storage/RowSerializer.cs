using System.Text.Json;
using NapGrains.Grains.Delivery;
using Orleans.Storage;

namespace NapGrains.Server.Storage;

/// <summary>Turns rows into UTF-8 JSON and back. Both stores use it, so a payload of one can be read by the other.</summary>
/// <param name="options">Usually <see cref="NapJson.Options"/>.</param>
internal sealed class RowSerializer(JsonSerializerOptions options) : IGrainStorageSerializer
{
    /// <summary>Whether a payload is a <see cref="Row{T}"/> that holds something unsent.</summary>
    /// <remarks>The PostgreSQL scripts look for the same bytes.</remarks>
    public static bool IsUnsent(ReadOnlySpan<byte> payload) => payload.StartsWith("{\"unsent\":true"u8);

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, options));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, options);
}
