namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Mattermost, all versions.</summary>
[N8nMapping("n8n-nodes-base.mattermost")]
internal sealed class MattermostMapping : VendorMapping
{
    protected override string Node => "mattermost";

    protected override string Resource(N8nParameters p) => "message";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "channel" => "create",
        "reaction" => "create",
        "user" => "getAll",
        _ => "post",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("message:post", "message.send", "channelId", "message", "rootId=otherOptions.root_id") with { More = Attachments },
        On("message:postEphemeral", "message.sendEphemeral", "channelId", "userId", "message"),
        On("message:delete", "message.delete", "postId"),
        On("channel:create", "channel.create", "teamId", "name=channel", "displayName", "kind:=O") with { More = (p, f) => f["kind"] = p.Choice("type", "public") == "private" ? "P" : "O" },
        On("channel:delete", "channel.delete", "channelId"),
        On("channel:addUser", "channel.addUser", "channelId", "userId"),
        On("channel:members", "channel.members", "channelId", "@pages", "-resolveData"),
        On("channel:statistics", "channel.statistics", "channelId"),
        On("channel:restore", "channel.restore", "channelId"),
        On("channel:search", "channel.search", "teamId", "term", "@pages"),
        On("reaction:create", "reaction.add", "userId", "postId", "name=emojiName"),
        On("reaction:delete", "reaction.remove", "userId", "postId", "name=emojiName"),
        On("reaction:getAll", "reaction.list", "postId", "@pages"),
        On("user:getAll", "user.list", "@pages", "inChannel=additionalFields.inChannel", "inTeam=additionalFields.inTeam"),
        On("user:getByEmail", "user.byEmail", "email"),
        On("user:getById", "user.byId", "userId=userIds"),
        On("user:deactive", "user.deactivate", "userId"),
    ];

    private static void Attachments(N8nParameters p, Dictionary<string, object?> fields)
    {
        var rows = p.List("attachments").Select(row => row.Members.Where(name => name is not ("fields" or "actions")).Select(name => (Name: name, Value: VendorField.ValueOf(row, name))).Where(member => member.Value is not null).ToDictionary(member => member.Name, member => member.Value)).Where(row => row.Count > 0).ToList();
        if (rows.Count > 0) fields["props"] = new { attachments = rows };
    }
}
