using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Auterity.Workflows.Definitions;

/// <summary>SHA-256 over canonical JSON: members sorted by name, no white space, numbers as written, defaults left out, lists in their order.</summary>
internal static class DefinitionHash
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a version is known by: credentials, pins, breakpoints and notes do not count.</summary>
    public static byte[] OfContent(WorkflowDefinition definition) =>
        Of(definition with { Nodes = [.. definition.Nodes.Select(node => node with { Credentials = null, Pin = null, Breakpoint = false, Notes = null })] });

    /// <summary>What a test run is pinned to: credentials, pins and breakpoints count, because such a run uses them.</summary>
    public static byte[] OfDraft(WorkflowDefinition definition) =>
        Of(definition with { Nodes = [.. definition.Nodes.Select(node => node with { Notes = null })] });

    private static byte[] Of(WorkflowDefinition definition)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
            Write(JsonSerializer.SerializeToElement(definition, DefinitionJson.Options), writer);
        return SHA256.HashData(buffer.WrittenSpan);
    }

    private static void Write(JsonElement json, Utf8JsonWriter writer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in json.EnumerateArray())
                    Write(element, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(json.GetString()); // one spelling, however it was escaped
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
