using System.Text;
using System.Text.Json.Nodes;
using Auterity.Workflows.Import;
using Auterity.Workflows.Import.N8n;
using Auterity.Workflows.Tests.Definitions;
using CsCheck;

namespace Auterity.Workflows.Tests.Import;

/// <summary>Exports as people and tools spoil them: structure broken, not bytes.</summary>
public sealed class N8nMutationTests
{
    private static readonly string[] OddTexts = ["", "=", "={{", "={{ $json.", "\ud83d\ude00 Ünï", "a\u0000b", "__proto__", "constructor", new('x', 70_000), "‮gnp", "-1", "NaN"];

    private static readonly Gen<(int Kind, int At, int Odd)[]> Edits = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 10_000], Gen.Int[0, OddTexts.Length - 1]).Array[1, 5];

    [Fact]
    public void Import_SpoiltRealExports_GivesAWorkflowOrSaysWhyNot()
    {
        var files = N8nCorpus.Files();
        Gen.Select(Gen.Int[0, files.Count - 1], Edits).Sample((file, edits) => Holds(files[file].Json, edits), iter: 1_500);
    }

    [Fact]
    public void Import_SpoiltExport_GivesAWorkflowOrSaysWhyNot() => Edits.Sample(edits => Holds(Encoding.UTF8.GetBytes(Small), edits), iter: 3_000);

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    public void Import_DeepNesting_IsReadOrRefused(int depth)
    {
        var nested = $"{string.Concat(Enumerable.Repeat("{\"a\":", depth))}1{new string('}', depth)}";
        var json = """{"nodes":[{"name":"A","type":"n8n-nodes-base.set","parameters":""" + nested + """}],"connections":{}}""";

        Assert.True(Imports(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Import_ThousandsOfNodesOfOneName_KeepsThemApart()
    {
        var nodes = string.Join(",", Enumerable.Range(0, 5_000).Select(_ => """{"name":"Same","id":"same","type":"n8n-nodes-base.noOp","parameters":{}}"""));

        var result = N8nImporter.Import(Encoding.UTF8.GetBytes("""{"nodes":[""" + nodes + """],"connections":{"Same":{"main":[[{"node":"Same","type":"main","index":0}]]}}}"""));

        Assert.Equal(5_000, result.Definition.Nodes.DistinctBy(node => node.Name).Count());
        Assert.Equal(5_000, result.Definition.Nodes.DistinctBy(node => node.Id).Count());
    }

    private const string Small = """
        {"name":"Small","nodes":[
          {"id":"1","name":"Start","type":"n8n-nodes-base.scheduleTrigger","typeVersion":1.2,"position":[0,0],"parameters":{"rule":{"interval":[{"field":"hours"}]}}},
          {"id":"2","name":"Sheet","type":"n8n-nodes-base.googleSheets","typeVersion":4.5,"position":[1,0],"parameters":{"documentId":{"__rl":true,"value":"d","mode":"id"},"sheetName":{"__rl":true,"value":"gid=0","mode":"list"},"columns":{"mappingMode":"defineBelow","value":{"a":"={{ $json.a }}"}},"operation":"append"}},
          {"id":"3","name":"Agent","type":"@n8n/n8n-nodes-langchain.agent","typeVersion":1.7,"position":[2,0],"parameters":{"promptType":"define","text":"={{ $json.a }}"}},
          {"id":"4","name":"Model","type":"@n8n/n8n-nodes-langchain.lmChatOpenAi","typeVersion":1.2,"position":[2,1],"parameters":{"model":{"__rl":true,"value":"gpt-4o","mode":"list"}}},
          {"id":"5","name":"Say","type":"n8n-nodes-base.slack","typeVersion":2.2,"position":[3,0],"parameters":{"select":"channel","channelId":{"__rl":true,"value":"C1","mode":"list"},"text":"x","otherOptions":{}}}],
         "connections":{"Start":{"main":[[{"node":"Sheet","type":"main","index":0}]]},"Sheet":{"main":[[{"node":"Agent","type":"main","index":0}]]},"Model":{"ai_languageModel":[[{"node":"Agent","type":"ai_languageModel","index":0}]]},"Agent":{"main":[[{"node":"Say","type":"main","index":0}]]}}}
        """;

    private static bool Holds(byte[] json, (int Kind, int At, int Odd)[] edits)
    {
        var root = JsonNode.Parse(json)!;
        foreach (var (kind, at, odd) in edits) Spoil(root, kind, at, OddTexts[odd]);
        return Imports(Encoding.UTF8.GetBytes(root.ToJsonString()));
    }

    private static bool Imports(byte[] json)
    {
        try
        {
            var result = N8nImporter.Import(json);
            var ids = result.Definition.Nodes.Select(node => node.Id).ToHashSet();
            Assert.Equal(ids.Count, result.Definition.Nodes.Count);
            Assert.All(result.Definition.Edges, edge => Assert.True(ids.Contains(edge.From) && ids.Contains(edge.To)));
            TestDefinitions.FaultsOf(result.Definition, allowStubs: true);
            N8nExporter.Export(result.Name, result.Definition, result.Layout);
            return true;
        }
        catch (ImportException e)
        {
            return e.Message.Length > 0;
        }
    }

    private static void Spoil(JsonNode root, int kind, int at, string odd)
    {
        var places = Places(root).ToList();
        if (places.Count == 0) return;
        var (owner, name) = places[at % places.Count];
        var nodes = root["nodes"] as JsonArray;
        var node = nodes is { Count: > 0 } ? nodes[at % nodes.Count] as JsonObject : null;
        switch (kind)
        {
            case 0: owner.Remove(name); break;
            case 1: owner[name] = odd; break;
            case 2: owner[name] = at - 5_000; break;
            case 3: owner[name] = new JsonArray(odd, null, new JsonObject()); break;
            case 4: owner[name] = new JsonObject { [odd] = odd }; break;
            case 5: owner[name] = null; break;
            case 6: owner[name] = at % 2 == 0; break;
            case 7 when nodes is not null && node is not null: nodes.Add(node.DeepClone()); break;
            case 8 when node is not null && nodes![0] is JsonObject first && first["name"] is { } taken: node["name"] = taken.DeepClone(); break;
            case 9: (root as JsonObject)?.Remove("connections"); break;
            case 10 when node is not null: node["typeVersion"] = at % 7 / 2.0; break;
            case 11 when node is not null: node["parameters"] = new JsonArray(odd); break;
        }
    }

    private static IEnumerable<(JsonObject Owner, string Name)> Places(JsonNode? node)
    {
        if (node is JsonArray list)
            foreach (var place in list.SelectMany(Places)) yield return place;
        if (node is not JsonObject members) yield break;
        foreach (var (name, value) in members)
        {
            yield return (members, name);
            foreach (var place in Places(value)) yield return place;
        }
    }
}
