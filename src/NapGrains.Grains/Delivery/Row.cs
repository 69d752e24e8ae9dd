using System.Text.Json.Serialization;

namespace NapGrains.Grains.Delivery;

/// <summary>
/// A persisted row: a grain's state, and whether it holds something that its parents have not acknowledged yet.
/// </summary>
/// <remarks>
/// Stored as <c>{"unsent":true,"state":{…}}</c>. The mark comes first because both stores recognise it by the payload's first bytes.
/// Orleans and the stores serialise a row some time after <c>WriteStateAsync</c> was called: give it a state that no longer changes, and
/// leave the row alone until the write has ended.
/// </remarks>
/// <typeparam name="T">The grain's state: serialised by System.Text.Json with <see cref="NapJson.Options"/>.</typeparam>
[GenerateSerializer, Alias("row`1")]
public sealed class Row<T>
    where T : class
{
    /// <summary>Whether the row holds something not yet acknowledged upward, and so is listed by <see cref="IUnsentRows"/>.</summary>
    [Id(0), JsonPropertyOrder(-1)]
    public bool Unsent { get; set; }

    /// <summary>The grain's state; null until the grain first writes.</summary>
    [Id(1)]
    public T? State { get; set; }
}
