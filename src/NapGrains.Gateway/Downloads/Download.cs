using System.Security.Cryptography;
using NapGrains.Gateway.Exchange;

namespace NapGrains.Gateway.Downloads;

/// <summary>A file to download, and the SHA-256 of its bytes.</summary>
internal sealed record Download(PlanFile File)
{
    private readonly byte[] _digest = SHA256.HashData(File.Content.Span);

    /// <summary>The digest in lower-case hexadecimal digits.</summary>
    public string Sha256 => Convert.ToHexStringLower(_digest);

    /// <summary>The digest as HTTP tells it (RFC 9530).</summary>
    public string Digest => $"sha-256=:{Convert.ToBase64String(_digest)}:";
}
