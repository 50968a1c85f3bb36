using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes;

/// <summary>Stands where an imported workflow had a node that does not exist here: it keeps everything and runs nothing.</summary>
[Node("n8n.stub", "Imported node", Category = "Flow", Icon = "puzzle",
    Summary = "Keeps a node of an imported workflow that has no counterpart here. Replace it, or pin its output.",
    Attachments = ["ai_model*", "ai_tool*", "ai_memory*", "ai_embedding*", "ai_store*", "ai_parser*", "ai_document*", "ai_splitter*", "ai_retriever*", "ai_reranker*"])]
internal sealed class N8nStubNode : BatchNode<N8nStub>
{
    public override IReadOnlyList<string> OutputsOf(JsonElement parameters) => N8nStub.PortsOf(parameters, "outputs");

    public override IReadOnlyList<string> InputsOf(JsonElement parameters) => N8nStub.PortsOf(parameters, "inputs");

    public override IEnumerable<ParameterFault> Check(JsonElement parameters) => N8nStub.FaultsOf(parameters);

    public override Task<NodeResult> RunAsync(N8nStub input, NodeContext context, CancellationToken cancellationToken) => throw input.CannotRun(context.NodeName);
}

/// <summary>Stands where an imported workflow had a trigger that does not exist here: started by hand, it hands on the run's input.</summary>
[Node("n8n.stubTrigger", "Imported trigger", Category = "Triggers", Icon = "puzzle", Inputs = [], Delivery = Delivery.Pure,
    Summary = "Keeps a trigger of an imported workflow that has no counterpart here. Nothing starts it but a person or the API.",
    Attachments = ["ai_memory*", "ai_model*", "ai_tool*"])]
internal sealed class N8nStubTrigger : TriggerNode<N8nStub>
{
    public override IReadOnlyList<string> OutputsOf(JsonElement parameters) => N8nStub.PortsOf(parameters, "outputs");

    public override IEnumerable<ParameterFault> Check(JsonElement parameters) => N8nStub.FaultsOf(parameters);
}

/// <summary>What is kept of the foreign node.</summary>
/// <param name="Type">Its type, for example <c>n8n-nodes-base.telegram</c>.</param>
/// <param name="TypeVersion">Version of its type. Default: 1.</param>
/// <param name="Parameters">Its parameters as written; nothing in them is evaluated.</param>
/// <param name="Credentials">Types and names of its credentials, never values.</param>
/// <param name="Inputs">Names of its input ports. Default: one, <c>main</c>.</param>
/// <param name="Outputs">Names of its output ports. Default: one, <c>main</c>.</param>
internal sealed record N8nStub(
    [property: Description("Type of the foreign node")] string Type = "unknown",
    [property: Description("Version of its type")] double TypeVersion = 1,
    [property: Description("Its parameters as written"), Field(Editor = "json", Verbatim = true)] JsonElement? Parameters = null,
    [property: Description("Types and names of its credentials"), Field(Editor = "json", Verbatim = true)] JsonElement? Credentials = null,
    [property: Description("Names of its input ports")] IReadOnlyList<string>? Inputs = null,
    [property: Description("Names of its output ports")] IReadOnlyList<string>? Outputs = null)
{
    public NodeException CannotRun(string name) => new(
        $"'{name}' is a stub for '{Type}', which does not exist here: replace it with a node that does its work, or pin its output.", "stub", retryable: false);

    public static IReadOnlyList<string> PortsOf(JsonElement parameters, string member) =>
        parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty(member, out var ports) && ports.ValueKind == JsonValueKind.Array
            && ports.EnumerateArray().All(port => port.ValueKind == JsonValueKind.String) ? [.. ports.EnumerateArray().Select(port => port.GetString()!)] : ["main"];

    public static IEnumerable<ParameterFault> FaultsOf(JsonElement parameters)
    {
        var type = parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("type", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : "unknown";
        yield return new ParameterFault("type", $"This stands for '{type}', which does not exist here. Replace it with a node that does its work before you publish, or disable it.");
    }
}
