using System.Text.Json;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Definitions.Validation;
using CsCheck;

namespace Auterity.Workflows.Tests.Definitions;

public sealed class DefinitionReaderTests
{
    [Theory]
    [InlineData("[]", null, "wrong-type")]
    [InlineData("null", null, "wrong-type")]
    [InlineData("""{"nodes":{}}""", "nodes", "wrong-type")]
    [InlineData("""{"nodes":null}""", "nodes", "wrong-type")]
    [InlineData("""{"nodes":[null]}""", "nodes[0]", "wrong-type")]
    [InlineData("""{"nodes":[{"id":"a","name":"A"}]}""", "type", "missing-field")]
    [InlineData("""{"nodes":[{"type":"x","name":"A"}]}""", "nodes[0].id", "missing-field")]
    [InlineData("""{"nodes":[{"id":"a","type":"x","name":"A","version":1.5}]}""", "version", "wrong-type")]
    [InlineData("""{"nodes":[{"id":"a","type":"x","name":"A","policy":{"onError":"explode"}}]}""", "policy.onError", "wrong-type")]
    [InlineData("""{"nodes":[{"id":"a","type":"x","name":"A","credentials":{"auth":"mine"}}]}""", "credentials.auth", "wrong-type")]
    [InlineData("""{"nodes":[{"id":"a","type":"x","name":"A","parameters":{"t":"\u0000"}}]}""", "parameters.t", "invalid-text")]
    [InlineData("""{"nodes":[{"id":"a","type":"x","name":"A","parameters":{"t":["\ud800"]}}]}""", "parameters.t[0]", "invalid-text")]
    [InlineData("""{"edges":[{"from":"a"}]}""", "edges[0].to", "missing-field")]
    [InlineData("""{"settings":{"timeZone":7}}""", "settings.timeZone", "wrong-type")]
    public void Read_OneFault_NamesItsPlace(string json, string? field, string code)
    {
        var read = DefinitionReader.Read(JsonElement.Parse(json));

        Assert.Null(read.Definition);
        Assert.Equal((code, field), (Assert.Single(read.Faults).Code, read.Faults[0].Field));
    }

    [Fact]
    public void Read_FaultsInSeveralNodes_FindsAllAndNamesTheNodes()
    {
        var read = DefinitionReader.Read(JsonElement.Parse("""{"nodes":[{"id":"a","type":7,"name":"A"},{"id":"b","type":"x","name":"B","disabled":"maybe"}],"edges":7}"""));

        Assert.Equal([("A", "type"), ("B", "disabled"), (null, "edges")], read.Faults.Select(fault => (fault.NodeName, fault.Field)));
    }

    [Fact]
    public void Read_UnknownField_IsAWarning()
    {
        var read = DefinitionReader.Read(JsonElement.Parse("""{"nodes":[{"id":"a","type":"x","name":"A","polcy":{}}]}"""));

        Assert.NotNull(read.Definition);
        Assert.Equal((FaultSeverity.Warning, "a", "polcy"), (read.Faults.Single().Severity, read.Faults[0].NodeId, read.Faults[0].Field));
    }

    [Fact]
    public void Read_NothingAtAll_SaysSo() => Assert.Equal("missing-field", DefinitionReader.Read(default).Faults.Single().Code);

    [Fact]
    public void Write_Definition_LeavesDefaultsOutAndReadsTheSame()
    {
        var definition = TestDefinitions.Of("""
            {"format":1,"nodes":[{"id":"a","type":"x","version":1,"name":"A","parameters":{},"policy":{"onError":"fail","retry":{"attempts":5,"jitter":0.2}},"disabled":false}],
             "edges":[{"from":"a","to":"a","output":"main","input":"left"}],"settings":{"timeZone":"UTC","maxPasses":7}}
            """);

        var written = JsonElement.Parse(DefinitionJson.Write(definition));

        Assert.Equal("""{"format":1,"nodes":[{"id":"a","type":"x","name":"A","policy":{"retry":{"attempts":5}}}],"edges":[{"from":"a","to":"a","input":"left"}],"settings":{"maxPasses":7}}""", written.GetRawText());
        Assert.Equal(DefinitionHash.OfDraft(definition), DefinitionHash.OfDraft(DefinitionJson.Read(DefinitionJson.Write(definition))));
    }

    /// <summary>Whatever is written: an answer, and never an exception; what can be read can be checked, hashed, written and read again.</summary>
    [Fact]
    public void Read_AnyJson_NeverThrows() => Wild.Sample(json =>
    {
        var read = DefinitionReader.Read(JsonElement.Parse(json));
        if (read.Definition is not { } definition) return read.Faults.Any(fault => fault.Severity == FaultSeverity.Error);
        TestDefinitions.FaultsOf(definition);
        return DefinitionHash.OfDraft(definition).SequenceEqual(DefinitionHash.OfDraft(DefinitionJson.Read(DefinitionJson.Write(definition))));
    }, iter: 3000);

    private static Gen<string> Const(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static readonly Gen<string> Leaf = Gen.OneOf(
        Const("null", "true", "1", "-7.5", "1e400", "\"\"", "\"text\"", "\"={{ $json.a }}\"", "\"={{ ( }}\"", "\"\\ud83d\"", "\"\\u0000\"", "{}", "[]", "[[]]", "[null]", "\"0198c0de-0000-7000-8000-000000000001\""),
        Gen.Int[-9, 9].Select(number => $"{number}"));

    private static readonly Gen<string> Parameters = Gen.Select(
        Const("inputs", "outputs", "rules", "conditions", "path", "methods", "mode", "keys", "batchSize", "url", "type", "fields"), Leaf, Const("value", "rules", "name"), Leaf)
        .Select((name, value, inner, innerValue) => $$"""{"{{name}}":{{value}},"more":{"{{inner}}":{{innerValue}}},"cases":[{"{{inner}}":{{innerValue}}}]}""");

    private static readonly Gen<string> Node = Gen.Select(
        Const("a", "b", "c", ""), Gen.Int[0, 200], Gen.OneOf(Parameters, Leaf), Const("", ",\"policy\":{\"onError\":\"errorOutput\",\"retry\":{}}", ",\"disabled\":true", ",\"policy\":7", ",\"credentials\":{\"auth\":null}"))
        .Select((id, type, parameters, rest) => $$"""{"id":"{{id}}","type":"{{TestDefinitions.Catalog.Types[type % TestDefinitions.Catalog.Types.Count].Info.Type}}","name":"N{{id}}","parameters":{{parameters}}{{rest}}}""");

    private static readonly Gen<string> Edge = Gen.Select(Const("a", "b", "c"), Const("a", "b", "c"), Const("main", "ai_tool", "loop", "error"))
        .Select((from, to, port) => $$"""{"from":"{{from}}","to":"{{to}}","input":"{{port}}","output":"{{port}}"}""");

    private static readonly Gen<string> Wild = Gen.Select(Node.Array[0, 3], Edge.Array[0, 5], Gen.OneOf(Leaf, Const("{\"timeZone\":\"..\"}", "{\"flow\":\"sequential\"}")), Leaf)
        .Select((nodes, edges, settings, inputs) => $$"""{"nodes":[{{string.Join(',', nodes)}}],"edges":[{{string.Join(',', edges)}}],"settings":{{settings}},"inputs":{{inputs}}}""");
}
