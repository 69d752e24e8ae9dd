using System.Globalization;
using NapGrains.Gateway.Schema.Relay;

namespace NapGrains.Gateway.Schema.Scalars;

/// <summary>A position in a plan's feed.</summary>
/// <param name="Plan">Key of the plan.</param>
/// <param name="Position">Position of the last event before it; 0 for the beginning.</param>
public sealed record FeedCursor(string Plan, long Position)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out FeedCursor? cursor)
    {
        var parts = NodeId.Key(text)?.Split('#');
        cursor = parts is [var plan, var number]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                ? new(plan, position)
                : null;
        return cursor is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => NodeId.Of(string.Create(CultureInfo.InvariantCulture, $"{Plan}#{Position}"));
}
