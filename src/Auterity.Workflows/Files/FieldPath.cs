using System.Globalization;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>A dot path into an item's JSON, for example <c>order.lines[0].sku</c> or <c>meta['a.b']</c>; empty means the whole item.</summary>
internal static class FieldPath
{
    /// <summary>An index beyond this would only pad an array with nulls.</summary>
    private const int MaxIndex = 10_000;

    /// <summary>The value at a path, or null when there is none. A property with exactly this name wins over the path.</summary>
    /// <exception cref="NodeException">The path itself is malformed.</exception>
    public static JsonElement? Find(JsonElement json, string path)
    {
        if (path.Length == 0) return json;
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(path, out var whole)) return whole;
        foreach (var step in Parse(path))
        {
            if (step.Name is null)
            {
                if (json.ValueKind != JsonValueKind.Array || step.Index >= json.GetArrayLength()) return null;
                json = json[step.Index];
            }
            else if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(step.Name, out json))
            {
                return null;
            }
        }

        return json;
    }

    /// <summary>The value at a path.</summary>
    /// <exception cref="NodeException">There is none; the message names the path and the fields that exist.</exception>
    public static JsonElement Get(JsonElement json, string path) => Find(json, path) ?? throw new NodeException(
        $"The item has no field '{path}'. It has: {FieldNames(json)}.", "field-missing", retryable: false);

    /// <summary>The text at a path; numbers and booleans are taken as they are written.</summary>
    /// <exception cref="NodeException">There is none, or it is an object, an array or null.</exception>
    public static string GetText(JsonElement json, string path)
    {
        var value = Get(json, path);
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            var kind => throw new NodeException($"The field '{path}' is {NameOf(kind)}; text is needed.", "field-type", retryable: false),
        };
    }

    /// <summary>The item's JSON with a value at a path; what is missing on the way is made, everything else keeps its text.</summary>
    /// <param name="json">An object; anything else counts as empty.</param>
    /// <param name="write">Writes exactly one JSON value.</param>
    public static byte[] With(JsonElement json, string path, Action<Utf8JsonWriter> write)
    {
        if (path.Length == 0) return Json.Write(write);
        Step[] steps = json.ValueKind == JsonValueKind.Object && json.TryGetProperty(path, out _) ? [new Step(path, 0)] : Parse(path);
        return Json.Write(writer => WriteObject(writer, json, steps[0].Name ?? throw Malformed(path), steps.AsSpan(1), write));
    }

    /// <summary>The item's JSON with a text at a path.</summary>
    public static byte[] With(JsonElement json, string path, string text) => With(json, path, writer => writer.WriteStringValue(text));

    /// <summary>The item's JSON with a value at a path; an empty path lays the fields of an object over the item's own, and puts anything else into <c>value</c>.</summary>
    public static byte[] Merge(JsonElement json, string path, Action<Utf8JsonWriter> write)
    {
        if (path.Length > 0) return With(json, path, write);
        var bytes = Json.Write(write);
        if (bytes is not [(byte)'{', ..]) return With(json, "value", writer => writer.WriteRawValue(bytes, skipInputValidation: true));
        if (json.ValueKind != JsonValueKind.Object) return bytes;
        var over = new Item(bytes).Json;
        return Json.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var field in json.EnumerateObject())
                if (!over.TryGetProperty(field.Name, out _)) field.WriteTo(writer);
            foreach (var field in over.EnumerateObject()) field.WriteTo(writer);
            writer.WriteEndObject();
        });
    }

    /// <summary>The item's JSON without the field at a path; a missing one changes nothing, an entry of a list becomes null.</summary>
    public static byte[] Remove(JsonElement json, string path)
    {
        if (Find(json, path) is null) return Json.Write(json.WriteTo);
        Step[] steps = json.TryGetProperty(path, out _) ? [new Step(path, 0)] : Parse(path);
        return Json.Write(writer => WriteWithout(writer, json, steps));
    }

    private static void WriteWithout(Utf8JsonWriter writer, JsonElement current, ReadOnlySpan<Step> steps)
    {
        if (steps[0].Name is not { } name)
        {
            writer.WriteStartArray();
            for (var i = 0; i < current.GetArrayLength(); i++)
            {
                if (i != steps[0].Index) current[i].WriteTo(writer);
                else if (steps.Length == 1) writer.WriteNullValue();
                else WriteWithout(writer, current[i], steps[1..]);
            }

            writer.WriteEndArray();
            return;
        }

        writer.WriteStartObject();
        foreach (var field in current.EnumerateObject())
        {
            if (!field.NameEquals(name))
            {
                field.WriteTo(writer);
            }
            else if (steps.Length > 1)
            {
                writer.WritePropertyName(name);
                WriteWithout(writer, field.Value, steps[1..]);
            }
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement? current, ReadOnlySpan<Step> steps, Action<Utf8JsonWriter> write)
    {
        if (steps.IsEmpty) write(writer);
        else if (steps[0].Name is { } name) WriteObject(writer, current, name, steps[1..], write);
        else WriteArray(writer, current, steps[0].Index, steps[1..], write);
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement? current, string name, ReadOnlySpan<Step> rest, Action<Utf8JsonWriter> write)
    {
        writer.WriteStartObject();
        JsonElement? inner = null;
        if (current is { ValueKind: JsonValueKind.Object } json)
        {
            foreach (var property in json.EnumerateObject())
            {
                if (property.NameEquals(name)) inner = property.Value;
                else property.WriteTo(writer);
            }
        }

        writer.WritePropertyName(name);
        Write(writer, inner, rest, write);
        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, JsonElement? current, int index, ReadOnlySpan<Step> rest, Action<Utf8JsonWriter> write)
    {
        var length = current is { ValueKind: JsonValueKind.Array } array ? array.GetArrayLength() : 0;
        writer.WriteStartArray();
        for (var i = 0; i < Math.Max(length, index + 1); i++)
        {
            JsonElement? element = i < length ? current!.Value[i] : null;
            if (i == index) Write(writer, element, rest, write);
            else if (element is { } kept) kept.WriteTo(writer);
            else writer.WriteNullValue();
        }

        writer.WriteEndArray();
    }

    private static Step[] Parse(string path)
    {
        var steps = new List<Step>();
        for (var at = 0; at < path.Length;)
        {
            if (path[at] == '[') steps.Add(Bracket(path, ref at));
            else steps.Add(Name(path, ref at));
            if (at < path.Length && path[at] == '.' && ++at == path.Length) throw Malformed(path);
        }

        return steps.Count > JsonDefaults.MaxDepth / 2 ? throw Malformed(path) : [.. steps];
    }

    private static Step Name(string path, ref int at)
    {
        var end = path.AsSpan(at).IndexOfAny('.', '[');
        var name = end < 0 ? path[at..] : path.Substring(at, end);
        at += name.Length;
        return name.Length == 0 ? throw Malformed(path) : new Step(name, 0);
    }

    private static Step Bracket(string path, ref int at)
    {
        var quote = at + 1 < path.Length ? path[at + 1] : ' ';
        var quoted = quote is '\'' or '"';
        var close = quoted ? path.IndexOf($"{quote}]", at + 2, StringComparison.Ordinal) : path.IndexOf(']', at);
        if (close < 0) throw Malformed(path);
        var from = quoted ? at + 2 : at + 1;
        var text = path[from..close];
        at = close + (quoted ? 2 : 1);
        if (quoted) return new Step(text, 0);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= MaxIndex
            ? new Step(null, index)
            : throw Malformed(path);
    }

    private static NodeException Malformed(string path) =>
        new($"'{path}' is not a field path. Write it like order.lines[0].sku.", "field-path", retryable: false);

    private static string FieldNames(JsonElement json) => json.ValueKind == JsonValueKind.Object && json.EnumerateObject().Any()
        ? string.Join(", ", json.EnumerateObject().Select(property => property.Name).Take(20))
        : "no fields";

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => "null",
    };

    private readonly record struct Step(string? Name, int Index);
}
