using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NapGrains.Cli.Import;

/// <summary>The operation id that an import or an amendment has by its content.</summary>
internal static class OperationId
{
    /// <summary>
    /// The same import has the same id, so that an interrupted one run again is one operation. A dry run has its own: it must
    /// not stand in the way of the import it tries out.
    /// </summary>
    /// <returns>SHA-256 in hexadecimal, 64 characters.</returns>
    public static string Of(ImportDocumentInput input) =>
        Of(input.Plan, input.Period, input.Format, input.Document, input.Corrections, input.DryRun ? "dry run" : null);

    /// <inheritdoc cref="Of(ImportDocumentInput)"/>
    public static string Of(ImportPlansInput input) => Of(input.Format, input.Mapping, input.Document, input.DryRun ? "dry run" : null);

    /// <summary>The id of what is made of these parts, in their order.</summary>
    public static string Of(params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts) Append(hash, part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Lengths before parts, -1 for an absent one: else text could move from one part to the next unseen.</summary>
    private static void Append(IncrementalHash hash, string? part)
    {
        var bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
