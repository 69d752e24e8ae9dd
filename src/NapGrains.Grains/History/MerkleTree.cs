using System.Security.Cryptography;
using System.Text;

namespace NapGrains.Grains.History;

/// <summary>
/// One digest for many, by RFC 6962: leaves and nodes are hashed with different prefixes, and a list whose length is no power of
/// two is split at the largest one below it.
/// </summary>
internal static class MerkleTree
{
    /// <summary>The root over <paramref name="leaves"/> as lower-case hex; over none it is the SHA-256 of nothing.</summary>
    public static string Root(IReadOnlyList<string> leaves)
    {
        if (leaves.Count == 0)
        {
            return Convert.ToHexStringLower(SHA256.HashData([]));
        }

        var hashes = new byte[leaves.Count][];
        for (var index = 0; index < hashes.Length; index++)
        {
            hashes[index] = SHA256.HashData([0, .. Encoding.UTF8.GetBytes(leaves[index])]);
        }

        return Convert.ToHexStringLower(Node(hashes));
    }

    private static byte[] Node(ReadOnlySpan<byte[]> hashes)
    {
        if (hashes.Length == 1)
        {
            return hashes[0];
        }

        var split = 1;
        while (split * 2 < hashes.Length)
        {
            split *= 2;
        }

        return SHA256.HashData([1, .. Node(hashes[..split]), .. Node(hashes[split..])]);
    }
}
