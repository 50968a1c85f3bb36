using System.Runtime.CompilerServices;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Import.N8n;

namespace Auterity.Workflows.Tests.Import;

/// <summary>What the mappings produce, held against the node types themselves.</summary>
public sealed class N8nShapeTests
{
    // Node types are asked for their shape only, so their services do not matter.
    private static readonly Dictionary<string, NodeType> Types = NodeCatalog.ClassesOf(typeof(NodeCatalog).Assembly)
        .Select(type => NodeType.Of((Node)RuntimeHelpers.GetUninitializedObject(type))).ToDictionary(type => type.Info.Type);

    [Fact]
    public void Import_EveryRealExport_GivesParametersTheNodesAccept()
    {
        var faults = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, json) in N8nCorpus.Files())
            foreach (var node in N8nImporter.Import(json).Definition.Nodes)
                if (Types.TryGetValue(node.Type, out var type) && !node.Type.StartsWith("n8n.", StringComparison.Ordinal))
                    foreach (var fault in ParameterValidator.Check(type, node.Parameters).Where(fault => !IsTheAuthors(node.Type, fault)))
                        faults[$"{node.Type} {fault.Field}: {fault.Message} (in {name}, {node.Name})"] = 1;

        Assert.True(faults.Count == 0, string.Join("\n", faults.Keys));
    }

    [Fact]
    public void Import_EveryRealExport_UsesPortsTheNodesHave()
    {
        foreach (var (name, json) in N8nCorpus.Files())
        {
            var definition = N8nImporter.Import(json).Definition;
            var nodes = definition.Nodes.ToDictionary(node => node.Id);
            foreach (var edge in definition.Edges.Where(edge => !edge.Input.StartsWith("ai_", StringComparison.Ordinal)))
            {
                var (from, to) = (nodes[edge.From], nodes[edge.To]);
                if (edge.Output != "error" && Types.TryGetValue(from.Type, out var source))
                    Assert.True(source.OutputsOf(from.Parameters).Contains(edge.Output), $"{name}: {from.Name} ({from.Type}) has no output {edge.Output}, but {string.Join(", ", source.OutputsOf(from.Parameters))}");
                if (Types.TryGetValue(to.Type, out var target))
                    Assert.True(target.InputsOf(to.Parameters).Contains(edge.Input), $"{name}: {to.Name} ({to.Type}) has no input {edge.Input}, but {string.Join(", ", target.InputsOf(to.Parameters))}");
            }
        }
    }

    /// <summary>What no case may have: a parameter the node does not know, or a value of the wrong kind.</summary>
    [Fact]
    public void Cases_Together_GiveParametersTheNodesKnow()
    {
        var faults = N8nMappingTests.Results().Where(result => !result.Mapped.IsStub)
            .SelectMany(result => ParameterValidator.Check(Types[result.Node.Type], result.Node.Parameters).Select(fault => $"{result.Node.Type} {fault.Field}: {fault.Message}"))
            .Where(fault => fault.Contains("There is no parameter", StringComparison.Ordinal) || fault.Contains(" is not ", StringComparison.Ordinal)).Distinct().ToList();

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    // Faults of the exports themselves: fields that were never filled in.
    private static bool IsTheAuthors(string type, ParameterFault fault) => (type, fault.Field) switch
    {
        ("flow.workflow", "workflowId") or ("trigger.schedule", "rules") or ("email.send", "to") or (_, "documentId" or "databaseId") => true,
        _ when fault.Message.Contains(" is needed for ", StringComparison.Ordinal) => true,
        _ => false,
    };
}
