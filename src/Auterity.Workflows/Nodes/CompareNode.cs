using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;
using Auterity.Workflows.Nodes.Merging;

namespace Auterity.Workflows.Nodes;

/// <summary>Compares two sets of items by key fields and says what is new, gone, the same and different.</summary>
[Node("data.compare", "Compare datasets", Category = "Data", Icon = "diff", Delivery = Delivery.Pure,
    Inputs = ["inputA", "inputB"], Outputs = ["inAOnly", "same", "different", "inBOnly"],
    Summary = "Compares two sets of items and says which are only in one, the same, or different.", Keywords = ["diff", "sync", "changes", "delta"])]
public sealed class CompareNode : BatchNode<CompareNode.Input>
{
    public sealed record Input
    {
        [Description("Fields of A and B that make two items the same thing"), Required]
        public IReadOnlyList<KeyPair> Keys { get; init; } = [];

        [Description("What goes out for items that differ")]
        public Resolve Resolve { get; init; }

        [Description("Side the fields come from when both are mixed"), Field(ShowIf = nameof(Resolve), Is = ["mix"])]
        public Side Prefer { get; init; }

        [Description("Fields that come from the other side when both are mixed"), Field(ShowIf = nameof(Resolve), Is = ["mix"]), JsonConverter(typeof(NameListConverter))]
        public IReadOnlyList<string> ExceptFields { get; init; } = [];

        [Description("Fields that may differ"), JsonConverter(typeof(NameListConverter))]
        public IReadOnlyList<string> SkipFields { get; init; } = [];

        [Description("Takes \"3\" and 3 as equal, and missing, null and empty values too")]
        public bool Fuzzy { get; init; }

        [Description("Whether an item is compared with its first partner or with all")]
        public Matches MultipleMatches { get; init; } = Matches.First;

        [Description("Reads a.b as field b of a")]
        public bool DotNotation { get; init; } = true;
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var a = context.Inputs[0];
        var b = context.Inputs.Count > 1 ? context.Inputs[1] : [];
        var pairs = new KeyPairing(input.Keys, input.DotNotation, input.Fuzzy, a, b);
        var (onlyA, same, different, onlyB) = (new PortBuilder(), new PortBuilder(), new PortBuilder(), new PortBuilder());
        for (var i = 0; i < a.Count; i++)
        {
            var partners = pairs.PartnersOf(i);
            if (partners.Count == 0) onlyA.Add(a[i], new ItemSource(0, i));
            foreach (var j in input.MultipleMatches == Matches.First ? partners.Take(1) : partners)
            {
                ItemSource[] sources = [new(0, i), new(1, j)];
                if (Differing(input, a[i].Json, b[j].Json).Count == 0) same.Add(input.Resolve == Resolve.PreferB ? b[j] : a[i], sources);
                else different.Add(Resolved(input, a[i], b[j]), sources);
            }
        }

        for (var j = 0; j < b.Count; j++)
        {
            if (!pairs.HasPartner(j)) onlyB.Add(b[j], new ItemSource(1, j));
        }

        return PortBuilder.Result(onlyA, same, different, onlyB);
    }

    private static Item Resolved(Input input, Item a, Item b) => input.Resolve switch
    {
        Resolve.PreferA => a,
        Resolve.PreferB => b,
        Resolve.Mix => Mixed(input, a, b),
        _ => ItemWriter.Write((input, a.Json, b.Json), static (writer, state) => WriteBoth(writer, state.input, state.Item2, state.Item3)),
    };

    private static Item Mixed(Input input, Item a, Item b)
    {
        var (main, other) = input.Prefer == Side.A ? (a, b) : (b, a);
        var edit = new FieldEdit(main.Json);
        foreach (var field in input.ExceptFields)
        {
            var path = FieldPath.Of(field, input.DotNotation);
            if (path.Read(other.Json) is { } value) edit.Set(path.In(main.Json), value);
            else edit.Remove(path.In(main.Json));
        }

        return ItemWriter.Write(edit, static (writer, edit) => edit.Write(writer, null), main.Binary);
    }

    private static void WriteBoth(Utf8JsonWriter writer, Input input, JsonElement a, JsonElement b)
    {
        var keys = input.Keys.Select(pair => pair.Field1).ToHashSet();
        var differing = Differing(input, a, b);
        writer.WriteStartObject();
        writer.WritePropertyName("keys");
        writer.WriteFields(input.Keys.Select(pair => KeyValuePair.Create(pair.Field1, FieldPath.Of(pair.Field1, input.DotNotation).Read(a) ?? default)));
        writer.WritePropertyName("same");
        writer.WriteFields(Fields(a).Where(name => !keys.Contains(name) && !differing.Contains(name) && !input.SkipFields.Contains(name)).Select(name => KeyValuePair.Create(name, a.GetProperty(name))));
        writer.WriteStartObject("different");
        foreach (var name in differing) WriteSides(writer, name, a, b);
        writer.WriteEndObject();
        if (input.SkipFields.Count > 0)
        {
            writer.WriteStartObject("skipped");
            foreach (var name in input.SkipFields.Where(name => a.TryGetProperty(name, out _) || b.TryGetProperty(name, out _))) WriteSides(writer, name, a, b);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteSides(Utf8JsonWriter writer, string name, JsonElement a, JsonElement b)
    {
        writer.WriteStartObject(name);
        writer.WritePropertyName("inputA");
        writer.WriteCopy(a.TryGetProperty(name, out var left) ? left : null);
        writer.WritePropertyName("inputB");
        writer.WriteCopy(b.TryGetProperty(name, out var right) ? right : null);
        writer.WriteEndObject();
    }

    // Key fields were compared already; under two names they are two fields that both count as key.
    private static List<string> Differing(Input input, JsonElement a, JsonElement b)
    {
        var ignored = input.Keys.SelectMany(pair => new[] { pair.Field1, pair.Field2 ?? pair.Field1 }).Concat(input.SkipFields).ToHashSet();
        return [.. Fields(a).Union(Fields(b)).Where(name => !ignored.Contains(name) && !AreEqual(input, name, a, b))];
    }

    private static bool AreEqual(Input input, string name, JsonElement a, JsonElement b) =>
        JsonKey.Of(a.TryGetProperty(name, out var left) ? left : null, input.Fuzzy) == JsonKey.Of(b.TryGetProperty(name, out var right) ? right : null, input.Fuzzy);

    private static IEnumerable<string> Fields(JsonElement json) => json.EnumerateObject().Select(field => field.Name).Distinct();
}

public enum Resolve
{
    /// <summary>Both versions, field by field.</summary>
    Both,
    PreferA,
    PreferB,
    Mix,
}

public enum Side
{
    A,
    B,
}
