using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NapGrains.Grains.Delivery;

/// <summary>
/// What a parent holds of its children, by their keys. A parent of few has all of them in its row; of many the row holds those that
/// changed last, and <see cref="ChildRows{T}"/> the others, so that a change costs the same however many there are.
/// </summary>
/// <remarks>As JSON it is the object of those in the row, with <c>"beside":true</c> where there are others.</remarks>
[JsonConverter(typeof(ChildrenConverter))]
internal sealed class Children<T> : IReadOnlyDictionary<string, T>
    where T : class
{
    private readonly ImmutableSortedDictionary<string, T> _all;

    private Children(ImmutableSortedDictionary<string, T> all, ImmutableSortedDictionary<string, T> inRow, bool hasOthers) =>
        (_all, InRow, HasOthers) = (all, inRow, hasOthers);

    public static Children<T> None { get; } = Read(ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal), hasOthers: false);

    /// <summary>Those that the parent's row holds.</summary>
    public ImmutableSortedDictionary<string, T> InRow { get; }

    /// <summary>Whether there are rows beside the parent's.</summary>
    public bool HasOthers { get; }

    public int Count => _all.Count;

    public IEnumerable<string> Keys => _all.Keys;

    public IEnumerable<T> Values => _all.Values;

    public T this[string key] => _all[key];

    /// <summary>What a row says; the others are added by <see cref="With"/>.</summary>
    public static Children<T> Read(ImmutableSortedDictionary<string, T> inRow, bool hasOthers) => new(inRow, inRow, hasOthers);

    public Children<T> SetItem(string key, T child)
    {
        var inRow = InRow.SetItem(key, child);
        return new(HasOthers ? _all.SetItem(key, child) : inRow, inRow, HasOthers);
    }

    /// <summary>Adds those that stand beside the row; what the row says of a child is newer.</summary>
    public Children<T> With(IEnumerable<KeyValuePair<string, T>> others) =>
        new(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, others).SetItems(InRow), InRow, true);

    /// <summary>The same children, of which these stand beside the row.</summary>
    public Children<T> Beside(IEnumerable<string> moved) => new(_all, InRow.RemoveRange(moved), true);

    public bool ContainsKey(string key) => _all.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _all.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Reads and writes <see cref="Children{T}"/> as a row holds them.</summary>
internal sealed class ChildrenConverter : JsonConverterFactory
{
    private const string Beside = "beside";

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Children<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Children<T>>
        where T : class
    {
        public override Children<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var hasOthers = false;
            var inRow = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!;
                reader.Read();
                if (key == Beside)
                {
                    hasOthers = reader.GetBoolean();
                }
                else
                {
                    inRow[key] = JsonSerializer.Deserialize<T>(ref reader, options)!;
                }
            }

            return Children<T>.Read(inRow.ToImmutable(), hasOthers);
        }

        public override void Write(Utf8JsonWriter writer, Children<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            if (value.HasOthers)
            {
                writer.WriteBoolean(Beside, true);
            }

            foreach (var (key, child) in value.InRow)
            {
                writer.WritePropertyName(key);
                JsonSerializer.Serialize(writer, child, options);
            }

            writer.WriteEndObject();
        }
    }
}
