using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Ends the whole run at once, as failed or as succeeded.</summary>
[Node("flow.stop", "Stop", Category = "Flow", Icon = "octagon-x", Delivery = Delivery.Pure, Outputs = [],
    Summary = "Ends the whole run at once: as failed, with a message or an error object, or as succeeded.", Keywords = ["error", "throw", "abort", "fail", "end"])]
public sealed class StopNode : BatchNode<StopNode.Input>
{
    public sealed record Input
    {
        [Description("How the run ends")]
        public Ending Ending { get; init; }

        [Description("What went wrong, for people"), Field(Editor = "multiline", ShowIf = nameof(Ending), Is = ["fail"])]
        public string? Message { get; init; }

        [Description("Stable code that other workflows can look at"), Field(ShowIf = nameof(Ending), Is = ["fail"])]
        public string Code { get; init; } = "stopped";

        [Description("More about the error, as JSON; its field 'message' is used when no message is given"), Field(Editor = "json", ShowIf = nameof(Ending), Is = ["fail"])]
        public JsonElement? Details { get; init; }
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken) =>
        Task.FromResult<NodeResult>(new NodeResult.Stop(input.Ending == Ending.Succeed ? null : ErrorOf(input)));

    private static NodeError ErrorOf(Input input)
    {
        var details = input.Details is { ValueKind: JsonValueKind.String } text ? ValueConverter.ObjectOf(text) ?? text : input.Details;
        var message = input.Message is { Length: > 0 } given ? given : details?.FindText("message") ?? details?.FindText("error");
        return new NodeError(message ?? (details.IsMissing() ? "The workflow was stopped." : details.TextOf()), input.Code, details.IsMissing() ? null : details);
    }
}

public enum Ending
{
    Fail,
    Succeed,
}
