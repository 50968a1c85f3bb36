using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Auterity.Workflows.Import.Samples;

/// <summary>The object that all reads together ask for, and a plausible example of it.</summary>
internal sealed class SampleShape
{
    private const int Deepest = 32;

    private readonly Dictionary<string, SampleShape> fields = new(StringComparer.Ordinal);
    private readonly List<string> liked = [];
    private readonly List<string> disliked = [];
    private FieldKind kind;

    public void Add(FieldRead read)
    {
        var shape = this;
        foreach (var step in read.Path.Take(Deepest))
        {
            if (!shape.fields.TryGetValue(step, out var inner)) shape.fields[step] = inner = new SampleShape();
            shape = inner;
        }

        if (shape.kind == FieldKind.Unknown || (shape.kind == FieldKind.Measured && read.Kind != FieldKind.Unknown)) shape.kind = read.Kind;
        if (read.Sample is not null && !shape.liked.Contains(read.Sample)) shape.liked.Add(read.Sample);
        if (read.Other is not null && !shape.disliked.Contains(read.Other)) shape.disliked.Add(read.Other);
    }

    /// <summary>
    /// How many items it takes so that every comparison is answered either way: all of them as they like it, then all at their next value;
    /// each alone at its next value, for a condition behind others; each alone as it is liked, for the one of many ways that is taken.
    /// </summary>
    public int Variants
    {
        get
        {
            var counts = Compared().Select(compared => compared.Samples.Count).ToList();
            return counts.DefaultIfEmpty(1).Max() + (counts.Count > 1 ? counts.Sum(count => count - 1) + counts.Count : 0);
        }
    }

    /// <summary>An item with every field that is read.</summary>
    /// <param name="variant">Which of the values that comparisons ask for; 0 is what they like.</param>
    public JsonObject Item(int variant = 0) => Item(Choice(variant));

    /// <summary>What a field of the item is; null when nothing reads it.</summary>
    public JsonNode? Field(string name, int variant) => fields.TryGetValue(name, out var field) ? field.Value(name, Choice(variant)) : null;

    private IReadOnlyList<string> Samples => [.. liked, .. disliked.Except(liked)];

    private IEnumerable<SampleShape> Compared() => fields.Values.SelectMany(field => field.Compared()).Concat(Samples.Count > 1 ? [this] : []);

    private Func<SampleShape, int> Choice(int variant)
    {
        var compared = Compared().ToList();
        var together = compared.Select(field => field.Samples.Count).DefaultIfEmpty(1).Max();
        if (variant < together) return _ => variant;
        var left = variant - together;
        foreach (var field in compared)
        {
            if (left < field.Samples.Count - 1) return asked => asked == field ? left + 1 : 0;
            left -= field.Samples.Count - 1;
        }

        return asked => asked == compared.ElementAtOrDefault(left) ? 0 : asked.Samples.Count - 1;
    }

    private JsonObject Item(Func<SampleShape, int> choice) => new(fields.Where(field => !FieldRead.IsMark(field.Key) && field.Value.Sample(choice) != FieldRead.Absent)
        .Select(field => KeyValuePair.Create(field.Key, field.Value.Value(field.Key, choice))));

    private string? Sample(Func<SampleShape, int> choice) => Samples is { Count: > 0 } samples ? samples[choice(this) % samples.Count] : null;

    private JsonNode? Value(string name, Func<SampleShape, int> choice)
    {
        if (Sample(choice) is { Length: > 0 } sample and not FieldRead.Anything && (fields.Count == 0 || sample is not "null")) return JsonNode.Parse(sample);
        if (fields.TryGetValue(FieldRead.Parsed, out var parsed)) return (parsed.kind is FieldKind.Unknown && parsed.fields.Count == 0 ? new JsonObject() : parsed.Value(name, choice))?.ToJsonString();
        if (fields.TryGetValue(FieldRead.Encoded, out var encoded)) return Convert.ToBase64String(Encoding.UTF8.GetBytes(encoded.Value(name, choice)?.ToString() ?? ""));
        if (fields.TryGetValue(FieldRead.Xml, out var xml)) return xml.Xml();
        if (fields.TryGetValue(FieldRead.Entry, out var entry)) return new JsonArray(entry.Value(Singular(name), choice));
        if (fields.Count > 0) return Item(choice);
        return kind switch
        {
            FieldKind.List or FieldKind.Measured => new JsonArray(Guess(Singular(name))),
            FieldKind.Object => new JsonObject(),
            FieldKind.Number => 1,
            FieldKind.Boolean => true,
            FieldKind.Date => "2024-01-15T09:30:00.000Z",
            FieldKind.Text => Guess(name) is JsonValue value && value.TryGetValue(out string? text) ? text : name,
            _ => Guess(name),
        };
    }

    private string Xml()
    {
        var root = fields.Count == 1 && fields.Single() is { Key: var only, Value: var inner } && !FieldRead.IsMark(only) ? Element(only, inner) : Element("root", this);
        return root.ToString();

        static XElement Element(string name, SampleShape shape)
        {
            var content = shape.fields.GetValueOrDefault(FieldRead.Entry) ?? shape;
            var inner = content.fields.Where(field => !FieldRead.IsMark(field.Key)).Select(field => Element(field.Key, field.Value)).ToArray<object>();
            return new XElement(XmlConvert.EncodeLocalName(name), inner.Length > 0 ? inner : [content.Value(name, _ => 0)?.ToString() ?? ""]);
        }
    }

    // The name says more than nothing.
    private static JsonNode Guess(string name)
    {
        var lower = name.ToLowerInvariant();
        if (lower.Contains("youtube", StringComparison.Ordinal)) return "https://www.youtube.com/watch?v=abcdefghijk";
        if (lower.Contains("email", StringComparison.Ordinal)) return "person@example.com";
        if (lower.Contains("url", StringComparison.Ordinal) || lower.Contains("link", StringComparison.Ordinal) || lower.Contains("href", StringComparison.Ordinal)) return "https://example.com/";
        if (lower.Contains("date", StringComparison.Ordinal) || lower.EndsWith("_at", StringComparison.Ordinal) || name.EndsWith("At", StringComparison.Ordinal) || lower.Contains("timestamp", StringComparison.Ordinal)) return "2024-01-15T09:30:00.000Z";
        if (lower is "count" or "total" or "amount" or "price" or "score" or "number" or "index" or "size" || lower.EndsWith("_count", StringComparison.Ordinal)) return 1;
        if (lower.StartsWith("is_", StringComparison.Ordinal) || lower.StartsWith("has_", StringComparison.Ordinal) || lower is "active" or "enabled" or "success" or "ok") return true;
        return lower is "id" || lower.EndsWith("_id", StringComparison.Ordinal) || name.EndsWith("Id", StringComparison.Ordinal) ? "1" : $"sample {name}";
    }

    private static string Singular(string name) => name.EndsWith('s') ? name[..^1] : name;
}
