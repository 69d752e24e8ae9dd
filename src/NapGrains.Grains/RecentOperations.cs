using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Operations;

namespace NapGrains.Grains;

/// <summary>An operation that was carried out, and its answer.</summary>
internal sealed record RecentOperation<TAnswer>(string Id, string Digest, DateTimeOffset At, TAnswer Answer);

/// <summary>
/// Makes operations idempotent: a repeat within the window gets the first answer. The window is the last 256 operations
/// of a grain, and of those the ones younger than 7 days, so a row does not grow with its history.
/// </summary>
internal static class RecentOperations
{
    private const int Most = 256;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>The earlier answer to <paramref name="id"/>, if there was one.</summary>
    /// <exception cref="OperationIdReusedException">It was another operation.</exception>
    /// <exception cref="RefusalException"><c>OPERATION_ID_INVALID</c>.</exception>
    public static RecentOperation<TAnswer>? Earlier<TAnswer>(
        this ImmutableArray<RecentOperation<TAnswer>> recent, string id, string digest)
    {
        OperationIds.Check(id);
        foreach (var operation in recent)
        {
            if (operation.Id == id)
            {
                return operation.Digest == digest ? operation : throw new OperationIdReusedException(id);
            }
        }

        return null;
    }

    /// <summary>
    /// The earlier outcome of this very step. Its operation's id was checked where it was asked; here a reused one must not hold
    /// up the plan's queue, and one operation may have several steps for one grain.
    /// </summary>
    public static RecentOperation<TAnswer>? Carried<TAnswer>(
        this ImmutableArray<RecentOperation<TAnswer>> recent, string id, string digest) =>
        recent.FirstOrDefault(operation => operation.Id == id && operation.Digest == digest);

    /// <summary>Remembers an operation and forgets those outside the window.</summary>
    public static ImmutableArray<RecentOperation<TAnswer>> And<TAnswer>(
        this ImmutableArray<RecentOperation<TAnswer>> recent, string id, string digest, DateTimeOffset at, TAnswer answer) =>
        [
            .. recent.Where(operation => at - operation.At < Longest).TakeLast(Most - 1),
            new RecentOperation<TAnswer>(id, digest, at, answer),
        ];

    /// <summary>The first 128 bits of SHA-256 over the JSON of what was asked: enough to tell two requests apart, and a row keeps many.</summary>
    public static string Digest<T>(T content) =>
        Convert.ToBase64String(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, NapJson.Options)).AsSpan(0, 16));
}
