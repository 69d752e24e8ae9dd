using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NapGrains.Grains.Delivery;

namespace NapGrains.Grains.History;

/// <summary>
/// One public change of a measure or an assignment. It holds digests and no texts, so that a text can be redacted by law and
/// the chain still verifies.
/// </summary>
/// <param name="Number">Its place in the chain, from 1 without a gap.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Kind">What happened, as in the GraphQL enum <c>PlanEventKind</c>.</param>
/// <param name="Period">The reporting period, if it is about one.</param>
/// <param name="Revision">The report's revision, if it is about one.</param>
/// <param name="From">The former value.</param>
/// <param name="To">The new value.</param>
/// <param name="Role">In which role it was done: <c>reporter</c>, <c>secretariat</c>, <c>assessor</c>, <c>admin</c>, or <c>service</c>.</param>
/// <param name="Actor">Key of the agency, or of the assessor, that did it.</param>
/// <param name="Operation">The operation id.</param>
/// <param name="Content">SHA-256 of what is now held, as lower-case hex over its canonical JSON; null where it is all said here.</param>
/// <param name="Previous">Hash of the link before it; null for the first one.</param>
[GenerateSerializer, Immutable, Alias("history-link")]
public sealed record HistoryLink(
    [property: Id(0)] long Number,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Kind,
    [property: Id(3)] string? Period,
    [property: Id(4)] int? Revision,
    [property: Id(5)] string? From,
    [property: Id(6)] string? To,
    [property: Id(7)] string Role,
    [property: Id(8)] string? Actor,
    [property: Id(9)] string Operation,
    [property: Id(10)] string? Content,
    [property: Id(11)] string? Previous)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>SHA-256 over the link's canonical JSON, in which nulls are left out, as lower-case hex.</summary>
    [JsonIgnore]
    public string Hash => Sha256(JsonSerializer.SerializeToElement(this, Form));

    /// <summary>The digest of a content, over its stored form made canonical.</summary>
    public static string Digest<T>(T content) => Sha256(JsonSerializer.SerializeToElement(content, NapJson.Options));

    internal static string Sha256(JsonElement value) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(value)));
}

/// <summary>A link as it is kept and shown.</summary>
/// <param name="Link">The link.</param>
/// <param name="Text">JSON of its content where no row of its own holds that: verdicts and assessments.</param>
[GenerateSerializer, Immutable, Alias("held-link")]
public sealed record HeldLink([property: Id(0)] HistoryLink Link, [property: Id(1)] string? Text);

/// <summary>The end of a chain: it stands for all that is before it.</summary>
/// <param name="Length">Number of links.</param>
/// <param name="Hash">Hash of the last one.</param>
[GenerateSerializer, Immutable, Alias("chain-head")]
public readonly record struct ChainHead([property: Id(0)] long Length, [property: Id(1)] string Hash);
