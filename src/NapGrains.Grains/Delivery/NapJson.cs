using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace NapGrains.Grains.Delivery;

/// <summary>How rows are written as JSON.</summary>
public static class NapJson
{
    /// <summary>
    /// Options for stored rows: camelCase names, enums by name, letters such as ə unescaped, no type names, no nulls; read-only.
    /// An uninitialised <see cref="ImmutableArray{T}"/> property is left out, since it cannot be enumerated.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(), new OrdinalDictionaryConverter() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutUninitialisedArrays } },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveOutUninitialisedArrays(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            var of = property.PropertyType;
            if (of.IsGenericType && of.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            {
                var uninitialised = Activator.CreateInstance(of)!;
                property.ShouldSerialize = (_, value) => !uninitialised.Equals(value);
            }
        }
    }
}
