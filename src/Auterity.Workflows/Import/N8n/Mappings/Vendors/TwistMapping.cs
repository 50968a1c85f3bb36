namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Twist, all versions.</summary>
[N8nMapping("n8n-nodes-base.twist")]
internal sealed class TwistMapping : VendorMapping
{
    protected override string Node => "twist";

    protected override string Resource(N8nParameters p) => "messageConversation";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("channel:create", "channel.create", "workspaceId", "name", "text=additionalFields.description", "userIds=additionalFields.user_ids"),
        On("channel:update", "channel.update", "channelId", "name=updateFields.name", "text=updateFields.description"),
        On("channel:get", "channel.get", "channelId"),
        On("channel:getAll", "channel.list", "workspaceId", "@pages"),
        On("messageConversation:create", "message.send", "-workspaceId", "conversationId", "content", "actions=additionalFields.actionsUi.actionValues"),
    ];
}
