using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Webhooks;

namespace Auterity.Workflows.Nodes;

/// <summary>Starts a run for each message of a chat; the item is <c>{ sessionId, action, chatInput }</c>.</summary>
/// <remarks>A chat with a path takes <c>POST { "chatInput": …, "sessionId": … }</c> at its hook and answers with what the run returns.</remarks>
[Node("trigger.chat", "Chat message", Category = "Triggers", Icon = "messages-square", Inputs = [], Delivery = Delivery.Pure, Summary = "Starts a run for each message of a chat.", Keywords = ["conversation", "bot", "assistant"], Attachments = ["ai_memory"])]
[CredentialSlot("auth", "http.basic", "http.header")]
internal sealed class ChatTrigger : TriggerNode<ChatTrigger.Input>, IHookTrigger
{
    public sealed record Input
    {
        [Description("Path below /hooks/ that takes messages; empty takes them from the API only"), Field(Placeholder = "support-chat")]
        public string Path { get; init; } = "";

        [Description("When the other side gets its answer")]
        public WebhookRespond Respond { get; init; } = WebhookRespond.WhenFinished;

        [Description("How callers prove who they are")]
        public WebhookAuthKind Auth { get; init; }

        [Description("Web origins that may call from a browser, separated by commas; * allows all")]
        public string AllowedOrigins { get; init; } = "*";
    }

    public WebhookTrigger.Input? HookOf(object input) => input is Input { Path.Length: > 0 } own
        ? new WebhookTrigger.Input { Methods = ["POST"], Path = own.Path, Respond = own.Respond, Auth = own.Auth, AllowedOrigins = own.AllowedOrigins }
        : null;

    public override IEnumerable<ParameterFault> Check(JsonElement parameters) => HookTriggers.PathFaults(parameters);

    public override NodeResult Receive(Input input, JsonElement payload, NodeContext context)
    {
        var said = payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object ? body : payload;
        var fields = said.ValueKind == JsonValueKind.Object ? said.EnumerateObject().DistinctBy(member => member.Name).ToDictionary(member => member.Name, member => member.Value) : new() { ["chatInput"] = said };
        if (!fields.ContainsKey("sessionId")) fields["sessionId"] = JsonSerializer.SerializeToElement(context.Run.Id.ToString("N"));
        if (!fields.ContainsKey("action")) fields["action"] = JsonSerializer.SerializeToElement("sendMessage");
        return NodeResult.Main(Item.From(fields, context.Item.Binary));
    }
}
