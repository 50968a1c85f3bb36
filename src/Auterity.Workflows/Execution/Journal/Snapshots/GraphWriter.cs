using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>Writes a run's state whatever its classes look like: field by field, each object once, activations by id.</summary>
internal sealed class GraphWriter(ByteWriter to)
{
    private readonly Dictionary<object, int> told = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Type, int> types = [];

    public void Fields(object owner)
    {
        foreach (var field in GraphShape.FieldsOf(owner.GetType()))
            Write(field.GetValue(owner), field.FieldType);
    }

    public void Write(object? value, Type declared)
    {
        if (declared.IsValueType) Value(value, declared);
        else Reference(value);
    }

    private void Value(object? value, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            to.Bool(value is not null);
            if (value is not null) Value(value, inner);
            return;
        }

        switch (value)
        {
            case bool flag: to.Bool(flag); break;
            case int number: to.Int(number); break;
            case long number: to.Int(number); break;
            case double number: to.Int(BitConverter.DoubleToInt64Bits(number)); break;
            case Guid id: to.Guid(id); break;
            case JsonElement json: to.Text(json.ValueKind == JsonValueKind.Undefined ? null : json.GetRawText()); break;
            case ReadOnlyMemory<byte> bytes: to.Bytes(bytes.Span); break;
            case Enum: to.Int(Convert.ToInt64(value, null)); break;
            case byte number: to.Byte(number); break;
            case ITuple tuple:
                var parts = type.GetGenericArguments();
                for (var i = 0; i < tuple.Length; i++)
                    Write(tuple[i], parts[i]);
                break;
            default:
                if (!GraphShape.IsAllowed(type) || type.IsPrimitive) throw new NotSupportedException($"A run's state holds a {type}, which a snapshot cannot keep.");
                Fields(value!);
                break;
        }
    }

    private void Reference(object? value)
    {
        switch (value)
        {
            case null: Tell(Told.Null); return;
            case Activation activation: Tell(Told.Activation, activation.Id); return;
            case PlanNode node: Tell(Told.Node, node.Index); return;
            case PlanEdge edge: Tell(Told.Edge, edge.Index); return;
            case Region region: Tell(Told.Region, region.Index); return;
            case FlowPlan: Tell(Told.Plan); return;
            case string text:
                Tell(Told.Text);
                to.Text(text);
                return;
            case InputItems inputs:
                Tell(Told.Inputs, inputs.Owner.Id);
                to.Int(inputs.Port);
                return;
        }

        if (GraphShape.PlaceOf(value) is >= 0 and var shared)
        {
            Tell(Told.Shared, shared);
            return;
        }

        if (told.TryGetValue(value, out var known))
        {
            Tell(Told.Again, known);
            return;
        }

        New(value);
        if (value is not Array { Length: 0 }) told.Add(value, told.Count);
    }

    // An object counts as told once it is whole: what refers to it comes later.
    private void New(object value)
    {
        switch (value)
        {
            case Item item:
                Tell(Told.Item);
                ItemCodec.Write(to, item);
                break;
            case StoredItems stored:
                Tell(Told.StoredItems, stored.Count);
                to.Blob(new PackBlob(stored.Id), stored.Size);
                to.Int(stored.Owner?.Id ?? -1);
                break;
            case ReadyList ready:
                Tell(Told.Ready, ready.Count);
                foreach (var activation in ready.All)
                    to.Int(activation.Id);
                break;
            case IEnumerable elements when value.GetType() is { Namespace: "System.Collections.Generic" } type:
                Tell(Told.Collection, TypeOf(type));
                Collection(elements, type);
                break;
            case IEnumerable when value.GetType() is { Namespace: null } or { IsArray: true } && GraphShape.ElementOf(value.GetType()) is { } element:
                Tell(Told.List, TypeOf(element));
                Elements((IEnumerable)value, element);
                break;
            default:
                Tell(Told.Object, TypeOf(value.GetType()));
                if (value.GetType() is { Namespace: "System.Collections.Generic" } queue) Collection((IEnumerable)queue.GetProperty("UnorderedItems")!.GetValue(value)!, queue);
                else Fields(value);
                break;
        }
    }

    private void Collection(IEnumerable elements, Type type)
    {
        if (type.GetGenericTypeDefinition() == typeof(Dictionary<,>)) to.Bool(ReferenceEquals(type.GetProperty("Comparer")!.GetValue(elements), StringComparer.OrdinalIgnoreCase));
        if (elements is IDictionary pairs)
        {
            var parts = type.GetGenericArguments();
            to.UInt((ulong)pairs.Count);
            foreach (DictionaryEntry pair in pairs)
            {
                Write(pair.Key, parts[0]);
                Write(pair.Value, parts[1]);
            }

            return;
        }

        Elements(elements, type.GetGenericArguments() is [var priority, var key] ? typeof(ValueTuple<,>).MakeGenericType(priority, key) : type.GetGenericArguments()[0]);
    }

    private void Elements(IEnumerable elements, Type element)
    {
        var all = elements.Cast<object?>().ToList();
        to.UInt((ulong)all.Count);
        foreach (var one in all)
            Write(one, element);
    }

    private void Tell(Told how, long number = 0)
    {
        to.Byte((byte)how);
        if (how is not (Told.Null or Told.Plan or Told.Text or Told.Item)) to.Int(number);
    }

    private int TypeOf(Type type)
    {
        if (types.TryGetValue(type, out var known)) return known;
        if (!GraphShape.IsAllowed(type)) throw new NotSupportedException($"A run's state holds a {type}, which a snapshot cannot keep.");
        types.Add(type, types.Count);
        return types.Count - 1;
    }

    /// <summary>Names of the types, in the order of their numbers.</summary>
    public IReadOnlyList<string> Types => [.. types.OrderBy(type => type.Value).Select(type => type.Key.AssemblyQualifiedName!)];
}
