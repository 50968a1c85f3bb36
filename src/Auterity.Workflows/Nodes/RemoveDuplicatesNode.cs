using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.Duplicates;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Leaves out items that were there before: in this input, or in earlier runs.</summary>
[Node("data.removeDuplicates", "Remove duplicates", Category = "Data", Icon = "copy-minus",
    Summary = "Leaves out items that were there before: earlier in the input, or in earlier runs.", Keywords = ["unique", "distinct", "dedupe", "seen", "new only"])]
public sealed class RemoveDuplicatesNode : BatchNode<RemoveDuplicatesNode.Input>
{
    public sealed record Input
    {
        [Description("What an item is compared with")]
        public DuplicateMode Mode { get; init; }

        [Description("Which fields are compared"), Field(ShowIf = nameof(Mode), Is = ["input"])]
        public CompareFields Compare { get; init; }

        [Description("Fields that are compared, or that are not"), Field(ShowIf = nameof(Compare), Is = ["selected", "except"]), JsonConverter(typeof(NameListConverter))]
        public IReadOnlyList<string> Fields { get; init; } = [];

        [Description("Keeps only the compared fields"), Field(ShowIf = nameof(Compare), Is = ["selected"])]
        public bool DropOtherFields { get; init; }

        [Description("Reads a.b as field b of a"), Field(ShowIf = nameof(Mode), Is = ["input"])]
        public bool DotNotation { get; init; } = true;

        [Description("What tells items apart across runs: an id, a number that only grows, or a date"), Field(Editor = "expression", ShowIf = nameof(Mode), Is = ["seen", "number", "date"])]
        public JsonElement? Key { get; init; }

        [Description("Whether other nodes of the workflow share the memory"), Field(ShowIf = nameof(Mode), Is = ["seen", "number", "date", "forget"])]
        public HistoryScope Scope { get; init; }

        [Description("How many keys are remembered; the oldest are forgotten first"), Range(1, 100_000), Field(ShowIf = nameof(Mode), Is = ["seen"])]
        public int HistorySize { get; init; } = 10_000;
    }

    public override IReadOnlyList<string>? OutputsOf(JsonElement parameters) => parameters.FindText("mode") is "seen" or "number" or "date" ? ["main", "discarded"] : null;

    /// <summary>Only the input is looked at: pure. Remembering across runs is an effect.</summary>
    public override Delivery? DeliveryOf(JsonElement parameters) => parameters.FindText("mode") is null or "input" ? Delivery.Pure : null;

    public override IEnumerable<ParameterFault> Check(JsonElement parameters)
    {
        if (parameters.FindText("mode") is "seen" or "number" or "date" && !parameters.TryGetProperty("key", out _))
            yield return new("key", "The key that tells items apart is missing, for example ={{ $json.id }}.");
        if (parameters.FindText("compare") is "selected" && !parameters.TryGetProperty("fields", out _))
            yield return new("fields", "Name at least one field to compare.");
    }

    public override async Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.Mode == DuplicateMode.Input) return await PortBuilder.Result(WithinInput(input, context.Items));
        var history = new SeenHistory(context, input.Scope == HistoryScope.Workflow ? "dedupe" : $"dedupe/{context.NodeId}", input.HistorySize);
        if (input.Mode == DuplicateMode.Forget)
        {
            await history.ForgetAsync(cancellationToken);
            return NodeResult.Main(context.Items);
        }

        var keys = Enumerable.Range(0, context.Items.Count).Select(index => (index == 0 ? input : context.InputFor<Input>(index)).Key).ToArray();
        var isNew = await history.FilterAsync(input.Mode, keys, cancellationToken);
        var (kept, discarded) = (new PortBuilder(), new PortBuilder());
        for (var i = 0; i < keys.Length; i++)
            (isNew[i] ? kept : discarded).Add(context.Items[i], i);
        return await PortBuilder.Result(kept, discarded);
    }

    private static PortBuilder WithinInput(Input input, IReadOnlyList<Item> items)
    {
        var port = new PortBuilder();
        var seen = new HashSet<string>();
        for (var i = 0; i < items.Count; i++)
        {
            if (!seen.Add(KeyOf(input, items[i].Json))) continue;
            port.Add(input is { Compare: CompareFields.Selected, DropOtherFields: true } ? Only(input, items[i]) : items[i], i);
        }

        return port;
    }

    private static string KeyOf(Input input, JsonElement json)
    {
        if (input.Compare == CompareFields.All) return JsonKey.Of(json);
        var paths = input.Fields.Select(field => FieldPath.Of(field, input.DotNotation).In(json));
        if (input.Compare == CompareFields.Selected) return JsonKey.Of(paths.Select(path => path.Read(json)));
        var rest = new FieldEdit(json);
        foreach (var path in paths) rest.Remove(path);
        return JsonKey.Of(ItemWriter.Element(rest, static (writer, edit) => edit.Write(writer, null)));
    }

    private static Item Only(Input input, Item item)
    {
        var edit = new FieldEdit(JsonValues.EmptyObject);
        foreach (var path in input.Fields.Select(field => FieldPath.Of(field, input.DotNotation).In(item.Json)))
        {
            if (path.Read(item.Json) is { } value) edit.Set(path, value);
        }

        return ItemWriter.Write(edit, static (writer, edit) => edit.Write(writer, null), item.Binary);
    }
}

public enum DuplicateMode
{
    /// <summary>With the items before it in the same input.</summary>
    Input,

    /// <summary>With the keys of earlier runs.</summary>
    Seen,

    /// <summary>With the largest number of earlier runs: only larger ones are new.</summary>
    Number,

    /// <summary>With the latest date of earlier runs: only later ones are new.</summary>
    Date,

    /// <summary>With nothing: forgets what earlier runs saw, and hands the items on.</summary>
    Forget,
}

public enum CompareFields
{
    All,
    Selected,
    Except,
}

public enum HistoryScope
{
    Node,
    Workflow,
}
