using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;
using Auterity.Workflows.Nodes.Summaries;

namespace Auterity.Workflows.Nodes;

/// <summary>Counts, adds up and collects fields over all items or over groups of them.</summary>
[Node("data.summarize", "Summarize", Category = "Data", Icon = "sigma", Delivery = Delivery.Pure,
    Summary = "Counts, adds up, averages or collects fields over all items, or for each group of them.", Keywords = ["sum", "count", "average", "group by", "pivot", "total", "min", "max"])]
public sealed class SummarizeNode : BatchNode<SummarizeNode.Input>
{
    public sealed record Input
    {
        [Description("What to compute")]
        public IReadOnlyList<SummaryField> Fields { get; init; } = [];

        [Description("Fields whose values make the groups; none makes one group of all items"), JsonConverter(typeof(NameListConverter))]
        public IReadOnlyList<string> SplitBy { get; init; } = [];

        [Description("One item for each group, or one item with the groups as nested fields")]
        public SummaryFormat Format { get; init; }

        [Description("Leaves out items that lack one of the fields that make the groups")]
        public bool SkipEmptyGroups { get; init; }

        [Description("Goes on when no item has one of the fields, instead of failing")]
        public bool IgnoreMissingFields { get; init; }

        [Description("Reads a.b as field b of a")]
        public bool DotNotation { get; init; } = true;
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var paths = input.Fields.Select(field => FieldPath.Of(field.Field, input.DotNotation)).ToArray();
        if (!input.IgnoreMissingFields) Demand(paths, context.Items);
        var groups = Group(input, context.Items);
        var port = new PortBuilder();
        if (input.Format == SummaryFormat.Single)
        {
            var nested = new FieldEdit(JsonValues.EmptyObject);
            foreach (var group in groups) Nest(nested, input, group, Summarize(input, paths, group));
            port.Add(ItemWriter.Write(nested, static (writer, edit) => edit.Write(writer, null)), [.. groups.SelectMany(group => group.Members).Order().Select(index => new ItemSource(0, index))]);
            return PortBuilder.Result(port);
        }

        foreach (var group in groups)
        {
            var keys = input.SplitBy.Select((field, place) => KeyValuePair.Create(SummaryField.Plain(field), group.Keys[place] ?? JsonValues.Null));
            port.Add(ItemWriter.Write(keys.Concat(Summarize(input, paths, group)).DistinctBy(field => field.Key)), [.. group.Members.Select(index => new ItemSource(0, index))]);
        }

        return PortBuilder.Result(port);
    }

    private static void Demand(FieldPath[] paths, IReadOnlyList<Item> items)
    {
        if (items.Count > 0 && Array.Find(paths, path => items.All(item => path.Read(item.Json) is null)) is { } missing)
            throw new NodeException($"No item has the field '{missing}'; correct the name, or ignore missing fields.", "no-such-field", retryable: false);
    }

    private static IReadOnlyList<ItemGroup> Group(Input input, IReadOnlyList<Item> items)
    {
        var paths = input.SplitBy.Select(field => FieldPath.Of(field, input.DotNotation)).ToArray();
        var groups = new OrderedDictionary<string, ItemGroup>();
        if (paths.Length == 0) return [new ItemGroup([], items, [.. Enumerable.Range(0, items.Count)])];
        for (var i = 0; i < items.Count; i++)
        {
            var values = paths.Select(path => path.Read(items[i].Json)).ToArray();
            if (input.SkipEmptyGroups && values.Any(value => value.IsBlank())) continue;
            var key = JsonKey.Of(values.Select(value => value.IsMissing() ? null : value));
            if (!groups.TryGetValue(key, out var group)) groups.Add(key, group = new(values, items, []));
            group.Members.Add(i);
        }

        return [.. groups.Values];
    }

    private static IEnumerable<KeyValuePair<string, JsonElement>> Summarize(Input input, FieldPath[] paths, ItemGroup group) =>
        input.Fields.Select((field, place) => KeyValuePair.Create(field.Output, field.Of(group.Members.Select(index => paths[place].Read(group.Items[index].Json)))));

    private static void Nest(FieldEdit nested, Input input, ItemGroup group, IEnumerable<KeyValuePair<string, JsonElement>> results)
    {
        var names = group.Keys.Select(key => key is { ValueKind: JsonValueKind.Null } ? "null" : key.TextOf());
        foreach (var (name, value) in results)
            nested.Set(FieldPath.OfNames([.. names, name]), value);
        if (input.Fields.Count == 0) nested.Set(FieldPath.OfNames([.. names]), JsonValues.EmptyObject);
    }

    private sealed record ItemGroup(JsonElement?[] Keys, IReadOnlyList<Item> Items, List<int> Members);
}

public enum SummaryFormat
{
    Separate,
    Single,
}
