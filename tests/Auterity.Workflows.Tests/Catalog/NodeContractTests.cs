using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Tests.Nodes;

namespace Auterity.Workflows.Tests.Catalog;

/// <summary>What holds for every node class of this assembly, whoever wrote it.</summary>
public sealed class NodeContractTests
{
    public static TheoryData<string> Classes => [.. NodeCatalog.ClassesOf(typeof(NodeCatalog).Assembly).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Classes))]
    public void NodeClass_Always_FollowsAContract(string name)
    {
        var type = ClassOf(name);
        var contracts = new[] { typeof(Node<,>), typeof(BatchNode<>), typeof(TriggerNode<>), typeof(SteppedNode<>), typeof(AttachmentNode<>) };

        Assert.Contains(ContractOf(type)?.GetGenericTypeDefinition(), contracts);
        Assert.True(type.IsSealed, "A node class is sealed.");
        Assert.EndsWith(typeof(TriggerNode<>) == ContractOf(type)?.GetGenericTypeDefinition() ? "Trigger" : "Node", type.Name, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void NodeClass_Always_SaysWhatItDoesInOneSentence(string name)
    {
        var info = ClassOf(name).GetCustomAttribute<NodeAttribute>()!;

        Assert.EndsWith(".", info.Summary, StringComparison.Ordinal);
        Assert.Contains(info.Category, new[] { "Triggers", "Flow", "Data", "Network", "Files", "Messages", "Databases", "AI", "Code" });
        Assert.Matches(@"^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)*$", info.Type);
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void InputRecord_EveryField_HasADescription(string name)
    {
        var input = ContractOf(ClassOf(name))!.GetGenericArguments()[0];

        Assert.Empty(Undescribed(ParameterSchema.Of(input), ""));
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void NodeClass_UnfinishedParameters_StillNamesItsPorts(string name)
    {
        var node = (Node)RuntimeHelpers.GetUninitializedObject(ClassOf(name));
        var fields = ParameterSchema.Of(ContractOf(ClassOf(name))!.GetGenericArguments()[0]).TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(field => field.Name) : [];
        var unfinished = fields.SelectMany(field => Odd.Select(value => $$"""{"{{field}}":{{value}}}""")).Concat(["{}"]);

        foreach (var parameters in unfinished.Select(TestJson.Of))
        {
            _ = (node.InputsOf(parameters)?.Count, node.OutputsOf(parameters)?.Count, node.DeliveryOf(parameters), node.Check(parameters).Count());
        }
    }

    private static readonly string[] Odd = ["null", "true", "-1", "1e99", "\"\"", "\"={{ $json.a }}\"", "\"expression\"", "[]", "[null]", "[1,{}]", "[{\"port\":1,\"unit\":\"cron\"}]", "{}", "{\"a\":1}"];

    [Theory]
    [MemberData(nameof(Classes))]
    public void PureNode_Always_TakesNoServices(string name)
    {
        var type = ClassOf(name);

        if (type.GetCustomAttribute<NodeAttribute>()!.Delivery == Delivery.Pure)
            Assert.All(type.GetConstructors(), constructor => Assert.Empty(constructor.GetParameters()));
    }

    private static Type ClassOf(string name) => typeof(NodeCatalog).Assembly.GetType(name)!;

    private static Type? ContractOf(Type type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (at.BaseType == typeof(Node)) return at;
        }

        return null;
    }

    private static IEnumerable<string> Undescribed(JsonElement schema, string path)
    {
        if (schema.ValueKind != JsonValueKind.Object) yield break;
        foreach (var keyword in schema.EnumerateObject())
        {
            if (keyword.Name is "items" or "additionalProperties")
            {
                foreach (var inner in Undescribed(keyword.Value, path + "[]")) yield return inner;
            }

            if (keyword.Name != "properties") continue;
            foreach (var field in keyword.Value.EnumerateObject())
            {
                if (!field.Value.TryGetProperty("description", out _)) yield return $"{path}.{field.Name}";
                foreach (var inner in Undescribed(field.Value, $"{path}.{field.Name}")) yield return inner;
            }
        }
    }
}
