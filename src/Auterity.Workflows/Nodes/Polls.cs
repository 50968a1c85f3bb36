using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes;

/// <summary>What the first look at a source does.</summary>
internal enum FirstLook
{
    /// <summary>Remembers what is there and starts nothing.</summary>
    Remember,

    /// <summary>Starts with everything that is there.</summary>
    All,
}

/// <summary>What counts as news.</summary>
internal enum NewsKind
{
    /// <summary>Entries with a key not seen before.</summary>
    New,

    /// <summary>New entries, and known ones whose content changed.</summary>
    NewOrChanged,
}

/// <summary>Finds what is new in a polled list, by key and, if asked, by content. Pure.</summary>
/// <remarks>The cursor is <c>{ seen: { key hash: content hash } }</c>, bounded: keys that fell out of the source are forgotten oldest first.</remarks>
internal static class Polls
{
    /// <summary>Keys remembered beyond those on the current page.</summary>
    public const int Remembered = 10_000;

    /// <summary>New entries of a page, in its order, and the next cursor.</summary>
    public static PollResult News(IReadOnlyList<(string Key, Item Item)> page, JsonElement? cursor, NewsKind kind, FirstLook first)
    {
        var seen = Seen(cursor);
        var now = new Dictionary<string, string>();
        var news = new List<Item>();
        foreach (var (key, item) in page)
        {
            var (id, content) = (Hash(Encoding.UTF8.GetBytes(key)), Hash(item.Utf8.Span));
            if (!now.TryAdd(id, content)) continue;
            var known = seen.Remove(id, out var before);
            if (!known || (kind == NewsKind.NewOrChanged && before != content)) news.Add(item);
        }

        var remembered = seen.Skip(Math.Max(0, seen.Count + now.Count - Math.Max(Remembered, now.Count))).Concat(now).ToDictionary();
        return new PollResult(cursor is null && first == FirstLook.Remember ? [] : news, JsonSerializer.SerializeToElement(new { seen = remembered }));
    }

    private static Dictionary<string, string> Seen(JsonElement? cursor) =>
        cursor is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("seen", out var seen) && seen.ValueKind == JsonValueKind.Object
            ? seen.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.ToString())
            : [];

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12));
}
