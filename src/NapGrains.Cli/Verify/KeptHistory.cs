using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using NapGrains.Grains.History;

namespace NapGrains.Cli.Verify;

/// <summary>
/// The chains of a plan's public changes as a JSON export holds them. Every hash is computed here from what the export says, so that
/// the server is not asked to judge itself.
/// </summary>
internal sealed class KeptHistory
{
    private readonly Dictionary<string, List<string>> _hashes;

    private KeptHistory(Dictionary<string, List<string>> hashes) => _hashes = hashes;

    /// <summary>Number of links in all.</summary>
    public int Links => _hashes.Values.Sum(hashes => hashes.Count);

    /// <summary>Merkle root over the ends of the chains.</summary>
    public string Root => MerkleTree.Root(
        [
            .. _hashes.OrderBy(chain => chain.Key, StringComparer.Ordinal)
                .Select(chain => string.Create(CultureInfo.InvariantCulture, $"{chain.Key} {chain.Value.Count} {chain.Value[^1]}")),
        ]);

    /// <summary>Reads an export and checks that its chains hold together and that its root is theirs.</summary>
    /// <param name="export">The whole JSON document.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="CommandFailedException">It is no such export, or it was changed since it was made.</exception>
    public static KeptHistory Read(string export, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(export);
            if (!document.RootElement.TryGetProperty("history", out var history))
            {
                throw new CommandFailedException(ExitCode.Usage, $"{name}: carries no history; a JSON export does: nap export --format json.");
            }

            var kept = new KeptHistory(history.GetProperty("chains").EnumerateArray().ToDictionary(
                chain => chain.GetProperty("key").GetString()!, chain => Hashes(chain, name), StringComparer.Ordinal));
            return kept.Root == history.GetProperty("root").GetString()
                ? kept
                : throw Changed(name, "its root is not the root of its chains");
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"{name}: is no JSON export of a plan: {PlainText.OneLine(unreadable.Message)}");
        }
    }

    /// <summary>What was published then and is not so now: chains and links that are missing or are others.</summary>
    /// <param name="now">The history as it is now.</param>
    public IEnumerable<string> Differences(KeptHistory now)
    {
        foreach (var (key, hashes) in _hashes.OrderBy(chain => chain.Key, StringComparer.Ordinal))
        {
            var held = now._hashes.GetValueOrDefault(key) ?? [];
            var first = hashes.Zip(held).TakeWhile(pair => pair.First == pair.Second).Count();
            if (first < hashes.Count)
            {
                yield return first < held.Count
                    ? $"{key}: link {first + 1} was rewritten: it was {hashes[first]} and is {held[first]}"
                    : $"{key}: link {first + 1} is missing: it was {hashes[first]}";
            }
        }
    }

    private static List<string> Hashes(JsonElement chain, string name)
    {
        var hashes = new List<string>();
        foreach (var link in chain.GetProperty("links").EnumerateArray())
        {
            var previous = link.TryGetProperty("previous", out var remembered) ? remembered.GetString() : null;
            if (link.GetProperty("number").GetInt64() != hashes.Count + 1 || previous != (hashes.Count == 0 ? null : hashes[^1]))
            {
                throw Changed(name, $"link {hashes.Count + 1} of {chain.GetProperty("key").GetString()} does not follow the one before it");
            }

            hashes.Add(Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(link))));
        }

        return hashes.Count > 0 ? hashes : throw Changed(name, $"{chain.GetProperty("key").GetString()} has no links");
    }

    private static CommandFailedException Changed(string name, string what) => new(ExitCode.Refused, $"BROKEN: {name}: {what}");
}
