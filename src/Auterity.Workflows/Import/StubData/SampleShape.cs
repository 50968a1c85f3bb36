using System.Text.Json.Nodes;

namespace Auterity.Workflows.Import.StubData;

/// <summary>The object that all reads together ask for, and a plausible example of it.</summary>
internal sealed class SampleShape
{
    private const int Deepest = 32;

    private readonly Dictionary<string, SampleShape> fields = new(StringComparer.Ordinal);
    private FieldKind kind;
    private string? sample;

    public void Add(FieldRead read)
    {
        var shape = this;
        foreach (var step in read.Path.Take(Deepest))
        {
            if (!shape.fields.TryGetValue(step, out var inner)) shape.fields[step] = inner = new SampleShape();
            shape = inner;
        }

        if (shape.kind == FieldKind.Unknown) shape.kind = read.Kind;
        shape.sample ??= read.Sample;
    }

    /// <summary>An item with every field that is read.</summary>
    public JsonObject Item() => new(fields.Where(field => field.Key != FieldRead.Entry).Select(field => KeyValuePair.Create(field.Key, field.Value.Value(field.Key))));

    private JsonNode? Value(string name)
    {
        if (fields.TryGetValue(FieldRead.Entry, out var entry)) return new JsonArray(entry.Value(Singular(name)));
        if (fields.Count > 0) return Item();
        if (sample is not null) return JsonNode.Parse(sample);
        return kind switch
        {
            FieldKind.List => new JsonArray(Guess(Singular(name))),
            FieldKind.Object => new JsonObject(),
            FieldKind.Number => 1,
            FieldKind.Boolean => true,
            FieldKind.Date => "2024-01-15T09:30:00.000Z",
            FieldKind.Text => Guess(name) is JsonValue value && value.TryGetValue(out string? text) ? text : name,
            _ => Guess(name),
        };
    }

    // The name says more than nothing.
    private static JsonNode Guess(string name)
    {
        var lower = name.ToLowerInvariant();
        if (lower.Contains("email", StringComparison.Ordinal)) return "person@example.com";
        if (lower.Contains("url", StringComparison.Ordinal) || lower.Contains("link", StringComparison.Ordinal) || lower.Contains("href", StringComparison.Ordinal)) return "https://example.com/";
        if (lower.Contains("date", StringComparison.Ordinal) || lower.EndsWith("_at", StringComparison.Ordinal) || name.EndsWith("At", StringComparison.Ordinal) || lower.Contains("timestamp", StringComparison.Ordinal)) return "2024-01-15T09:30:00.000Z";
        if (lower is "count" or "total" or "amount" or "price" or "score" or "number" or "index" or "size" || lower.EndsWith("_count", StringComparison.Ordinal)) return 1;
        if (lower.StartsWith("is_", StringComparison.Ordinal) || lower.StartsWith("has_", StringComparison.Ordinal) || lower is "active" or "enabled" or "success" or "ok") return true;
        return lower is "id" || lower.EndsWith("_id", StringComparison.Ordinal) || name.EndsWith("Id", StringComparison.Ordinal) ? "1" : $"sample {name}";
    }

    private static string Singular(string name) => name.EndsWith('s') ? name[..^1] : name;
}
