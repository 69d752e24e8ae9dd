using System.Collections.Immutable;
using System.Text.Json;
using NapGrains.Grains.Delivery;

namespace NapGrains.Grains;

/// <summary>
/// Merges shipped register data into what is held: a newer data file changes only what differs from the one before it, and
/// what people have changed meanwhile stays theirs.
/// </summary>
/// <param name="isShipped">False for data that people sent, which simply replaces what it names.</param>
internal sealed class ShippedData(bool isShipped)
{
    private readonly ImmutableArray<string>.Builder _warnings = ImmutableArray.CreateBuilder<string>();

    /// <summary>What was kept although the shipped data says otherwise.</summary>
    public ImmutableArray<string> Warnings => _warnings.ToImmutable();

    /// <summary>Whether two values are the same as data.</summary>
    public static bool Same<T>(T a, T b) => JsonSerializer.SerializeToUtf8Bytes(a, NapJson.Options).AsSpan()
        .SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(b, NapJson.Options));

    /// <summary>The value to hold from now on.</summary>
    /// <param name="what">Name of the value, for the warning.</param>
    /// <param name="held">What is held; null for nothing.</param>
    /// <param name="before">What the data file before this one said; null for nothing.</param>
    /// <param name="now">What is said now; null for nothing.</param>
    public T? Merge<T>(string what, T? held, T? before, T? now)
    {
        if (now is null || Same(held, now))
        {
            return held;
        }

        if (!isShipped || Same(held, before))
        {
            return now;
        }

        if (!Same(now, before))
        {
            Keep(what);
        }

        return held;
    }

    /// <summary>Texts to hold from now on: each language by itself, so that an official title in one leaves ours in the others.</summary>
    public Texts? MergeTexts(string what, Texts? held, Texts? before, Texts? now) => now is null
        ? held
        : now.Aggregate(
            held ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
            (texts, said) => texts.SetItem(
                said.Key, Merge($"{what} ({said.Key})", texts.GetValueOrDefault(said.Key), before?.GetValueOrDefault(said.Key), said.Value)!));

    /// <summary>Notes that <paramref name="what"/> stays as it is.</summary>
    public void Keep(string what) =>
        _warnings.Add($"{what} was changed here and stays as it is; the shipped register data would set it otherwise");
}
