using System.Buffers.Text;
using System.Text;

namespace NapGrains.Gateway.Schema.Relay;

/// <summary>Global ids of nodes: opaque to clients, a grain key within.</summary>
internal static class NodeId
{
    /// <summary>The id of what <paramref name="key"/> names.</summary>
    public static string Of(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>The key within an id; null where it is none.</summary>
    public static string? Key(string id)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
