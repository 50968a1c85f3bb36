using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;
using Activation = Auterity.Workflows.Execution.Core.Activation;

namespace Auterity.Conformance.Simulation;

/// <summary>Every field of a run's state as lines of text, found by reflection: a new field is compared without anybody thinking of it.</summary>
/// <param name="exact">Also which items are the very same, and the order of what is due: what a copy keeps and a replay need not.</param>
internal sealed class StateFields(bool exact)
{
    private readonly Dictionary<Item, int> items = new(ReferenceEqualityComparer.Instance);

    /// <summary>Derived from the rest, or of what is under way.</summary>
    private static readonly HashSet<string> LeftOut =
    [
        "RunState.Plan", "RunState.InFlight", "Activation.inputs", "Activation.sensitivity", "Activation.InFlight", "Activation.Place", "Unit.InFlight", "Attempts.InFlight", "Attempts.LookedUp", "UnitTally.Next", "Steps.IsDoubted",
    ];

    public IEnumerable<string> Lines(RunState state)
    {
        foreach (var activation in state.Activations)
            yield return Fields(activation);
        foreach (var field in FieldsOf(typeof(RunState)))
            if (field.Name != "Activations" && (exact || field.Name != "Due"))
                yield return $"{field.Name}: {Text(field.Field.GetValue(state))}";
    }

    /// <summary>The fields of a type and its bases that are compared, by the names of their properties.</summary>
    public static IEnumerable<(string Name, FieldInfo Field)> FieldsOf(Type type)
    {
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
            foreach (var field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                var name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
                if (!LeftOut.Contains($"{at.Name}.{name}")) yield return (name, field);
            }
    }

    private string Fields(object value) => $"{value.GetType().Name}({string.Join("; ", FieldsOf(value.GetType()).Select(field => $"{field.Name} {Text(field.Field.GetValue(value))}"))})";

    private string Text(object? value)
    {
        switch (value)
        {
            case null: return "-";
            case string text: return JsonSerializer.Serialize(text);
            case Activation activation: return $"#{activation.Id}";
            case PlanNode node: return $"node {node.Index}";
            case PlanEdge edge: return $"edge {edge.Index}";
            case Region region: return $"region {region.Index}";
            case Item item: return Text(item);
            case JsonElement json: return json.ValueKind == JsonValueKind.Undefined ? "undefined" : json.GetRawText();
            case ReadOnlyMemory<byte> bytes: return Convert.ToHexString(bytes.Span);
            case ReadyList ready: return string.Join(' ', ready.Ids());
            case IFormattable simple: return simple.ToString(null, CultureInfo.InvariantCulture);
            case bool flag: return flag ? "yes" : "no";
            case PriorityQueue<Due, long> due: return string.Join(' ', due.UnorderedItems.Select(entry => $"#{entry.Element.Activation.Id}.{entry.Element.Unit}.{entry.Element.Call}@{entry.Priority}"));
            case IEnumerable list: return $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]";
            case ITuple tuple: return $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(part => Text(tuple[part])))})";
            default: return value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? Pair(value) : Fields(value);
        }
    }

    private string Pair(object pair) => $"{Text(pair.GetType().GetProperty("Key")!.GetValue(pair))}={Text(pair.GetType().GetProperty("Value")!.GetValue(pair))}";

    private string Text(Item item)
    {
        var text = $"{item}{(item.IsSensitive ? " sensitive" : "")}{(item.Binary is { } files ? " with " + Text(files) : "")}";
        if (!exact) return text;
        items.TryAdd(item, items.Count);
        return $"{items[item]}:{text}";
    }
}
