using System.Buffers;
using System.Text.Json;
using GraphQL;
using NapGrains.Gateway.Transport.Execution;

namespace NapGrains.Gateway.Transport.Sockets;

/// <summary>A message of a client, by graphql-transport-ws.</summary>
/// <param name="Type">What it wants.</param>
/// <param name="Id">The operation it is about, for <c>subscribe</c> and <c>complete</c>.</param>
/// <param name="Payload">JSON of its payload; empty where it has none.</param>
internal readonly record struct SocketMessage(string Type, string? Id, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Reads a message; the payload is a part of the text and lives as long.</summary>
    /// <returns>The message, or null where it is none.</returns>
    public static SocketMessage? Read(ReadOnlyMemory<byte> text)
    {
        string? type = null, id = null;
        var payload = ReadOnlyMemory<byte>.Empty;
        var reader = new Utf8JsonReader(text.Span);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("type"u8))
                {
                    reader.Read();
                    type = reader.GetString();
                }
                else if (reader.ValueTextEquals("id"u8))
                {
                    reader.Read();
                    id = reader.GetString();
                }
                else
                {
                    var isPayload = reader.ValueTextEquals("payload"u8);
                    reader.Read();
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    if (isPayload && reader.TokenType != JsonTokenType.Null) payload = text[start..(int)reader.BytesConsumed];
                }
            }
            if (reader.Read()) return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
        return type is null || (payload.Length > 0 && payload.Span[0] != '{') ? null : new SocketMessage(type, id, payload);
    }

    /// <summary>The operation of a <c>subscribe</c> message.</summary>
    /// <returns>The operation, or null where the payload holds none.</returns>
    public GraphQLRequest? Request()
    {
        try
        {
            return RequestParser.Parse(new ReadOnlySequence<byte>(Payload));
        }
        catch (ExecutionError)
        {
            return null;
        }
    }

    /// <summary>
    /// The bearer token of a <c>connection_init</c> message: <c>{"Authorization": "Bearer …"}</c>, the name in any case, or
    /// <c>{"token": "…"}</c>.
    /// </summary>
    /// <returns>The token; null where there is none; empty where what is there is no bearer token.</returns>
    public string? Token()
    {
        if (Payload.IsEmpty) return null;
        using var payload = JsonDocument.Parse(Payload);
        foreach (var property in payload.RootElement.EnumerateObject())
        {
            var isHeader = property.Name.Equals("authorization", StringComparison.OrdinalIgnoreCase);
            if ((!isHeader && property.Name != "token") || property.Value.ValueKind == JsonValueKind.Null) continue;
            if (property.Value.ValueKind != JsonValueKind.String) return "";
            var value = property.Value.GetString()!;
            if (!isHeader) return value;
            return value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..].Trim() : "";
        }
        return null;
    }
}
