using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>Arrays that a document left out.</summary>
internal static class AbsentArray
{
    /// <summary>The array, or an empty one where it is absent.</summary>
    public static ImmutableArray<T> OrEmpty<T>(this ImmutableArray<T> array) => array.IsDefault ? [] : array;
}
