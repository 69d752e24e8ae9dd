using System.Globalization;

namespace NapGrains.Grains.History;

/// <summary>One digest for all chains of a plan.</summary>
public static class HistoryRoot
{
    /// <summary>The Merkle root over <c>key length hash</c> of every chain, in ordinal order of the keys, as lower-case hex.</summary>
    /// <param name="chains">Keys and ends of the chains, in any order.</param>
    public static string Of(IEnumerable<(string Key, ChainHead Head)> chains) => MerkleTree.Root(
        [
            .. chains.OrderBy(chain => chain.Key, StringComparer.Ordinal)
                .Select(chain => string.Create(CultureInfo.InvariantCulture, $"{chain.Key} {chain.Head.Length} {chain.Head.Hash}")),
        ]);
}
