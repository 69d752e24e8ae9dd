using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace NapGrains.Grains.Delivery;

/// <summary>
/// Reads sorted dictionaries with string keys in ordinal order, as they were written. The built-in converter would sort them
/// by the culture of the process, which is slower and not the same everywhere.
/// </summary>
internal sealed class OrdinalDictionaryConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType
        && typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>)
        && typeToConvert.GetGenericArguments()[0] == typeof(string);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()[1]), options)!;

    private sealed class Converter<T>(JsonSerializerOptions options) : JsonConverter<ImmutableSortedDictionary<string, T>>
    {
        // Looked up once: a row has many small dictionaries. Lazily, for a type may hold a dictionary of itself.
        private readonly Lazy<JsonTypeInfo<T>> _item = new(() => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));

        public override ImmutableSortedDictionary<string, T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("An object was expected.");
            }

            var builder = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!;
                reader.Read();
                builder[key] = JsonSerializer.Deserialize(ref reader, _item.Value)!;
            }

            return builder.ToImmutable();
        }

        public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, T> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (key, item) in value)
            {
                writer.WritePropertyName(key);
                JsonSerializer.Serialize(writer, item, _item.Value);
            }

            writer.WriteEndObject();
        }
    }
}
