using System.Text.Json;

namespace Auterity.Sdk;

/// <summary>One unit of data on a port: a JSON object kept as UTF-8 bytes and, optionally, named files.</summary>
/// <remarks>Immutable. The bytes are parsed only when somebody asks for <see cref="Json"/>. Over 64 KiB they leave memory once they are stored and are read again when needed.</remarks>
public sealed class Item
{
    private readonly ReadOnlyMemory<byte> small;
    private JsonDocument? document;

    /// <summary>Wraps UTF-8 JSON that is already known to be one valid JSON value.</summary>
    public Item(ReadOnlyMemory<byte> utf8, IReadOnlyDictionary<string, BinaryRef>? binary = null)
    {
        if (utf8.Length > LargeJson.Threshold) Large = new LargeJson(utf8);
        else small = utf8;
        Binary = binary;
    }

    /// <summary>Wraps JSON that may be in the store.</summary>
    internal Item(LargeJson large, IReadOnlyDictionary<string, BinaryRef>? binary)
    {
        Large = large;
        Binary = binary;
    }

    /// <summary>The item <c>{}</c>.</summary>
    public static Item Empty { get; } = new("{}"u8.ToArray());

    /// <summary>The item's JSON as UTF-8 bytes.</summary>
    public ReadOnlyMemory<byte> Utf8 => Large is { } large ? large.Utf8 : small;

    /// <summary>Length of the JSON in bytes; asking does not load it.</summary>
    public int Size => Large is { } large ? large.Size : small.Length;

    /// <summary>The item's JSON, parsed on first use.</summary>
    public JsonElement Json => Large is { } large ? large.Json : (document ??= JsonDocument.Parse(small, JsonDefaults.Document)).RootElement;

    /// <summary>Files that travel with the item, by property name; null when there are none.</summary>
    public IReadOnlyDictionary<string, BinaryRef>? Binary { get; }

    /// <summary>Where the JSON of a large item is; null for one that travels with the journal.</summary>
    internal LargeJson? Large { get; }

    /// <summary>Whether the data is stored encrypted and never shown. The engine marks what a node with <c>policy.sensitive</c> sends, and what is made of it.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>The same data, marked sensitive.</summary>
    public Item AsSensitive() => IsSensitive ? this : Large is { } large ? new(large, Binary) { IsSensitive = true } : new(small, Binary) { document = document, IsSensitive = true };

    /// <summary>Serialises any value with the platform's JSON options (camelCase, enums as text).</summary>
    public static Item From<T>(T value, IReadOnlyDictionary<string, BinaryRef>? binary = null) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, JsonDefaults.Options), binary);

    /// <summary>Copies a JSON element into an item of its own.</summary>
    public static Item From(JsonElement json, IReadOnlyDictionary<string, BinaryRef>? binary = null) =>
        new(JsonSerializer.SerializeToUtf8Bytes(json, JsonDefaults.Options), binary);

    /// <summary>The same JSON with other files.</summary>
    public Item WithBinary(IReadOnlyDictionary<string, BinaryRef>? binary) => Large is { } large
        ? new(large, binary) { IsSensitive = IsSensitive }
        : new(small, binary) { document = document, IsSensitive = IsSensitive };

    public override string ToString() => System.Text.Encoding.UTF8.GetString(Utf8.Span);
}

/// <summary>A file held in the blob store: items carry this reference, never the bytes.</summary>
/// <param name="Id">Content hash (SHA-256, lower-case hex) that the tenant's blob store knows.</param>
/// <param name="MimeType">Media type, for example <c>text/csv</c>.</param>
/// <param name="FileName">Name for people; null when nobody named it.</param>
/// <param name="Size">Length in bytes.</param>
public sealed record BinaryRef(string Id, string MimeType, string? FileName, long Size);

/// <summary>Where an item came from: its place among the inputs of the activation that used it.</summary>
/// <param name="Port">Index of the input port, in the order the node declares its ports.</param>
/// <param name="Index">Index of the item on that port.</param>
public readonly record struct ItemSource(int Port, int Index);
