using System.Text;

namespace NapGrains.Gateway.Exchange;

/// <summary>A document of a plan as a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Content">Its bytes; texts are UTF-8 without a byte order mark.</param>
public sealed record PlanFile(string Name, string MediaType, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether it is a text.</summary>
    public bool IsText => MediaType.StartsWith("text/", StringComparison.Ordinal) || MediaType.StartsWith("application/json", StringComparison.Ordinal);

    internal static PlanFile OfText(string name, string mediaType, string text) => new(name, mediaType, Encoding.UTF8.GetBytes(text));
}
