using System.Buffers;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Webhooks;

/// <summary>What of the items goes to the caller.</summary>
internal enum WebhookData
{
    /// <summary>The first item as JSON.</summary>
    FirstItem,

    /// <summary>All items as a JSON list.</summary>
    AllItems,

    /// <summary>The first file of the first item.</summary>
    Binary,

    /// <summary>No body.</summary>
    None,
}

/// <summary>Makes answers of items. Pure.</summary>
internal static class WebhookAnswer
{
    /// <summary>An answer with these items.</summary>
    /// <param name="property">Binary property to send; null sends the first file.</param>
    /// <exception cref="NodeException"><c>binary-missing</c> when the first item has no such file.</exception>
    public static Answer Of(WebhookData data, IReadOnlyList<Item> items, int status, IReadOnlyDictionary<string, string> headers, string? property = null) => data switch
    {
        WebhookData.FirstItem => Json(items.Count == 0 ? "{}"u8.ToArray() : items[0].Utf8, status, headers),
        WebhookData.AllItems => Json(List(items), status, headers),
        WebhookData.Binary => File(items, status, headers, property),
        _ => new Answer(status, headers, null),
    };

    public static Answer Json(ReadOnlyMemory<byte> json, int status, IReadOnlyDictionary<string, string> headers) => new(status, With(headers, "Content-Type", "application/json; charset=utf-8"), json);

    public static Answer Text(string text, int status, IReadOnlyDictionary<string, string> headers) =>
        new(status, With(headers, "Content-Type", text.TrimStart().StartsWith('<') ? "text/html; charset=utf-8" : "text/plain; charset=utf-8"), Encoding.UTF8.GetBytes(text));

    /// <summary>The headers with one more, unless the author set it.</summary>
    public static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> headers, string name, string value) =>
        headers.Keys.Contains(name, StringComparer.OrdinalIgnoreCase) ? headers : new Dictionary<string, string>(headers) { [name] = value };

    private static Answer File(IReadOnlyList<Item> items, int status, IReadOnlyDictionary<string, string> headers, string? property)
    {
        var files = items.Count == 0 ? null : items[0].Binary;
        var file = string.IsNullOrEmpty(property) ? files?.Values.FirstOrDefault() : files?.GetValueOrDefault(property);
        return file is not null
            ? new Answer(status, With(headers, "Content-Type", NameValues.IsHeader(file.MimeType) ? file.MimeType : "application/octet-stream"), null, file)
            : throw new NodeException($"The first item has no file{(property is null ? "" : $" '{property}'")} to answer with.", "binary-missing", retryable: false);
    }

    private static ReadOnlyMemory<byte> List(IReadOnlyList<Item> items)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Files.Json.Writer))
        {
            writer.WriteStartArray();
            foreach (var item in items) writer.WriteRawValue(item.Utf8.Span, skipInputValidation: true);
            writer.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }
}
