using System.Collections.Concurrent;
using System.Reflection;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>How a reference is told in a snapshot.</summary>
internal enum Told : byte
{
    Null,

    /// <summary>An activation, by id.</summary>
    Activation,

    /// <summary>A node, an edge or a region of the plan, by index; or the plan.</summary>
    Node,
    Edge,
    Region,
    Plan,

    /// <summary>Something told before.</summary>
    Again,

    Text,
    Item,

    /// <summary>Items of a port that are in the blob store.</summary>
    StoredItems,

    /// <summary>The items an activation took on a port.</summary>
    Inputs,

    /// <summary>One of the objects there is only one of.</summary>
    Shared,

    /// <summary>What may start, in order.</summary>
    Ready,

    /// <summary>A list without a type of its own, told as an array.</summary>
    List,

    /// <summary>A collection that tells its elements.</summary>
    Collection,

    /// <summary>An object that tells its fields.</summary>
    Object,
}

/// <summary>What of a type belongs into a snapshot.</summary>
internal static class GraphShape
{
    /// <summary>Objects there is only one of, whatever refers to them. Their places belong to the format.</summary>
    public static readonly object[] Shared = [PortOutput.Skip, PortOutput.Blank, Lineage.Unknown, Lineage.Identity(0), RunHeader.None, Item.Empty];

    private static readonly Dictionary<object, int> Places = Shared.Select((one, place) => (one, place)).ToDictionary(entry => entry.one, entry => entry.place, ReferenceEqualityComparer.Instance);

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Known = new();

    /// <summary>Place of an object among those there is only one of; -1 for all others.</summary>
    public static int PlaceOf(object value) => Places.GetValueOrDefault(value, -1);

    /// <summary>Fields of a type and its bases, in an order that the same build always gives.</summary>
    public static FieldInfo[] FieldsOf(Type type) => Known.GetOrAdd(type, static type =>
    {
        var fields = new List<FieldInfo>();
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
            fields.AddRange(at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(IsKept).OrderBy(field => field.Name, StringComparer.Ordinal));
        return [.. fields];
    });

    /// <summary>Types that a snapshot may name: the engine's own, and lists of them.</summary>
    public static bool IsAllowed(Type type) => type.IsArray
        ? IsAllowed(type.GetElementType()!)
        : type.IsPrimitive || type == typeof(string) || type == typeof(Guid)
            || type.Namespace?.StartsWith("Auterity.", StringComparison.Ordinal) == true
            || (type.Namespace == "System.Collections.Generic" && type.GetGenericArguments().All(IsAllowed))
            || (type.IsGenericType && type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal) && type.GetGenericArguments().All(IsAllowed));

    /// <summary>The element type of a list; null for what is none.</summary>
    public static Type? ElementOf(Type type) => type.IsArray ? type.GetElementType() : Array.Find(type.GetInterfaces(), candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))?.GetGenericArguments()[0];

    // An activation derives its inputs from its tokens again, and the list of what is ready gives it its place.
    private static bool IsKept(FieldInfo field) => field.FieldType != typeof(InputItems[]) && field.FieldType != typeof(LinkedListNode<Activation>);
}
