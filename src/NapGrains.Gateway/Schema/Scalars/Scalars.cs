using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace NapGrains.Gateway.Schema.Scalars;

/// <summary>A scalar that is written as a string.</summary>
public abstract class TextScalar : ScalarGraphType
{
    /// <inheritdoc/>
    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => ParseValue((string)text.Value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };
}

/// <summary>A day: <c>2024-12-31</c>.</summary>
public sealed class DateScalar : TextScalar
{
    /// <summary>Names and describes it.</summary>
    public DateScalar()
    {
        Name = "Date";
        Description = "A day, ISO 8601: `2024-12-31`. It ends at 24:00 in the plan's time zone.";
    }

    /// <inheritdoc/>
    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        DateOnly => value,
        string text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
        _ => ThrowValueConversionError(value),
    };

    /// <inheritdoc/>
    public override object? Serialize(object? value) => value switch
    {
        null => null,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => ThrowSerializationError(value),
    };
}

/// <summary>A moment: <c>2023-01-15T20:00:00Z</c>.</summary>
public sealed class DateTimeScalar : TextScalar
{
    /// <summary>Names and describes it.</summary>
    public DateTimeScalar()
    {
        Name = "DateTime";
        Description = "A moment with its offset, ISO 8601: `2023-01-15T20:00:00Z`.";
    }

    /// <inheritdoc/>
    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        DateTimeOffset => value,
        string text when HasOffset(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) => moment.ToUniversalTime(),
        _ => ThrowValueConversionError(value),
    };

    /// <inheritdoc/>
    public override object? Serialize(object? value) => value switch
    {
        null => null,
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        _ => ThrowSerializationError(value),
    };

    // A moment without an offset would mean another one on every machine.
    private static bool HasOffset(string text) =>
        text.Contains('T', StringComparison.Ordinal)
        && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal));
}

/// <summary>A position in a plan's feed.</summary>
public sealed class CursorScalar : TextScalar
{
    /// <summary>Names and describes it.</summary>
    public CursorScalar()
    {
        Name = "Cursor";
        Description = "A position in a plan's feed of events: opaque, valid at every gateway and after every restart.";
    }

    /// <inheritdoc/>
    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        FeedCursor => value,
        string text when FeedCursor.TryParse(text, out var cursor) => cursor,
        _ => ThrowValueConversionError(value),
    };

    /// <inheritdoc/>
    public override object? Serialize(object? value) => value switch
    {
        null => null,
        FeedCursor cursor => cursor.ToString(),
        _ => ThrowSerializationError(value),
    };
}
