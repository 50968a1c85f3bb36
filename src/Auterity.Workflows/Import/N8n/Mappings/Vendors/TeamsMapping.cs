namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Microsoft Teams, all versions.</summary>
[N8nMapping("n8n-nodes-base.microsoftTeams")]
internal sealed class TeamsMapping : VendorMapping
{
    protected override string Node => "microsoft.teams";

    protected override string Resource(N8nParameters p) => "channel";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("channel:create", "channel.create", "teamId", "name", "text=options.description", "type=options.type"),
        On("channel:update", "channel.update", "teamId", "channelId", "name=updateFields.name|newName", "text=updateFields.description|options.description"),
        On("channel:get", "channel.get", "teamId", "channelId"),
        On("channel:getAll", "channel.list", "teamId", "@pages"),
        On("channel:deleteChannel,channel:delete", "channel.delete", "teamId", "channelId"),
        On("channelMessage:create", "channel.send", "teamId", "channelId", "message", "format=messageType|contentType", "-options.includeLinkToWorkflow", "replyTo=options.makeReply") with { More = Reply },
        On("channelMessage:getAll", "channel.messages", "teamId", "channelId", "@pages"),
        On("chatMessage:create", "chat.send", "chatId", "message", "format=messageType|contentType", "-options.includeLinkToWorkflow"),
    ];

    private static void Reply(N8nParameters p, Dictionary<string, object?> fields)
    {
        if (fields["replyTo"] is not null) fields["operation"] = "channel.reply";
    }
}
