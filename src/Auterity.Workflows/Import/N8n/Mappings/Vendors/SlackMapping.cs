using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Slack, versions 1 to 2.3.</summary>
[N8nMapping("n8n-nodes-base.slack")]
internal sealed class SlackMapping : VendorMapping
{
    private const string Options = "otherOptions";

    protected override string Node => "slack";

    protected override string Resource(N8nParameters p) => "message";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "channel" => "create",
        "file" => "upload",
        "reaction" => "add",
        "star" => "add",
        "user" => "info",
        _ => "post",
    };

    private static readonly string[] Sending =
    [
        "channel=channelId|channel|user", "text", $"threadTs={Options}.thread_ts.replyValues.thread_ts|{Options}.thread_ts", $"broadcast={Options}.thread_ts.replyValues.reply_broadcast|{Options}.reply_broadcast",
        $"userName={Options}.username|username", $"iconEmoji={Options}.icon_emoji|{Options}.botProfile.imageValues.icon_emoji", $"iconUrl={Options}.icon_url|{Options}.botProfile.imageValues.icon_url",
        $"markdown={Options}.mrkdwn", $"unfurlLinks={Options}.unfurl_links", $"unfurlMedia={Options}.unfurl_media", $"linkNames={Options}.link_names",
        $"-select|messageType|as_user|asUser|jsonParameters|{Options}.includeLinkToWorkflow|{Options}.as_user|{Options}.botProfile.imageValues.profilePhotoType|sendAsUser|{Options}.sendAsUser",
    ];

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("message:post", "message.send", Sending) with { More = Content },
        On("message:postEphemeral", "message.sendEphemeral", [.. Sending, "user"]) with { More = Content },
        On("message:update", "message.update", [.. Sending, "ts", "-updateFields"]) with { More = Content },
        On("message:delete", "message.delete", "channel=channelId|channel|user", "ts=timestamp", "-select"),
        On("message:getPermalink", "message.link", "channel=channelId", "ts=timestamp"),
        On("message:search", "message.search", "name=query", "@pages"),
        On("channel:getAll", "channel.list", "@pages", "-filters.excludeArchived") with { More = (p, f) => f["types"] = p.Names("filters.types") is { Count: > 0 } types ? string.Join(",", types) : null },
        On("channel:get", "channel.get", "channel=channelId"),
        On("channel:history", "channel.history", "channel=channelId", "oldest=filters.oldest", "latest=filters.latest", "@pages"),
        On("channel:replies", "channel.replies", "channel=channelId", "ts", "oldest=filters.oldest", "latest=filters.latest", "@pages"),
        On("channel:member", "channel.members", "channel=channelId", "@pages", "-resolveData"),
        On("channel:create", "channel.create", "name=channelId", "-channelVisibility") with { More = (p, f) => f["private"] = p.Choice("channelVisibility", "public") == "private" ? true : null },
        On("channel:invite", "channel.invite", "channel=channelId") with { More = (p, f) => f["users"] = p.Names("userIds") is { Count: > 0 } users ? string.Join(",", users) : p.Filled("username") },
        On("channel:kick", "channel.kick", "channel=channelId", "user=userId"),
        On("channel:join", "channel.join", "channel=channelId"),
        On("channel:leave", "channel.leave", "channel=channelId"),
        On("channel:archive", "channel.archive", "channel=channelId"),
        On("channel:unarchive", "channel.unarchive", "channel=channelId"),
        On("channel:rename", "channel.rename", "channel=channelId", "value=name"),
        On("channel:setTopic", "channel.setTopic", "channel=channelId", "value=topic"),
        On("channel:setPurpose", "channel.setPurpose", "channel=channelId", "value=purpose"),
        On("user:getAll", "user.list", "@pages"),
        On("user:info", "user.get", "user"),
        On("user:getPresence", "user.presence", "user"),
        On("reaction:add", "reaction.add", "channel=channelId", "ts=timestamp", "name"),
        On("reaction:remove", "reaction.remove", "channel=channelId", "ts=timestamp", "name"),
        On("reaction:get", "reaction.get", "channel=channelId", "ts=timestamp"),
    ];

    private static void Content(N8nParameters p, Dictionary<string, object?> fields)
    {
        if (VendorField.ValueOf(p, "blocksUi") is { } blocks) fields["blocks"] = blocks.Member("blocksValues") is null ? BlocksIn(blocks) : p.Value("blocksJson");
        else if (VendorField.ValueOf(p, "blocksJson") is { } json) fields["blocks"] = json;
        var attachments = p.List("attachments").Select(Attachment).Where(attachment => attachment.Count > 0).ToList();
        if (VendorField.ValueOf(p, "attachmentsJson") is { } attachmentsJson) fields["attachments"] = attachmentsJson;
        else if (attachments.Count > 0) fields["attachments"] = attachments;
    }

    // Blocks were kept inside { "blocks": […] }, mostly as text.
    private static object BlocksIn(JsonElement blocks)
    {
        if (blocks.ValueKind == JsonValueKind.String && !blocks.GetString()!.StartsWith('='))
        {
            try
            {
                blocks = JsonDocument.Parse(blocks.GetString()!).RootElement;
            }
            catch (JsonException)
            {
                return blocks; // the node says where it is broken when it runs
            }
        }
        else if (blocks.ValueKind == JsonValueKind.String && blocks.GetString() is var text && text!.TrimStart('=').Trim() is ['{', '{', .. var inner, '}', '}'] && !inner.Contains("}}", StringComparison.Ordinal))
        {
            return $"={{{{ ((b) => b && b.blocks ? b.blocks : b)(({inner.Trim()})) }}}}";
        }

        return blocks.ValueKind == JsonValueKind.Object && blocks.Member("blocks") is { } list ? list : blocks;
    }

    private static Dictionary<string, object?> Attachment(N8nParameters row)
    {
        var attachment = new Dictionary<string, object?>();
        foreach (var name in row.Members.Where(name => name != "fields"))
            if (VendorField.ValueOf(row, name) is { } value) attachment[name] = value;
        if (row.List("fields.item") is { Count: > 0 } rows)
            attachment["fields"] = rows.Select(field => new { title = field.Value("title"), value = field.Value("value"), @short = field.Value("short") }).ToList();
        return attachment;
    }
}
