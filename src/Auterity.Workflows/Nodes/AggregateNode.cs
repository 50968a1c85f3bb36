using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Makes one item of all items: chosen fields as lists, or the items themselves as one list.</summary>
[Node("data.aggregate", "Aggregate", Category = "Data", Icon = "list-collapse", Delivery = Delivery.Pure,
    Summary = "Makes one item of all items: chosen fields as lists, or all items as one list.", Keywords = ["collect", "group", "list", "array", "combine items"])]
public sealed class AggregateNode : BatchNode<AggregateNode.Input>
{
    public sealed record Input
    {
        [Description("Chosen fields, or whole items")]
        public AggregateMode Mode { get; init; }

        [Description("Fields to collect, each into a list"), Field(ShowIf = nameof(Mode), Is = ["fields"])]
        public IReadOnlyList<CollectedField> Fields { get; init; } = [];

        [Description("Adds the entries of lists instead of the lists"), Field(ShowIf = nameof(Mode), Is = ["fields"])]
        public bool MergeLists { get; init; }

        [Description("Puts null where an item lacks the field, instead of leaving it out"), Field(ShowIf = nameof(Mode), Is = ["fields"])]
        public bool KeepMissing { get; init; }

        [Description("Field the list of items goes into"), Field(ShowIf = nameof(Mode), Is = ["all"])]
        public string Destination { get; init; } = "data";

        [Description("Which fields of the items go into the list"), Field(ShowIf = nameof(Mode), Is = ["all"])]
        public AggregatedFields Include { get; init; }

        [Description("Fields that go into the list, or that do not"), Field(ShowIf = nameof(Include), Is = ["selected", "except"]), JsonConverter(typeof(NameListConverter))]
        public IReadOnlyList<string> IncludeFields { get; init; } = [];

        [Description("Reads a.b as field b of a")]
        public bool DotNotation { get; init; } = true;

        [Description("Collects the items' files as well; files of the same name are numbered")]
        public bool IncludeBinaries { get; init; }

        [Description("Leaves out files that are the same as one already taken"), Field(ShowIf = nameof(IncludeBinaries), Is = ["true"])]
        public bool UniqueBinaries { get; init; }
    }

    /// <summary>A field to collect.</summary>
    public sealed record CollectedField
    {
        [Description("Field to collect"), Required]
        public string Field { get; init; } = "";

        [Description("Name of the list; empty takes the field's own name")]
        public string? Name { get; init; }

        internal string Target(bool dotNotation) => string.IsNullOrEmpty(Name) ? FieldPath.Of(Field, dotNotation).Leaf : Name;
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var port = new PortBuilder();
        var files = input.IncludeBinaries ? FilesOf(context.Items, input.UniqueBinaries) : null;
        var item = input.Mode == AggregateMode.Fields
            ? ItemWriter.Write((input, context.Items), static (writer, state) => WriteFields(writer, state.input, state.Items), files)
            : ItemWriter.Write((input, context.Items), static (writer, state) => WriteAll(writer, state.input, state.Items), files);
        port.Add(item, [.. context.Items.Select((_, index) => new ItemSource(0, index))]);
        return PortBuilder.Result(port);
    }

    private static void WriteFields(Utf8JsonWriter writer, Input input, IReadOnlyList<Item> items)
    {
        var edit = new FieldEdit(JsonValues.EmptyObject);
        var taken = new HashSet<string>();
        foreach (var field in input.Fields)
        {
            var target = field.Target(input.DotNotation);
            if (!taken.Add(target))
                throw new NodeException($"Two fields go into the list '{target}'; give one of them another name.", "invalid-parameters", retryable: false);
            var list = ItemWriter.Element((input, field, items), static (writer, state) => WriteList(writer, state.input, FieldPath.Of(state.field.Field, state.input.DotNotation), state.items));
            edit.Set(FieldPath.Of(target, input.DotNotation), list);
        }

        edit.Write(writer, null);
    }

    private static void WriteList(Utf8JsonWriter writer, Input input, FieldPath path, IReadOnlyList<Item> items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            var value = path.Read(item.Json);
            if (value.IsMissing() && !input.KeepMissing) continue;
            if (!input.MergeLists || value?.ValueKind != JsonValueKind.Array)
            {
                writer.WriteCopy(value);
                continue;
            }

            foreach (var entry in value.Value.EnumerateArray())
            {
                if (input.KeepMissing || entry.ValueKind != JsonValueKind.Null) writer.WriteCopy(entry);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteAll(Utf8JsonWriter writer, Input input, IReadOnlyList<Item> items)
    {
        var list = ItemWriter.Element((input, items), static (writer, state) =>
        {
            writer.WriteStartArray();
            foreach (var item in state.items)
                Chosen(state.input, item.Json)?.Write(writer, item.Json);
            writer.WriteEndArray();
        });
        var edit = new FieldEdit(JsonValues.EmptyObject);
        edit.Set(FieldPath.Of(input.Destination, input.DotNotation), list);
        edit.Write(writer, null);
    }

    // Null leaves the item out: it has none of the fields that were asked for.
    private static FieldEdit? Chosen(Input input, JsonElement json)
    {
        if (input.Include == AggregatedFields.All) return new FieldEdit();
        var paths = input.IncludeFields.Select(field => FieldPath.Of(field, input.DotNotation).In(json));
        if (input.Include == AggregatedFields.Except)
        {
            var rest = new FieldEdit(json);
            foreach (var path in paths) rest.Remove(path);
            return rest;
        }

        var chosen = new FieldEdit(JsonValues.EmptyObject);
        var any = false;
        foreach (var path in paths)
        {
            if (path.Read(json) is not { } value) continue;
            chosen.Set(path, value);
            any = true;
        }

        return any ? chosen : null;
    }

    private static Dictionary<string, BinaryRef>? FilesOf(IReadOnlyList<Item> items, bool unique)
    {
        var files = new Dictionary<string, BinaryRef>();
        foreach (var (name, file) in items.SelectMany(item => item.Binary ?? new Dictionary<string, BinaryRef>()))
        {
            if (unique && files.Values.Any(known => known.Id == file.Id && known.MimeType == file.MimeType && known.FileName == file.FileName)) continue;
            var free = name;
            for (var number = 1; files.ContainsKey(free); number++) free = $"{name}_{number}";
            files.Add(free, file);
        }

        return files.Count == 0 ? null : files;
    }
}

public enum AggregateMode
{
    Fields,
    All,
}

public enum AggregatedFields
{
    All,
    Selected,
    Except,
}
