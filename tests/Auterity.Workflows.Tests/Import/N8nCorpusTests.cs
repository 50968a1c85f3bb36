using System.Text.Json;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Import.N8n;

namespace Auterity.Workflows.Tests.Import;

public sealed class N8nCorpusTests
{
    [Fact]
    public void Import_EveryRealExport_BecomesAWorkflowWithAllItsNodes()
    {
        var files = N8nCorpus.Files();

        var wrong = files.Where(file => !HasEveryNode(file.Json)).Select(file => file.Name).ToList();

        Assert.Empty(wrong);
        TestContext.Current.SendDiagnosticMessage("{0} exports imported", files.Count);
    }

    [Fact]
    public void Import_EveryRealExport_HasUniqueNamesAndEdgesBetweenKnownNodes()
    {
        foreach (var (name, json) in N8nCorpus.Files())
        {
            var definition = N8nImporter.Import(json).Definition;
            var ids = definition.Nodes.Select(node => node.Id).ToHashSet();

            Assert.True(ids.Count == definition.Nodes.Count, name);
            Assert.True(definition.Nodes.DistinctBy(node => node.Name).Count() == definition.Nodes.Count, name);
            Assert.True(definition.Edges.All(edge => ids.Contains(edge.From) && ids.Contains(edge.To)), name);
            Assert.True(definition.Edges.Distinct().Count() == definition.Edges.Count, name);
        }
    }

    [Fact]
    public void Export_EveryImportedExport_HasTheSameNodesAndConnections()
    {
        foreach (var (name, json) in N8nCorpus.Files())
        {
            var before = JsonDocument.Parse(json).RootElement;
            var imported = N8nImporter.Import(json);

            var export = N8nExporter.Export(imported.Name, imported.Definition, imported.Layout);

            var after = JsonDocument.Parse(export.Json).RootElement;
            Assert.Equal([name, .. N8nNormal.Nodes(before)], [name, .. N8nNormal.Nodes(after)]);
            Assert.Equal([name, .. N8nNormal.Connections(before)], [name, .. N8nNormal.Connections(after)]);
            Assert.True(export.Notes.Count == 0, $"{name}: {string.Join(" ", export.Notes)}");
        }
    }

    [Fact]
    public void Import_EveryRealExport_SurvivesStorage()
    {
        foreach (var (name, json) in N8nCorpus.Files())
        {
            var imported = N8nImporter.Import(json);
            var stored = JsonSerializer.SerializeToUtf8Bytes(imported.Definition, Auterity.Sdk.JsonDefaults.Options);

            var read = JsonSerializer.Deserialize<WorkflowDefinition>(stored, Auterity.Sdk.JsonDefaults.Options)!;

            Assert.True(read.Edges.SequenceEqual(imported.Definition.Edges), name);
            Assert.True(read.Nodes.Zip(imported.Definition.Nodes).All(pair => pair.First.Policy == pair.Second.Policy && JsonElement.DeepEquals(pair.First.Parameters, pair.Second.Parameters)), name);
        }
    }

    private static bool HasEveryNode(byte[] json)
    {
        var written = JsonDocument.Parse(json).RootElement.GetProperty("nodes").EnumerateArray().Count(node => node.GetProperty("type").GetString() != "n8n-nodes-base.stickyNote");
        var imported = N8nImporter.Import(json);
        return imported.Definition.Nodes.Count == written && imported.Report.Nodes.Count == written;
    }
}
