using System.Security.Cryptography;
using System.Text.Json;

namespace Auterity.Sdk;

/// <summary>JSON over 64 KiB: in memory until it is in the blob store, from then on read again when somebody looks (ENGINE rule 27).</summary>
/// <remarks>Immutable to whoever reads it. Once stored, the bytes stay in memory only as long as somebody uses them.</remarks>
internal sealed class LargeJson
{
    /// <summary>Longest JSON that travels inside the journal, in bytes.</summary>
    public const int Threshold = 64 * 1024;

    private readonly WeakReference<Content> recent = new(null!);
    private volatile Content? held;
    private Func<string, ReadOnlyMemory<byte>>? read;
    private string? id;

    public LargeJson(ReadOnlyMemory<byte> utf8)
    {
        held = new Content(utf8);
        Size = utf8.Length;
    }

    /// <param name="id">Content hash of stored JSON.</param>
    /// <param name="size">Its length in bytes.</param>
    /// <param name="read">Reads it.</param>
    public LargeJson(string id, int size, Func<string, ReadOnlyMemory<byte>> read)
    {
        this.id = id;
        this.read = read;
        Size = size;
    }

    /// <summary>SHA-256 of the bytes, lower-case hex: their name in the store.</summary>
    public string Id => id ??= Convert.ToHexStringLower(SHA256.HashData(Utf8.Span));

    public int Size { get; }

    public bool IsStored => held is null;

    public ReadOnlyMemory<byte> Utf8 => Current.Utf8;

    public JsonElement Json => Current.Json;

    private Content Current
    {
        get
        {
            if (held is { } kept) return kept;
            lock (recent)
            {
                if (recent.TryGetTarget(out var known)) return known;
                var again = new Content(read!(Id));
                recent.SetTarget(again);
                return again;
            }
        }
    }

    /// <summary>The bytes are in the store for good: memory may let them go.</summary>
    public void MarkStored(Func<string, ReadOnlyMemory<byte>> from)
    {
        if (held is not { } kept) return;
        lock (recent)
        {
            read = from;
            recent.SetTarget(kept);
            held = null;
        }
    }

    private sealed class Content(ReadOnlyMemory<byte> utf8)
    {
        private JsonDocument? document;

        public ReadOnlyMemory<byte> Utf8 => utf8;

        public JsonElement Json => (document ??= JsonDocument.Parse(utf8, JsonDefaults.Document)).RootElement;
    }
}
