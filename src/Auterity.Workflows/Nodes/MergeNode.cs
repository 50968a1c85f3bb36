using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;
using Auterity.Workflows.Nodes.Merging;

namespace Auterity.Workflows.Nodes;

/// <summary>Brings the items of several branches together: one after the other, by key, by position, or every with every.</summary>
[Node("flow.merge", "Merge", Category = "Flow", Icon = "merge", Delivery = Delivery.Pure, Inputs = ["input1", "input2"],
    Summary = "Brings the items of several branches together: appended, joined by fields, paired by position, or all combinations.",
    Keywords = ["join", "combine", "append", "lookup", "enrich", "union", "zip"])]
public sealed class MergeNode : BatchNode<MergeNode.Input>
{
    private const int MostCombinations = 1_000_000;

    public sealed record Input
    {
        [Description("How many branches come in"), Range(2, 10)]
        public int Inputs { get; init; } = 2;

        [Description("How items are brought together")]
        public MergeMode Mode { get; init; }

        [Description("Fields of input 1 and input 2 that must be equal"), Field(ShowIf = nameof(Mode), Is = ["combineByKey"])]
        public IReadOnlyList<KeyPair> Keys { get; init; } = [];

        [Description("Which items to keep"), Field(ShowIf = nameof(Mode), Is = ["combineByKey"])]
        public JoinKind Join { get; init; }

        [Description("Whose fields go out when matches or non-matches are kept"), Field(ShowIf = nameof(Mode), Is = ["combineByKey"])]
        public JoinOutput From { get; init; }

        [Description("What happens when an item has several matches"), Field(ShowIf = nameof(Mode), Is = ["combineByKey"])]
        public Matches MultipleMatches { get; init; }

        [Description("Takes \"3\" and 3 as equal, and missing, null and empty values too"), Field(ShowIf = nameof(Mode), Is = ["combineByKey"])]
        public bool Fuzzy { get; init; }

        [Description("Reads a.b as field b of a"), Field(ShowIf = nameof(Mode), Is = ["combineByKey"])]
        public bool DotNotation { get; init; } = true;

        [Description("Which value wins when both sides have the field; automatic takes the last input, or the enriching side's opposite"), Field(ShowIf = nameof(Mode), Is = ["combineByKey", "combineByPosition", "combineAll"])]
        public Clash Clash { get; init; }

        [Description("Whether nested objects are merged or replaced"), Field(ShowIf = nameof(Mode), Is = ["combineByKey", "combineByPosition", "combineAll"])]
        public Nested Nested { get; init; }

        [Description("An empty value never replaces a filled one"), Field(ShowIf = nameof(Mode), Is = ["combineByKey", "combineByPosition", "combineAll"])]
        public bool KeepFilled { get; init; }

        [Description("What happens to items without a partner"), Field(ShowIf = nameof(Mode), Is = ["combineByPosition"])]
        public Unpaired Unpaired { get; init; }

        [Description("Number of the input whose items go on, from 1; 0 sends one empty item"), Range(0, 10), Field(ShowIf = nameof(Mode), Is = ["chooseBranch"])]
        public int Use { get; init; } = 1;
    }

    public override IReadOnlyList<string>? InputsOf(JsonElement parameters) =>
        parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("inputs", out var inputs) && inputs.ValueKind == JsonValueKind.Number && inputs.TryGetInt32(out var count) && count is > 2 and <= 10
            ? [.. Enumerable.Range(1, count).Select(number => "input" + number.ToString(CultureInfo.InvariantCulture))]
            : null;

    public override IEnumerable<ParameterFault> Check(JsonElement parameters)
    {
        if (parameters.FindText("mode") != "combineByKey") yield break;
        if (!parameters.TryGetProperty("keys", out var keys) || (keys.ValueKind == JsonValueKind.Array && keys.GetArrayLength() == 0))
            yield return new("keys", "Joining by key needs at least one pair of fields.");
        if (InputsOf(parameters) is not null) yield return new("inputs", "Joining by key takes two inputs; chain merges for more.");
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var port = new PortBuilder();
        switch (input.Mode)
        {
            case MergeMode.Append:
                Append(context.Inputs, port);
                break;
            case MergeMode.CombineByKey:
                new KeyJoin(input, context.Inputs).Write(port);
                break;
            case MergeMode.CombineByPosition:
                Pair(input, context.Inputs, port);
                break;
            case MergeMode.CombineAll:
                CombineAll(input, context.Inputs, port, cancellationToken);
                break;
            case MergeMode.ChooseBranch when input.Use == 0:
                port.Add(Item.Empty, [.. context.Inputs.SelectMany(Sources)]);
                break;
            case MergeMode.ChooseBranch:
                Choose(input.Use, context.Inputs, port);
                break;
        }

        return PortBuilder.Result(port);
    }

    private static void Append(IReadOnlyList<IReadOnlyList<Item>> inputs, PortBuilder port)
    {
        for (var number = 1; number <= inputs.Count; number++)
            Choose(number, inputs, port);
    }

    private static void Choose(int number, IReadOnlyList<IReadOnlyList<Item>> inputs, PortBuilder port)
    {
        if (number > inputs.Count) throw new NodeException($"There is no input {number}; this merge has {inputs.Count}.", "invalid-parameters", retryable: false);
        for (var i = 0; i < inputs[number - 1].Count; i++)
            port.Add(inputs[number - 1][i], new ItemSource(number - 1, i));
    }

    private static void Pair(Input input, IReadOnlyList<IReadOnlyList<Item>> inputs, PortBuilder port)
    {
        var merger = new ItemMerger(input);
        var length = input.Unpaired switch
        {
            Unpaired.Keep => inputs.Max(items => items.Count),
            Unpaired.KeepFirst => inputs[0].Count,
            _ => inputs.Min(items => items.Count),
        };
        for (var i = 0; i < length; i++)
            merger.Write(port, [.. inputs.Select((items, number) => new Part(number, i, i < items.Count ? items[i] : null)).Where(part => part.Item is not null)]);
    }

    private static void CombineAll(Input input, IReadOnlyList<IReadOnlyList<Item>> inputs, PortBuilder port, CancellationToken cancellationToken)
    {
        var total = inputs.Aggregate(1L, (product, items) => Math.Min(product * items.Count, int.MaxValue));
        if (total > MostCombinations)
            throw new NodeException($"{string.Join(" × ", inputs.Select(items => items.Count))} items are more than {MostCombinations:N0} combinations; filter before this node.", "too-many-items", retryable: false);

        var merger = new ItemMerger(input);
        for (var combination = 0; combination < total; combination++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parts = new Part[inputs.Count];
            var rest = combination;
            for (var number = inputs.Count - 1; number >= 0; number--)
            {
                var index = rest % inputs[number].Count;
                parts[number] = new(number, index, inputs[number][index]);
                rest /= inputs[number].Count;
            }

            merger.Write(port, parts);
        }
    }

    private static IEnumerable<ItemSource> Sources(IReadOnlyList<Item> items, int port) => items.Select((_, index) => new ItemSource(port, index));
}

public enum MergeMode
{
    /// <summary>One input after the other.</summary>
    Append,

    /// <summary>Items whose key fields are equal.</summary>
    CombineByKey,

    /// <summary>First with first, second with second.</summary>
    CombineByPosition,

    /// <summary>Every item with every item.</summary>
    CombineAll,

    /// <summary>Waits for all inputs and hands on one of them.</summary>
    ChooseBranch,
}

public enum JoinKind
{
    /// <summary>Items that have a match: an inner join.</summary>
    KeepMatches,

    /// <summary>Items that have none: an anti join.</summary>
    KeepNonMatches,

    /// <summary>All items, merged where they match: an outer join.</summary>
    KeepEverything,

    /// <summary>All of input 1, with what input 2 knows: a left join.</summary>
    EnrichInput1,

    /// <summary>All of input 2, with what input 1 knows: a right join.</summary>
    EnrichInput2,
}

public enum JoinOutput
{
    Both,
    Input1,
    Input2,
}

public enum Matches
{
    All,
    First,
}

public enum Clash
{
    Automatic,
    PreferInput1,
    PreferLast,

    /// <summary>Both are kept: every field gets the number of its input, <c>name_1</c>, <c>name_2</c>.</summary>
    AddNumber,
}

public enum Nested
{
    Deep,
    Shallow,
}

public enum Unpaired
{
    Drop,
    KeepFirst,
    Keep,
}

/// <summary>A field of each side that must be equal.</summary>
/// <param name="Field1">Field of input 1.</param>
/// <param name="Field2">Field of input 2. Default: the same name.</param>
public sealed record KeyPair(
    [property: Description("Field of input 1")] string Field1,
    [property: Description("Field of input 2; empty takes the same name")] string? Field2 = null);
