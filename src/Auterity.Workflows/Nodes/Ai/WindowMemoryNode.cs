using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Remembers the last exchanges of each session in the workflow's state.</summary>
[Node("ai.memory.window", "Window memory", Category = "AI", Icon = "history", Inputs = [], Outputs = ["ai_memory"], Summary = "Remembers the last exchanges of a conversation.", Keywords = ["chat", "history", "session", "buffer"])]
internal sealed class WindowMemoryNode : AttachmentNode<WindowMemoryNode.Input>
{
    private const int MostTries = 20;

    public sealed record Input
    {
        [Required, Description("Names the conversation")]
        public string SessionKey { get; init; } = "";

        [Description("Exchanges to remember: a question and its answer each"), Range(1, 1000)]
        public int Window { get; init; } = 5;

        [Description("Forgets a conversation that nobody went on with for so many hours; 0 never"), Range(0, 1_000_000)]
        public double ForgetAfterHours { get; init; }
    }

    public override async Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.SessionKey.Length == 0) throw new NodeException("The memory does not know whose conversation it is: the session key is empty.", "invalid-parameters", retryable: false);
        var key = $"memory/{context.NodeId}/{input.SessionKey}";
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var kept = await context.State.GetAsync(StateScope.Workflow, key, cancellationToken);
            var messages = kept.Value is { ValueKind: JsonValueKind.Array } list ? list.Deserialize<List<ChatMessage>>(JsonDefaults.Options)! : [];
            if (!arguments.TryGetProperty("action", out var action) || !action.ValueEquals("save")) return Conversation.Json(Last(messages, input.Window));
            messages.AddRange(arguments.GetProperty("messages").Deserialize<List<ChatMessage>>(JsonDefaults.Options)!);
            var timeToLive = input.ForgetAfterHours > 0 ? TimeSpan.FromHours(input.ForgetAfterHours) : (TimeSpan?)null;
            if (await context.State.SetAsync(StateScope.Workflow, key, Conversation.Json(Last(messages, input.Window)), kept.Version, timeToLive, context.IdempotencyKey, cancellationToken) is not null) return Conversation.Json(new { saved = true });
        }

        throw new NodeException("Others write to the same conversation all the time; it could not be remembered.", "state-conflict");
    }

    private static IEnumerable<ChatMessage> Last(List<ChatMessage> messages, int window) => messages.Skip(Math.Max(0, messages.Count - (window * 2)));
}
