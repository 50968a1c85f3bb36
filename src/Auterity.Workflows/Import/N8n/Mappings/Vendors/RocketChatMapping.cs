namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Rocket.Chat, all versions.</summary>
[N8nMapping("n8n-nodes-base.rocketchat")]
internal sealed class RocketChatMapping : VendorMapping
{
    protected override string Node => "rocketChat";

    protected override string Resource(N8nParameters p) => "chat";

    protected override string Operation(string resource, N8nParameters p) => "postMessage";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("chat:postMessage", "message.send", "-jsonParameters", "channel", "text", "alias=options.alias", "avatar=options.avatar", "emoji=options.emoji", "attachments=attachmentsJson"),
    ];
}
