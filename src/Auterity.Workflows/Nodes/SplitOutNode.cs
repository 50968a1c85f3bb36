using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Makes one item of each entry of a list.</summary>
[Node("data.splitOut", "Split out", Category = "Data", Icon = "list-tree", Delivery = Delivery.Pure,
    Summary = "Makes one item of each entry of a list field; several lists are split side by side.", Keywords = ["explode", "flatten", "list", "array", "unnest", "items"])]
public sealed class SplitOutNode : Node<SplitOutNode.Input, IReadOnlyList<Item>>
{
    /// <summary>In place of a field: splits the item's files.</summary>
    public const string Files = "$binary";

    public sealed record Input
    {
        [Description("Lists to split; $binary splits the item's files"), Required, JsonConverter(typeof(NameListConverter))]
        public IReadOnlyList<string> Fields { get; init; } = [];

        [Description("Which of the item's other fields each part gets")]
        public SplitOthers Include { get; init; }

        [Description("Fields each part gets"), Field(ShowIf = nameof(Include), Is = ["selected"]), JsonConverter(typeof(NameListConverter))]
        public IReadOnlyList<string> IncludeFields { get; init; } = [];

        [Description("Names for the parts, one a list; without one an object becomes the item itself"), JsonConverter(typeof(NameListConverter))]
        public IReadOnlyList<string> Destinations { get; init; } = [];

        [Description("Reads a.b as field b of a")]
        public bool DotNotation { get; init; } = true;

        [Description("Gives each part the item's files")]
        public bool IncludeBinary { get; init; }
    }

    public override Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var item = context.Item;
        var lists = input.Fields.Select(field => field == Files ? [] : EntriesOf(PathOf(field, input).Read(item.Json))).ToArray();
        var files = input.Fields.Contains(Files) ? item.Binary?.ToArray() ?? [] : [];
        var count = Math.Max(lists.Max(list => list.Length), files.Length);
        var parts = new Item[count];
        for (var i = 0; i < count; i++)
        {
            var binary = i < files.Length ? new Dictionary<string, BinaryRef> { [files[i].Key] = files[i].Value } : input.IncludeBinary ? item.Binary : null;
            parts[i] = ItemWriter.Write((input, lists, i, item), static (writer, state) => Edit(state.input, state.lists, state.i, state.item).Write(writer, null), binary);
        }

        return Task.FromResult<IReadOnlyList<Item>>(parts);
    }

    private static FieldEdit Edit(Input input, JsonElement[][] lists, int part, Item item)
    {
        var edit = new FieldEdit(JsonValues.EmptyObject);
        AddOthers(input, item.Json, edit);
        for (var i = 0; i < lists.Length; i++)
        {
            if (part >= lists[i].Length) continue;
            var entry = lists[i][part];
            var destination = i < input.Destinations.Count ? input.Destinations[i] : "";
            if (entry.ValueKind == JsonValueKind.Object && input.Include == SplitOthers.None && destination.Length == 0 && lists.Length == 1)
            {
                foreach (var field in entry.EnumerateObject())
                    edit.Set(FieldPath.Of(field.Name, dotNotation: false), field.Value);
            }
            else edit.Set(FieldPath.Of(destination.Length > 0 ? destination : input.Fields[i], dotNotation: false), entry);
        }

        return edit;
    }

    private static void AddOthers(Input input, JsonElement json, FieldEdit edit)
    {
        if (input.Include == SplitOthers.All)
        {
            edit.Start(json);
            foreach (var field in input.Fields)
                edit.Remove(PathOf(field, input).In(json));
        }

        if (input.Include != SplitOthers.Selected) return;
        foreach (var path in input.IncludeFields.Select(field => PathOf(field, input).In(json)))
        {
            if (path.Read(json) is { } value) edit.Set(path, value);
        }
    }

    // An object is split by its values; a single value is a list of one; a missing field has no parts.
    private static JsonElement[] EntriesOf(JsonElement? value) => value?.ValueKind switch
    {
        null or JsonValueKind.Undefined => [],
        JsonValueKind.Array => [.. value.Value.EnumerateArray()],
        JsonValueKind.Object => [.. value.Value.EnumerateObject().Select(field => field.Value)],
        _ => [value.Value],
    };

    private static FieldPath PathOf(string field, Input input) => FieldPath.Of(field, input.DotNotation);
}

public enum SplitOthers
{
    None,
    All,
    Selected,
}
