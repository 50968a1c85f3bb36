namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Discord, all versions.</summary>
[N8nMapping("n8n-nodes-base.discord")]
internal sealed class DiscordMapping : VendorMapping
{
    protected override string Node => "discord";

    protected override string Resource(N8nParameters p) => p.Version < 2 || p.Choice("authentication", "botToken") == "webhook" ? p.Version < 2 ? "" : "webhook" : "channel";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "message" => "send",
        "member" => "getAll",
        "" => "send",
        "webhook" => "sendLegacy",
        _ => "create",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("message:send", "message.send", "-guildId|sendTo", "channelId", "userId", "content", "-options.flags", "replyTo=options.message_reference") with { More = (p, f) => { Embeds(p, f); if (f.GetValueOrDefault("channelId") is null && f.GetValueOrDefault("userId") is not null) f["operation"] = "message.sendToUser"; }, Versions = (2, 9) },
        On(":sendLegacy,message:sendLegacy,webhook:sendLegacy", "webhook.post", "content", "userName=options.username", "avatarUrl=options.avatar_url", "tts=options.tts") with { More = Embeds, Versions = (2, 9) },
        On(":send", "webhook.send", "webhookUrl=webhookUri", "content=text", "userName=options.username", "avatarUrl=options.avatarUrl", "tts=options.tts") with { Versions = (0, 2) },
        On("message:get", "message.get", "-guildId|options.simplify", "channelId", "messageId"),
        On("message:getAll", "message.list", "-guildId|options.simplify", "channelId", "@pages"),
        On("message:deleteMessage", "message.delete", "-guildId", "channelId", "messageId"),
        On("message:react", "message.react", "-guildId", "channelId", "messageId", "emoji"),
        On("channel:getAll", "channel.list", "guildId", "-returnAll|limit", "-options.filter"),
        On("channel:get", "channel.get", "-guildId", "channelId"),
        On("channel:create", "channel.create", "guildId", "name", "topic=options.topic", "parentId=options.categoryId") with { More = (p, f) => f["kind"] = p.Number("type", 0) },
        On("channel:update", "channel.update", "-guildId", "channelId", "name", "topic=options.topic", "parentId=options.categoryId"),
        On("channel:deleteChannel", "channel.delete", "-guildId", "channelId"),
        On("member:getAll", "member.list", "guildId", "after", "@pages", "-options.simplify"),
        On("member:roleAdd", "member.addRole", "guildId", "userId") with { More = Role },
        On("member:roleRemove", "member.removeRole", "guildId", "userId") with { More = Role },
    ];

    private static void Embeds(N8nParameters p, Dictionary<string, object?> fields)
    {
        var embeds = p.List("embeds.values").Select(row =>
        {
            row.Skip("inputMethod");
            if (VendorField.ValueOf(row, "json") is { } json) return (object)json;
            var embed = row.Members.Where(name => name is not ("author" or "image" or "thumbnail" or "video" or "color" or "inputMethod")).Select(name => (Name: name, Value: VendorField.ValueOf(row, name))).Where(member => member.Value is not null).ToDictionary(member => member.Name, member => (object?)member.Value);
            if (VendorField.ValueOf(row, "author") is { } author) embed["author"] = new { name = author };
            foreach (var name in (string[])["image", "thumbnail", "video"])
                if (VendorField.ValueOf(row, name) is { } url) embed[name] = new { url };
            if (row.Text("color") is { Length: > 0 } color) embed["color"] = color.StartsWith('#') && int.TryParse(color[1..], System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : color;
            return embed;
        }).ToList();
        fields["embeds"] = embeds.Count > 0 ? embeds : null;
        if (fields["operation"] is "webhook.post") p.Lose("The address of the webhook was part of the credential: enter it as the base address of the credential, or of the node.");
    }

    private static void Role(N8nParameters p, Dictionary<string, object?> fields)
    {
        var roles = p.Names("role");
        fields["roleId"] = roles.Count > 0 ? roles[0] : null;
        if (roles.Count > 1) p.Lose("It changed several roles; here it changes the first.");
    }
}
