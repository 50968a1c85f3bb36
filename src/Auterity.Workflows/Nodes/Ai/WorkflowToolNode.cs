using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Lets an agent run another workflow and read what it returns. Asked again after a crash it finds the same run.</summary>
[Node("ai.tool.workflow", "Workflow tool", Category = "AI", Icon = "workflow", Inputs = [], Outputs = ["ai_tool"], Summary = "Lets an agent run another workflow.", Keywords = ["subworkflow", "child"])]
internal sealed class WorkflowToolNode(IServiceProvider services) : AttachmentNode<WorkflowToolNode.Input>
{
    public sealed record Input
    {
        [Description("Name the model calls it by; empty takes the node's")]
        public string? Name { get; init; }

        [Description("When and how to use it"), Field(Editor = "multiline")]
        public string Description { get; init; } = "";

        [Required, Description("The workflow to run; its latest published version is taken"), Field(Editor = "workflow")]
        public Guid? WorkflowId { get; init; }

        [Description("JSON Schema of what the model hands over; empty takes a text as query"), Field(Editor = "json", Verbatim = true)]
        public JsonElement? Schema { get; init; }

        [Description("Values that are handed over besides"), Field(Editor = "keyValue")]
        public JsonElement? Values { get; init; }

        [Description("Longest wait for the run, in seconds"), Range(1, 86_400)]
        public double TimeoutSeconds { get; init; } = 300;
    }

    public override JsonElement Describe(Input input, NodeContext context) => Conversation.Json(new
    {
        name = input.Name,
        description = input.Description,
        schema = SchemaText.Read(input.Schema) ?? Conversation.Json(SchemaText.OneText("query")),
    });

    public override async Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.WorkflowId is not { } id) throw new NodeException("Choose the workflow this tool runs.", "invalid-parameters", retryable: false);
        if (id == context.Workflow.Id) throw new NodeException("A tool cannot run the workflow it belongs to.", "workflow-cycle", retryable: false);
        if (await services.GetRequiredService<WorkflowCache>().EnsurePublishedAsync(context.Run.TenantId, id, cancellationToken) is not { } workflow) throw new NodeException($"The workflow {id} has no published version.", "workflow-missing", retryable: false);
        var trigger = workflow.FindTrigger("trigger.workflow") is >= 0 and var called ? called : RunStarter.TriggerOf(workflow, null);
        if (trigger < 0) throw new NodeException($"The workflow '{workflow.Identity.Name}' has no trigger to start from.", "workflow-trigger", retryable: false);
        var starter = services.GetRequiredService<RunStarter>();
        var started = await starter.StartAsync(new StartRequest(workflow, trigger, Item.From(Handed(input, arguments)), RunMode.Production, new RunHeader(StartKey: $"tool/{context.IdempotencyKey}", By: $"run:{context.Run.Id}")), waits: true);
        if (started.Problem is { } problem) throw new NodeException(problem.ProblemDetails.Detail ?? "The workflow could not be started.", "workflow-refused");
        if (await starter.WaitAsync(started.Waiter!, TimeSpan.FromSeconds(input.TimeoutSeconds), cancellationToken) is not { } news) throw new NodeException($"The run {started.RunId} did not end within {input.TimeoutSeconds} seconds; it goes on.", "timeout") { OutcomeUnknown = true };
        return news.Status == RunStatus.Succeeded
            ? Conversation.Json(news.Output.Select(item => item.Json))
            : throw new NodeException(news.Error?.Message ?? $"The run {news.RunId} ended as {news.Status}.", news.Error?.Code ?? "workflow-failed");
    }

    private static JsonObject Handed(Input input, JsonElement arguments)
    {
        var handed = JsonNode.Parse(arguments.ValueKind == JsonValueKind.Object ? arguments.GetRawText() : "{}")!.AsObject();
        if (input.Values is { ValueKind: JsonValueKind.Object } values)
            foreach (var value in values.EnumerateObject()) handed[value.Name] = JsonNode.Parse(value.Value.GetRawText());
        return handed;
    }
}
