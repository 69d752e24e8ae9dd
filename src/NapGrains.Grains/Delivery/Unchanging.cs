using System.Text.Json;
using System.Text.Json.Serialization;

namespace NapGrains.Grains.Delivery;

/// <summary>
/// A part of a row that never changes, while the row is written again and again for what stands beside it: it is made into JSON
/// once. Stored as the value itself.
/// </summary>
/// <param name="value">The part: immutable.</param>
[JsonConverter(typeof(UnchangingConverter))]
internal sealed class Unchanging<T>(T value)
{
    private byte[]? _json;

    public T Value => value;

    /// <summary>The value in UTF-8, by the options that rows are written with.</summary>
    public ReadOnlySpan<byte> Json(JsonSerializerOptions options) => _json ??= JsonSerializer.SerializeToUtf8Bytes(value, options);
}

/// <summary>Reads and writes <see cref="Unchanging{T}"/> as its value.</summary>
internal sealed class UnchangingConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Unchanging<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Unchanging<T>>
    {
        public override Unchanging<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Unchanging<T> value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Json(options), skipInputValidation: true);
    }
}
