using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using GraphQL;
using GraphQL.Execution;
using GraphQL.SystemTextJson;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>Writes answers as JSON straight from the engine's nodes, with no tree of objects between.</summary>
internal sealed class ResultWriter(IErrorInfoProvider errors)
{
    // Nothing here is put into HTML, so ə can stay ə.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal static readonly JsonSerializerOptions ValueOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonConverterBigInteger() },
    };

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <summary>Writes an answer.</summary>
    public void Write(IBufferWriter<byte> output, ExecutionResult result)
    {
        var writer = Rent(output);
        Write(writer, result);
        Return(writer);
    }

    /// <summary>Writes an answer that several send.</summary>
    public ReadOnlyMemory<byte> Write(ExecutionResult result)
    {
        var output = new ArrayBufferWriter<byte>(512);
        Write(output, result);
        return output.WrittenMemory;
    }

    /// <summary>Writes an answer as a value within a larger one.</summary>
    public void Write(Utf8JsonWriter writer, ExecutionResult result)
    {
        writer.WriteStartObject();
        if (result.Errors is { Count: > 0 } failures)
        {
            writer.WritePropertyName("errors"u8);
            Write(writer, failures);
        }
        if (result.Executed)
        {
            writer.WritePropertyName("data"u8);
            WriteValue(writer, result.Data);
        }
        if (result.Extensions is { Count: > 0 } extensions)
        {
            writer.WritePropertyName("extensions"u8);
            JsonSerializer.Serialize(writer, extensions, ValueOptions);
        }
        writer.WriteEndObject();
    }

    /// <summary>Writes errors as an array.</summary>
    public void Write(Utf8JsonWriter writer, IEnumerable<ExecutionError> failures)
    {
        writer.WriteStartArray();
        foreach (var failure in failures) Write(writer, failure);
        writer.WriteEndArray();
    }

    /// <summary>A writer for one message, to be returned before the next is rented on this thread.</summary>
    public static Utf8JsonWriter Rent(IBufferWriter<byte> output)
    {
        if (t_writer is null) return t_writer = new Utf8JsonWriter(output, WriterOptions);
        t_writer.Reset(output);
        return t_writer;
    }

    /// <summary>Hands the message over to its output.</summary>
    public static void Return(Utf8JsonWriter writer)
    {
        writer.Flush();
        writer.Reset(Stream.Null);
    }

    private void Write(Utf8JsonWriter writer, ExecutionError error)
    {
        var info = errors.GetInfo(error);
        writer.WriteStartObject();
        writer.WriteString("message"u8, info.Message);
        if (error.Locations is { Count: > 0 } locations)
        {
            writer.WriteStartArray("locations"u8);
            foreach (var location in locations)
            {
                writer.WriteStartObject();
                writer.WriteNumber("line"u8, location.Line);
                writer.WriteNumber("column"u8, location.Column);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        if (error.Path is { } path)
        {
            writer.WriteStartArray("path"u8);
            foreach (var step in path) WriteValue(writer, step);
            writer.WriteEndArray();
        }
        if (info.Extensions is { Count: > 0 } extensions)
        {
            writer.WriteStartObject("extensions"u8);
            foreach (var (name, value) in extensions)
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter writer, ExecutionNode? node)
    {
        switch (node)
        {
            case ValueExecutionNode value:
                WriteValue(writer, value.Result);
                break;
            case ObjectExecutionNode { SubFields: { } fields }:
                writer.WriteStartObject();
                foreach (var field in fields)
                {
                    writer.WritePropertyName(field.Name!);
                    WriteNode(writer, field);
                }
                writer.WriteEndObject();
                break;
            case ArrayExecutionNode { Items: { } items }:
                writer.WriteStartArray();
                foreach (var item in items) WriteNode(writer, item);
                writer.WriteEndArray();
                break;
            case ArrayExecutionNode { SerializedResult: { } values }:
                JsonSerializer.Serialize(writer, (object)values, ValueOptions);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    // The common scalars by hand: the serializer would look each value's type up anew.
    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case ExecutionNode node: WriteNode(writer, node); break;
            case string text: writer.WriteStringValue(text); break;
            case int number: writer.WriteNumberValue(number); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case Guid id: writer.WriteStringValue(id); break;
            case DateTime at: writer.WriteStringValue(at); break;
            case DateTimeOffset at: writer.WriteStringValue(at); break;
            case DateOnly date: writer.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            default: JsonSerializer.Serialize(writer, value, ValueOptions); break;
        }
    }
}
