using System.Text.Json;

namespace Auterity.Workflows.Nodes.ItemJson;

/// <summary>Changes to an object, written in one pass: what is not changed is copied byte for byte.</summary>
internal sealed class FieldEdit(JsonElement? start = null)
{
    // A path such as rows[4000000000] must not ask for a list of that length.
    private const int LongestGap = 10_000;

    private readonly List<(PathStep Step, FieldEdit Edit)> children = [];
    private JsonElement? value = start;
    private bool removed;

    /// <summary>What the changes apply to, in place of the original.</summary>
    public void Start(JsonElement json) => value = json;

    public void Set(FieldPath path, JsonElement to)
    {
        var edit = At(path);
        edit.value = to;
        edit.removed = false;
        edit.children.Clear();
    }

    public void Remove(FieldPath path)
    {
        var edit = At(path);
        edit.removed = true;
        edit.value = null;
        edit.children.Clear();
    }

    /// <summary>Writes the object with the changes; without an object it writes one of the changes alone.</summary>
    public void Write(Utf8JsonWriter writer, JsonElement? original)
    {
        var from = value ?? original;
        if (children.Count == 0) writer.WriteCopy(from);
        else if (from?.ValueKind == JsonValueKind.Array || (from?.ValueKind != JsonValueKind.Object && children.All(child => child.Step.Index >= 0))) WriteArray(writer, from);
        else WriteObject(writer, from);
    }

    private FieldEdit At(FieldPath path)
    {
        var edit = this;
        foreach (var step in path.Steps)
        {
            var found = edit.children.FindIndex(child => child.Step.Name == step.Name);
            if (found < 0)
            {
                var child = new FieldEdit();
                edit.children.Add((step, child));
                edit = child;
                continue;
            }

            edit = edit.children[found].Edit;
            if (!edit.removed) continue;
            // A removed field that is set again underneath starts empty.
            edit.removed = false;
            edit.value = JsonValues.EmptyObject;
        }

        return edit;
    }

    private void WriteObject(Utf8JsonWriter writer, JsonElement? from)
    {
        Span<bool> written = children.Count <= 64 ? stackalloc bool[children.Count] : new bool[children.Count];
        writer.WriteStartObject();
        if (from is { ValueKind: JsonValueKind.Object } fields)
        {
            foreach (var field in fields.EnumerateObject())
            {
                var child = IndexOf(field);
                if (child < 0) writer.WriteCopy(field);
                else if (!written[child]) WriteChild(writer, child, Last(fields, field));
                if (child >= 0) written[child] = true;
            }
        }

        for (var child = 0; child < children.Count; child++)
        {
            if (!written[child]) WriteChild(writer, child, null);
        }

        writer.WriteEndObject();
    }

    // JSON may name a field twice; the last one counts.
    private static JsonElement Last(JsonElement fields, JsonProperty field) => fields.TryGetProperty(field.Name, out var last) ? last : field.Value;

    private int IndexOf(JsonProperty field)
    {
        for (var i = 0; i < children.Count; i++)
        {
            if (field.NameEquals(children[i].Step.Name)) return i;
        }

        return -1;
    }

    private void WriteChild(Utf8JsonWriter writer, int child, JsonElement? original)
    {
        var (step, edit) = children[child];
        if (edit.removed || (original is null && !edit.Sets)) return;
        writer.WritePropertyName(step.Name);
        edit.Write(writer, original);
    }

    // Removing a field of an object that is not there must not create that object.
    private bool Sets => value is not null || children.Any(child => child.Edit.Sets);

    private void WriteArray(Utf8JsonWriter writer, JsonElement? from)
    {
        var length = from is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 0;
        var last = children.Where(child => child.Edit.Sets).Select(child => child.Step.Index).DefaultIfEmpty(-1).Max();
        if (last >= length + LongestGap) throw new Sdk.NodeException($"Index {last} is too far behind the end of a list of {length}.", "invalid-parameters", retryable: false);

        writer.WriteStartArray();
        for (var i = 0; i < Math.Max(length, last + 1); i++)
        {
            JsonElement? original = i < length ? from!.Value[i] : null;
            if (children.Find(child => child.Step.Index == i).Edit is not { } edit) writer.WriteCopy(original);
            else if (!edit.removed) edit.Write(writer, original);
        }

        writer.WriteEndArray();
    }
}
