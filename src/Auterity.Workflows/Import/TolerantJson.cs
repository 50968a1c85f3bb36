using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Auterity.Sdk;

namespace Auterity.Workflows.Import;

/// <summary>Reads a file of unknown origin into JSON that every later step can trust: no duplicate names, no broken surrogates, bounded depth.</summary>
internal static class TolerantJson
{
    /// <summary>Deepest nesting accepted: what is imported is wrapped a few levels deeper and must stay under <see cref="JsonDefaults.MaxDepth"/>.</summary>
    public const int MaxDepth = 100;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="ImportException">The bytes are empty, not UTF-8, not JSON, or nested too deeply.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8)
    {
        var start = utf8.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        utf8 = utf8[start..];
        if (utf8.Trim(" \t\r\n\0"u8).IsEmpty) throw new ImportException("The file is empty.", "empty", 0);
        if (!Utf8.IsValid(utf8)) throw NotUtf8(utf8, start);

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try
        {
            reader.Read();
            var root = Value(ref reader, start);
            while (reader.Read()) { }
            return JsonSerializer.SerializeToElement(root, JsonDefaults.Options);
        }
        catch (JsonException e)
        {
            var position = start + reader.BytesConsumed;
            throw new ImportException($"The file is not valid JSON at line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}.", "invalid-json", position, e);
        }
    }

    private static JsonNode? Value(ref Utf8JsonReader reader, int start)
    {
        if (reader.CurrentDepth >= MaxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            throw new ImportException($"The file is nested deeper than {MaxDepth} levels at byte {start + reader.TokenStartIndex}.", "too-deep", start + reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader, start);
            case JsonTokenType.StartArray:
                var array = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    array.Add(Value(ref reader, start));
                return array;
            case JsonTokenType.String:
                return JsonValue.Create(Text(ref reader));
            case JsonTokenType.Null:
                return null;
            default:
                return JsonValue.Create(JsonElement.ParseValue(ref reader));
        }
    }

    private static JsonObject Object(ref Utf8JsonReader reader, int start)
    {
        var result = new JsonObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(ref reader);
            reader.Read();
            result[name] = Value(ref reader, start); // the last of equal names wins, as it does for the program that wrote the file
        }

        return result;
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: a text cut in the middle of an emoji.
            return Repaired(Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    private static string Repaired(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\') text.Append(escaped[i]);
            else if (escaped[++i] != 'u') text.Append(escaped[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var other => other });
            else
            {
                text.Append((char)Convert.ToUInt16(escaped.Substring(i + 1, 4), 16));
                i += 4;
            }
        }

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString())); // the encoder puts U+FFFD where half a pair stood
    }

    private static ImportException NotUtf8(ReadOnlySpan<byte> utf8, int start)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(utf8[valid..], out _, out var length) == System.Buffers.OperationStatus.Done)
            valid += length;
        return new ImportException($"The file is not UTF-8 text: byte {start + valid} does not belong there.", "invalid-utf8", start + valid);
    }
}
