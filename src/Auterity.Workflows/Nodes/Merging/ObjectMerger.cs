using System.Text.Json;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes.Merging;

/// <summary>Merges JSON objects; later ones win.</summary>
/// <param name="deep">Whether nested objects and lists are merged as well, lists by index.</param>
/// <param name="keepFilled">Whether null and empty text give way to whatever is there.</param>
internal sealed class ObjectMerger(bool deep, bool keepFilled)
{
    public void Write(Utf8JsonWriter writer, IReadOnlyList<JsonElement> objects)
    {
        var fields = new OrderedDictionary<string, List<JsonElement>>();
        foreach (var field in objects.Where(json => json.ValueKind == JsonValueKind.Object).SelectMany(json => json.EnumerateObject()))
        {
            if (!fields.TryGetValue(field.Name, out var values)) fields.Add(field.Name, values = []);
            values.Add(field.Value);
        }

        writer.WriteStartObject();
        foreach (var (name, values) in fields)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, values);
        }

        writer.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter writer, List<JsonElement> values)
    {
        if (keepFilled && values.Any(IsFilled)) values.RemoveAll(value => !IsFilled(value));
        var last = values[^1];
        var same = values.FindLastIndex(value => value.ValueKind != last.ValueKind) + 1;
        if (!deep || same == values.Count - 1 || last.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) writer.WriteCopy(last);
        else if (last.ValueKind == JsonValueKind.Object) Write(writer, values[same..]);
        else WriteList(writer, values[same..]);
    }

    private void WriteList(Utf8JsonWriter writer, List<JsonElement> lists)
    {
        writer.WriteStartArray();
        for (var i = 0; i < lists.Max(list => list.GetArrayLength()); i++)
            WriteValue(writer, [.. lists.Where(list => i < list.GetArrayLength()).Select(list => list[i])]);
        writer.WriteEndArray();
    }

    private static bool IsFilled(JsonElement value) => value.ValueKind != JsonValueKind.Null && !(value.ValueKind == JsonValueKind.String && value.ValueEquals(""));
}
