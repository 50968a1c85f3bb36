using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Reading and writing JSON text with the product's limits and readable letters.</summary>
internal static class Json
{
    public static JsonWriterOptions Writer { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = JsonDefaults.MaxDepth };

    public static JsonWriterOptions Pretty { get; } = Writer with { Indented = true };

    /// <summary>Parses a text that a person or another system wrote.</summary>
    /// <param name="what">What the text is, for the message: <c>The field 'body'</c>.</param>
    /// <param name="lenient">Accepts comments and trailing commas.</param>
    /// <exception cref="NodeException">It is not JSON, or nested too deeply; the message says where.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8, string what, bool lenient = false)
    {
        var options = new JsonDocumentOptions
        {
            MaxDepth = JsonDefaults.MaxDepth - 2,
            AllowTrailingCommas = lenient,
            CommentHandling = lenient ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
        };
        try
        {
            using var document = JsonDocument.Parse(utf8, options);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? $" at line {line + 1}, byte {e.BytePositionInLine + 1}" : "";
            throw new NodeException($"{what} is not valid JSON{place}.", "invalid-json", retryable: false, inner: e);
        }
    }

    /// <summary>Writes one value into bytes of its own.</summary>
    /// <exception cref="NodeException">It is nested deeper than <see cref="JsonDefaults.MaxDepth"/>.</exception>
    public static byte[] Write(Action<Utf8JsonWriter> write, bool pretty = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, pretty ? Pretty : Writer);
        try
        {
            write(writer);
        }
        catch (InvalidOperationException e) when (writer.CurrentDepth >= JsonDefaults.MaxDepth)
        {
            throw new NodeException($"The result is nested deeper than {JsonDefaults.MaxDepth} levels.", "limit-exceeded", retryable: false, inner: e);
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The value of a parameter as written, lower-cased, or the default; null when it is an expression and so unknown before it runs.</summary>
    public static string? Literal(JsonElement parameters, string name, string fallback)
    {
        if (parameters.ValueKind != JsonValueKind.Object) return null;
        foreach (var property in parameters.EnumerateObject())
        {
            if (!property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            return property.Value.ValueKind switch
            {
                JsonValueKind.String when property.Value.GetString() is { } text => text.StartsWith('=') ? null : text,
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                JsonValueKind.Null => fallback,
                _ => null,
            };
        }

        return fallback;
    }
}
