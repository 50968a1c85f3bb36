using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes.Code;

/// <summary>Reads what a script returned as items.</summary>
/// <remarks>
/// A list is many items, anything else one, null none. An object with <c>json</c> is a wrapper that may bring <c>binary</c> and <c>pairedItem</c>;
/// any other object is the item itself; text, numbers and lists in lists become <c>{ "value": … }</c>.
/// </remarks>
internal static class ScriptResult
{
    private static readonly HashSet<string> WrapperFields = ["json", "binary", "pairedItem", "error", "index"];

    /// <exception cref="NodeException">The result has a wrapper that is none; not retryable.</exception>
    public static async Task<IReadOnlyList<ScriptItem>> ReadAsync(JsonElement result, NodeContext context, CancellationToken cancellationToken)
    {
        if (result.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return [];
        if (result.ValueKind != JsonValueKind.Array) return [await ReadOneAsync(result, 0, context, cancellationToken)];
        var items = new List<ScriptItem>(result.GetArrayLength());
        foreach (var entry in result.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Null) items.Add(await ReadOneAsync(entry, items.Count, context, cancellationToken));
        }

        return items;
    }

    private static async Task<ScriptItem> ReadOneAsync(JsonElement value, int index, NodeContext context, CancellationToken cancellationToken)
    {
        if (value.ValueKind != JsonValueKind.Object) return new(ItemWriter.Write([KeyValuePair.Create("value", value)]), null);
        if (!value.TryGetProperty("json", out var json) || value.EnumerateObject().Any(field => !WrapperFields.Contains(field.Name)))
            return new(Item.From(value), null);
        if (json.ValueKind != JsonValueKind.Object)
            throw new NodeException($"Item {index}: 'json' is {ValueConverter.Shown(json)}; it must be an object.", "invalid-result", retryable: false);

        var files = value.TryGetProperty("binary", out var binary) ? await FilesAsync(binary, index, context, cancellationToken) : null;
        return new(new Item(ItemWriter.Write(json, static (writer, json) => writer.WriteCopy(json)).Utf8, files), value.TryGetProperty("pairedItem", out var paired) ? SourcesOf(paired, context) : null);
    }

    private static ItemSource[]? SourcesOf(JsonElement paired, NodeContext context)
    {
        var all = paired.ValueKind == JsonValueKind.Array ? [.. paired.EnumerateArray()] : new[] { paired };
        var sources = all.Select(SourceOf).OfType<ItemSource>().Where(source => source.Port < context.Inputs.Count && source.Index < context.Inputs[source.Port].Count).ToArray();
        return sources.Length == 0 ? null : sources;
    }

    private static ItemSource? SourceOf(JsonElement paired) => paired.ValueKind switch
    {
        JsonValueKind.Number when paired.TryGetInt32(out var index) && index >= 0 => new ItemSource(0, index),
        JsonValueKind.Object when paired.TryGetProperty("item", out var item) && item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var index) && index >= 0 =>
            new ItemSource(paired.TryGetProperty("input", out var input) && input.ValueKind == JsonValueKind.Number && input.TryGetInt32(out var port) && port >= 0 ? port : 0, index),
        _ => null,
    };

    private static async Task<Dictionary<string, BinaryRef>?> FilesAsync(JsonElement binary, int index, NodeContext context, CancellationToken cancellationToken)
    {
        if (binary.ValueKind != JsonValueKind.Object || binary.GetPropertyCount() == 0) return null;
        var files = new Dictionary<string, BinaryRef>();
        foreach (var file in binary.EnumerateObject())
            files[file.Name] = Known(file.Value, context) ?? await SaveAsync(file, index, context, cancellationToken);
        return files;
    }

    // A reference is believed only if it came in: a script cannot name files it was never given.
    private static BinaryRef? Known(JsonElement file, NodeContext context)
    {
        if (file.FindText("id") is not { } id) return null;
        var known = context.Inputs.SelectMany(items => items).SelectMany(item => item.Binary?.Values ?? []).FirstOrDefault(binary => binary.Id == id);
        return known is null ? null : known with { FileName = file.FindText("fileName") ?? known.FileName, MimeType = file.FindText("mimeType") ?? known.MimeType };
    }

    // Content decides the name in the blob store, so saving again after a crash is the same file.
    private static async Task<BinaryRef> SaveAsync(JsonProperty file, int index, NodeContext context, CancellationToken cancellationToken)
    {
        if (file.Value.FindText("data") is not { } data)
            throw new NodeException($"Item {index}: the file '{file.Name}' is neither one that came in nor has 'data' in Base64.", "invalid-result", retryable: false);
        try
        {
            using var content = new MemoryStream(Convert.FromBase64String(data), writable: false);
            return await context.Blobs.SaveAsync(content, file.Value.FindText("mimeType") ?? "application/octet-stream", file.Value.FindText("fileName"), cancellationToken);
        }
        catch (FormatException e)
        {
            throw new NodeException($"Item {index}: the data of the file '{file.Name}' is not Base64.", "invalid-result", retryable: false, inner: e);
        }
    }
}

/// <summary>An item a script returned.</summary>
/// <param name="Sources">What the script says it came from; null when it says nothing.</param>
internal sealed record ScriptItem(Item Item, ItemSource[]? Sources);
