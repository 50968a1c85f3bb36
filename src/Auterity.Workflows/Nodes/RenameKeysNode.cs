using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Conditions;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Gives fields other names.</summary>
[Node("data.renameKeys", "Rename fields", Category = "Data", Icon = "replace", Delivery = Delivery.Pure,
    Summary = "Gives fields other names, one by one or by a pattern.", Keywords = ["key", "field", "regex", "column"])]
public sealed class RenameKeysNode : Node<RenameKeysNode.Input, Item>
{
    public sealed record Input
    {
        [Description("Fields to rename")]
        public IReadOnlyList<Renaming> Keys { get; init; } = [];

        [Description("Patterns to rename by, after the single fields")]
        public IReadOnlyList<PatternRenaming> Patterns { get; init; } = [];
    }

    /// <summary>One field and its new name.</summary>
    public sealed record Renaming(
        [property: Description("Current name; a.b is field b of a")] string From,
        [property: Description("New name; a.b moves it into a")] string To);

    /// <summary>A pattern for names and what to put in place of each match.</summary>
    public sealed record PatternRenaming
    {
        [Description("Regular expression that is looked for in the names"), Required, Field(Verbatim = true)]
        public string Pattern { get; init; } = "";

        [Description("What is put in its place; $1 is the first group"), Field(Verbatim = true)]
        public string Replacement { get; init; } = "";

        [Description("Whether upper and lower case differ")]
        public bool CaseSensitive { get; init; } = true;

        [Description("How deep fields of nested objects are renamed; 0 only the item's own, -1 all"), Range(-1, 100)]
        public int Depth { get; init; } = -1;
    }

    public override IEnumerable<ParameterFault> Check(JsonElement parameters)
    {
        if (!parameters.TryGetProperty("patterns", out var patterns) || patterns.ValueKind != JsonValueKind.Array) yield break;
        var index = 0;
        foreach (var pattern in patterns.EnumerateArray())
        {
            if (pattern.FindText("pattern") is { } text && Pattern.FaultOf(text) is { } fault) yield return new($"patterns[{index}].pattern", fault);
            index++;
        }
    }

    public override Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var item = context.Item;
        foreach (var key in input.Keys.Where(key => key.From != key.To && key.From.Length > 0 && key.To.Length > 0))
            item = Rename(item, key);
        foreach (var pattern in input.Patterns)
            item = ItemWriter.Write((pattern, item.Json), static (writer, state) => WriteRenamed(writer, state.Json, state.pattern, state.pattern.Depth), item.Binary);
        return Task.FromResult(item);
    }

    private static Item Rename(Item item, Renaming key)
    {
        var from = FieldPath.Of(key.From).In(item.Json);
        if (from.Read(item.Json) is not { } value) return item;
        if (from.Steps.Count == 1 && !item.Json.TryGetProperty(key.To, out _) && FieldPath.Of(key.To).Steps.Count == 1)
            return ItemWriter.Write((item.Json, from.Leaf, key.To), static (writer, state) => WriteInPlace(writer, state.Json, state.Leaf, state.To), item.Binary);

        var edit = new FieldEdit(item.Json);
        edit.Remove(from);
        edit.Set(FieldPath.Of(key.To), value);
        return ItemWriter.Write(edit, static (writer, edit) => edit.Write(writer, null), item.Binary);
    }

    // The usual case keeps the field where it stands.
    private static void WriteInPlace(Utf8JsonWriter writer, JsonElement json, string from, string to) =>
        writer.WriteFields(json.EnumerateObject().Select(field => KeyValuePair.Create(field.NameEquals(from) ? to : field.Name, field.Value)));

    private static void WriteRenamed(Utf8JsonWriter writer, JsonElement value, PatternRenaming rule, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in Renamed(value, rule))
                {
                    writer.WritePropertyName(field.Key);
                    if (depth == 0) writer.WriteCopy(field.Value);
                    else WriteRenamed(writer, field.Value, rule, depth - 1);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var entry in value.EnumerateArray())
                    WriteRenamed(writer, entry, rule, depth);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteCopy(value);
                break;
        }
    }

    // Two fields may get one name: the later value counts, in the place of the first.
    private static OrderedDictionary<string, JsonElement> Renamed(JsonElement value, PatternRenaming rule)
    {
        var fields = new OrderedDictionary<string, JsonElement>();
        foreach (var field in value.EnumerateObject())
        {
            try
            {
                fields[Pattern.Replace(rule.Pattern, field.Name, rule.Replacement, rule.CaseSensitive)] = field.Value;
            }
            catch (OperandException e)
            {
                throw new NodeException(e.Message, "invalid-parameters", retryable: false, inner: e);
            }
        }

        return fields;
    }
}
