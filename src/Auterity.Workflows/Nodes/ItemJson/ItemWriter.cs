using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.ItemJson;

/// <summary>Writes items straight to bytes.</summary>
internal static class ItemWriter
{
    private const int LargestKeptBuffer = 1 << 20;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? spare;

    /// <summary>An item with whatever <paramref name="write"/> writes: one JSON value.</summary>
    public static Item Write<TState>(TState state, Action<Utf8JsonWriter, TState> write, IReadOnlyDictionary<string, BinaryRef>? binary = null) =>
        new(Bytes(state, write), binary);

    /// <summary>An object with these fields; a missing value is left out.</summary>
    public static Item Write(IEnumerable<KeyValuePair<string, JsonElement>> fields, IReadOnlyDictionary<string, BinaryRef>? binary = null) =>
        Write(fields, static (writer, fields) => writer.WriteFields(fields), binary);

    /// <summary>A JSON value of its own.</summary>
    public static JsonElement Element<TState>(TState state, Action<Utf8JsonWriter, TState> write) =>
        JsonDocument.Parse(Bytes(state, write), JsonDefaults.Document).RootElement;

    public static void WriteFields(this Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, JsonElement>> fields)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            if (value.ValueKind == JsonValueKind.Undefined) continue;
            writer.WritePropertyName(name);
            writer.WriteCopy(value);
        }

        writer.WriteEndObject();
    }

    /// <summary>Copies a value byte for byte, so that numbers keep their text; a missing one becomes null.</summary>
    public static void WriteCopy(this Utf8JsonWriter writer, JsonElement? value)
    {
        if (value is { ValueKind: not JsonValueKind.Undefined } there) writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(there), skipInputValidation: true);
        else writer.WriteNullValue();
    }

    /// <summary>Copies a field, its name included.</summary>
    public static void WriteCopy(this Utf8JsonWriter writer, JsonProperty field)
    {
        writer.WritePropertyName(field.Name);
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(field.Value), skipInputValidation: true);
    }

    private static byte[] Bytes<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var (buffer, writer) = spare ?? Create();
        spare = null;
        write(writer, state);
        writer.Flush();
        var bytes = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        writer.Reset();
        if (buffer.Capacity <= LargestKeptBuffer) spare = (buffer, writer);
        return bytes;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) Create()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        return (buffer, new Utf8JsonWriter(buffer, Options));
    }
}
