using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Puts the items in order.</summary>
[Node("data.sort", "Sort", Category = "Data", Icon = "arrow-down-a-z", Delivery = Delivery.Pure, Heavy = true,
    Summary = "Orders the items by fields, at random, or by code.", Keywords = ["order", "ascending", "descending", "shuffle", "random"])]
public sealed class SortNode : BatchNode<SortNode.Input>
{
    public sealed record Input
    {
        [Description("What decides the order")]
        public SortMode Mode { get; init; }

        [Description("Fields to compare, the most important first"), Field(ShowIf = nameof(Mode), Is = ["fields"])]
        public IReadOnlyList<SortField> Fields { get; init; } = [];

        [Description("Whether upper and lower case differ"), Field(ShowIf = nameof(Mode), Is = ["fields"])]
        public bool CaseSensitive { get; init; }

        [Description("Reads a.b as field b of a"), Field(ShowIf = nameof(Mode), Is = ["fields"])]
        public bool DotNotation { get; init; } = true;

        [Description("JavaScript that compares the items a and b: return a negative number when a comes first"),
            Field(Editor = "code", Language = "javascript", Verbatim = true, ShowIf = nameof(Mode), Is = ["code"], Placeholder = "return a.json.price - b.json.price")]
        public string? Code { get; init; }
    }

    /// <summary>A field to sort by.</summary>
    public sealed record SortField
    {
        [Description("Field to compare"), Required]
        public string Field { get; init; } = "";

        [Description("Which end comes first; items without the field always come last")]
        public SortOrder Order { get; init; }
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var port = new PortBuilder();
        var order = input.Mode switch
        {
            SortMode.Random => Shuffled(context),
            SortMode.Code => ByCode(input.Code, context, cancellationToken),
            _ => ByFields(input, context.Items),
        };
        foreach (var index in order)
            port.Add(context.Items[index], index);
        return PortBuilder.Result(port);
    }

    private static int[] ByFields(Input input, IReadOnlyList<Item> items)
    {
        var paths = input.Fields.Select(field => FieldPath.Of(field.Field, input.DotNotation)).ToArray();
        var keys = items.Select(item => paths.Select(path => path.Read(item.Json)).ToArray()).ToArray();
        var comparer = new ValueComparer(input.CaseSensitive);
        var order = Enumerable.Range(0, items.Count).ToArray();
        Array.Sort(order, (a, b) =>
        {
            for (var i = 0; i < paths.Length; i++)
            {
                var result = comparer.Compare(keys[a][i], keys[b][i], input.Fields[i].Order == SortOrder.Descending);
                if (result != 0) return result;
            }

            // Equal items keep their order.
            return a.CompareTo(b);
        });
        return order;
    }

    private static int[] Shuffled(NodeContext context)
    {
        var order = Enumerable.Range(0, context.Items.Count).ToArray();
        context.Random.Shuffle(order);
        return order;
    }

    private static int[] ByCode(string? code, NodeContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(code)) throw new NodeException("Sorting by code needs code that compares a and b.", "invalid-parameters", retryable: false);
        var script = $"const items = $input.all();\nconst compare = (a, b) => {{\n{code}\n}};\nreturn items.map((_, index) => index).sort((a, b) => compare(items[a], items[b]));";
        var result = context.RunScript(script, null, null, cancellationToken);
        var order = result.ValueKind == JsonValueKind.Array
            ? result.EnumerateArray().Select(index => index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out var number) ? number : -1).ToArray()
            : [];
        return order.Length == context.Items.Count && order.Distinct().Count() == order.Length && order.All(index => index >= 0 && index < order.Length)
            ? order
            : throw new NodeException("The comparing code did not give an order of the items; it must return a number.", "invalid-result", retryable: false);
    }
}

public enum SortMode
{
    Fields,
    Random,
    Code,
}

public enum SortOrder
{
    Ascending,
    Descending,
}
