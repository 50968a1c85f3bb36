using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>Reads what <see cref="GraphWriter"/> wrote.</summary>
internal sealed class GraphReader(ByteReader from, RunState run, Type[] types)
{
    private readonly List<object> told = [];

    public void Fields(object owner)
    {
        foreach (var field in GraphShape.FieldsOf(owner.GetType()))
            field.SetValue(owner, Read(field.FieldType));
    }

    private object? Read(Type declared) => declared.IsValueType ? Value(declared) : Reference();

    private object? Value(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return from.Bool() ? Value(inner) : null;
        if (type == typeof(bool)) return from.Bool();
        if (type == typeof(int)) return from.Int32();
        if (type == typeof(long)) return from.Int();
        if (type == typeof(double)) return BitConverter.Int64BitsToDouble(from.Int());
        if (type == typeof(byte)) return from.Byte();
        if (type == typeof(Guid)) return from.Guid();
        if (type == typeof(JsonElement)) return from.Text() is { } json ? JsonDocument.Parse(json, JsonDefaults.Document).RootElement : default;
        if (type == typeof(ReadOnlyMemory<byte>)) return from.Bytes();
        if (type.IsEnum) return Enum.ToObject(type, from.Int());
        var value = RuntimeHelpers.GetUninitializedObject(type);
        if (value is ITuple) return Activator.CreateInstance(type, [.. type.GetGenericArguments().Select(Read)]);
        Fields(value);
        return value;
    }

    private object? Reference()
    {
        var how = (Told)from.Byte();
        switch (how)
        {
            case Told.Null: return null;
            case Told.Plan: return run.Plan;
            case Told.Activation: return run.Activations[from.Int32()];
            case Told.Node: return run.Plan.Nodes[from.Int32()];
            case Told.Edge: return run.Plan.Edges[from.Int32()];
            case Told.Region: return run.Plan.Regions[from.Int32()];
            case Told.Text: return from.Text()!;
            case Told.Inputs: return run.Activations[from.Int32()].Inputs[from.Int32()];
            case Told.Shared: return GraphShape.Shared[from.Int32()];
            case Told.Again: return told[from.Int32()];
        }

        var value = New(how);
        if (value is not Array { Length: 0 }) told.Add(value);
        return value;
    }

    private object New(Told how)
    {
        switch (how)
        {
            case Told.Item: return ItemCodec.Read(from);
            case Told.StoredItems:
                var count = from.Int32();
                var (id, size) = from.Blob();
                return ItemCodec.Stored(count, id, size, from.Int32() is >= 0 and var owner ? run.Activations[owner] : null, from);
            case Told.Ready:
                var ready = new ReadyList();
                for (var left = from.Int32(); left > 0; left--)
                    ready.Add(run.Activations[from.Int32()]);
                return ready;
            case Told.List: return Elements(types[from.Int32()]);
            case Told.Collection: return Collection(types[from.Int32()]);
            case Told.Object:
                var type = types[from.Int32()];
                if (type.Namespace == "System.Collections.Generic") return Collection(type);
                var value = RuntimeHelpers.GetUninitializedObject(type);
                Fields(value);
                return value;
            default:
                throw new InvalidDataException($"A snapshot tells something of kind {(byte)how}, which this version does not know.");
        }
    }

    private object Collection(Type type)
    {
        var parts = type.GetGenericArguments();
        var ignoresCase = type.GetGenericTypeDefinition() == typeof(Dictionary<,>) && from.Bool();
        if (typeof(IDictionary).IsAssignableFrom(type))
        {
            var pairs = (IDictionary)(ignoresCase ? Activator.CreateInstance(type, StringComparer.OrdinalIgnoreCase)! : Activator.CreateInstance(type)!);
            for (var left = from.UInt(); left > 0; left--)
                pairs.Add(Read(parts[0])!, Read(parts[1]));
            return pairs;
        }

        return Activator.CreateInstance(type, Elements(parts is [var element, var priority] ? typeof(ValueTuple<,>).MakeGenericType(element, priority) : parts[0]))!;
    }

    private Array Elements(Type element)
    {
        var array = Array.CreateInstance(element, checked((int)from.UInt()));
        for (var i = 0; i < array.Length; i++)
            array.SetValue(Read(element), i);
        return array;
    }
}
