using System.Reflection;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;
using Xunit;

namespace Auterity.Conformance.Simulation;

/// <summary>Every field of the state is known to the snapshot's codec, or known to be left out of it.</summary>
public sealed class SnapshotShapeTests
{
    /// <summary>What <c>StateCodec</c> and its parts write, type by type, and <c>RunMemory</c> for the run in memory.</summary>
    private const string Known = """
        x
        """;

    /// <summary>Types that a snapshot names or leaves to the codec of the journal.</summary>
    private static readonly Type[] Named = [typeof(FlowPlan), typeof(PlanNode), typeof(PlanEdge), typeof(Region), typeof(Sdk.Item)];

    [Fact]
    public void State_EveryField_IsKnownToTheSnapshot()
    {
        var types = new SortedDictionary<string, Type>(StringComparer.Ordinal);
        Walk(typeof(RunState), types);
        var shape = string.Join('\n', types.Values.Select(Line).Append(Line(typeof(LiveRun))));

        // A new field: write it and read it in Journal/Snapshots, compare it in StateText, then add it here.
        System.IO.File.WriteAllText("/tmp/w-snap-shape.txt", shape);
        Assert.Equal(Known.ReplaceLineEndings("\n"), shape);
    }

    private static string Line(Type type) => $"{type.Name}: {string.Join(' ', FieldsOf(type).Select(NameOf).Order(StringComparer.Ordinal))}";

    private static void Walk(Type type, SortedDictionary<string, Type> types)
    {
        if (type.HasElementType) Walk(type.GetElementType()!, types);
        foreach (var argument in type.GetGenericArguments())
            Walk(argument, types);
        if (type.Assembly != typeof(RunState).Assembly && type.Assembly != typeof(Sdk.Item).Assembly) return;
        if (type.IsEnum || type.IsArray || Named.Contains(type) || !types.TryAdd(type.FullName!, type)) return;
        foreach (var derived in type.IsAbstract ? type.Assembly.GetTypes().Where(type.IsAssignableFrom) : [])
            Walk(derived, types);
        foreach (var field in FieldsOf(type))
            Walk(field.FieldType, types);
    }

    private static FieldInfo[] FieldsOf(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static string NameOf(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
}
