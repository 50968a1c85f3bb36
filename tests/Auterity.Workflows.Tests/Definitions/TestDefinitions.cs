using System.Runtime.CompilerServices;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Definitions.Validation;

namespace Auterity.Workflows.Tests.Definitions;

/// <summary>Definitions written as JSON, and the node types they are held against: all there are, and a host with sub-nodes.</summary>
internal static class TestDefinitions
{
    public static NodeCatalog Catalog { get; } = new(
    [
        .. NodeCatalog.ClassesOf(typeof(NodeCatalog).Assembly).Select(type => (Node)RuntimeHelpers.GetUninitializedObject(type)), // checked, never run
        new HostNode(), new ModelNode(), new ToolNode(), new NeedyNode(),
    ]);

    public static WorkflowDefinition Of(string json)
    {
        var read = DefinitionReader.Read(JsonElement.Parse(json));
        Assert.Empty(read.Faults);
        return read.Definition!;
    }

    /// <summary>A manual trigger <c>t</c>, these nodes, and these edges written <c>from.output>to.input</c>; ports may be left out.</summary>
    public static WorkflowDefinition Flow(string nodes, params string[] edges) => new()
    {
        Nodes = Of($$"""{"nodes":[{"id":"t","type":"trigger.manual","name":"Start"}{{(nodes.Length == 0 ? "" : ",")}}{{nodes}}]}""").Nodes,
        Edges = [.. edges.Select(EdgeOf)],
    };

    public static IReadOnlyList<DefinitionFault> FaultsOf(WorkflowDefinition definition, bool allowStubs = false) => DefinitionValidator.Validate(definition, Catalog, 0, allowStubs);

    public static IEnumerable<string> CodesOf(WorkflowDefinition definition) => FaultsOf(definition).Select(fault => fault.Code);

    private static EdgeDefinition EdgeOf(string text)
    {
        var ends = text.Split('>').Select(end => end.Split('.')).ToArray();
        return new EdgeDefinition(ends[0][0], ends[1][0], ends[0].ElementAtOrDefault(1) ?? "main", ends[1].ElementAtOrDefault(1) ?? "main");
    }

    [Node("test.host", "Host", Attachments = ["ai_model!", "ai_tool*"])]
    private sealed class HostNode : BatchNode<JsonElement>
    {
        public override Task<NodeResult> RunAsync(JsonElement input, NodeContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    [Node("test.model", "Model", Outputs = ["ai_model"])]
    private sealed class ModelNode : AttachmentNode<JsonElement>
    {
        public override Task<JsonElement> CallAsync(JsonElement input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    [Node("test.tool", "Tool", Outputs = ["ai_tool"], Attachments = ["ai_tool*", "ai_model"])]
    private sealed class ToolNode : AttachmentNode<JsonElement>
    {
        public override Task<JsonElement> CallAsync(JsonElement input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    [Node("test.needy", "Needy", Inputs = ["left", "right"], RequiredInputs = ["right"])]
    [CredentialSlot("auth", "http.basic", Required = true)]
    private sealed class NeedyNode : BatchNode<JsonElement>
    {
        public override Task<NodeResult> RunAsync(JsonElement input, NodeContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
