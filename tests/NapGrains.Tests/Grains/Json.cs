using System.Text.Json;
using NapGrains.Grains.Delivery;

namespace NapGrains.Tests.Grains;

/// <summary>Values as their stored JSON: states hold arrays, which compare by reference and not by what is in them.</summary>
internal static class Json
{
    public static string Of<T>(T value) => JsonSerializer.Serialize(value, NapJson.Options);

    /// <summary>What is read after it was written, as after a restart.</summary>
    public static T Reread<T>(T value) => JsonSerializer.Deserialize<T>(Of(value), NapJson.Options)!;
}
