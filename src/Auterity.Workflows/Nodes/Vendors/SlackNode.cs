using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Slack. Source: the Web API's method reference at api.slack.com/methods.</summary>
[Node("slack", "Slack", Category = "Messages", Icon = "slack", Summary = "Sends and reads messages, and looks after channels and people in Slack.", Keywords = ["chat", "message", "channel", "notify"])]
[CredentialSlot("auth", "http.bearer", "oauth2.authorizationCode")]
internal sealed class SlackNode(VendorClient client) : VendorNode<SlackNode.Input>(client)
{
    private static readonly VendorPaging Pages = new(PageBy.Cursor, "cursor") { Next = "response_metadata.next_cursor", SizeParameter = "limit", Size = 200 };

    public sealed record Input : VendorInput
    {
        [Description("Id or #name of the channel")]
        public string? Channel { get; init; }

        [Description("Id of a user; a message to one goes into the direct conversation")]
        public string? User { get; init; }

        [Description("Text of the message, in Slack's markup")]
        public string? Text { get; init; }

        [Description("Blocks of the message, as a list or JSON"), Field(Editor = "json")]
        public JsonElement? Blocks { get; init; }

        [Description("Attachments of the message"), Field(Editor = "json")]
        public JsonElement? Attachments { get; init; }

        [Description("Time stamp of the message this is about, or answers to")]
        public string? Ts { get; init; }

        [Description("Time stamp of the thread to answer in")]
        public string? ThreadTs { get; init; }

        [Description("Shows an answer in a thread to the whole channel, too")]
        public bool? Broadcast { get; init; }

        [Description("Name the message is sent under")]
        public string? UserName { get; init; }

        [Description("Emoji that stands as picture, for example :robot_face:")]
        public string? IconEmoji { get; init; }

        [Description("Address of the picture")]
        public string? IconUrl { get; init; }

        [Description("Whether markup in the text is read")]
        public bool? Markdown { get; init; }

        [Description("Whether links show what is behind them")]
        public bool? UnfurlLinks { get; init; }

        [Description("Whether media show up under the message")]
        public bool? UnfurlMedia { get; init; }

        [Description("Whether names in the text become mentions")]
        public bool? LinkNames { get; init; }

        [Description("Name of a channel, an emoji, or words to look for")]
        public string? Name { get; init; }

        [Description("Whether the channel is private")]
        public bool? Private { get; init; }

        [Description("Topic, purpose or new name")]
        public string? Value { get; init; }

        [Description("Ids of users, separated by commas")]
        public string? Users { get; init; }

        [Description("Earliest time stamp")]
        public string? Oldest { get; init; }

        [Description("Latest time stamp")]
        public string? Latest { get; init; }

        [Description("Kinds of channels: public_channel, private_channel, mpim, im")]
        public string? Types { get; init; }
    }

    public override string BaseUrl => "https://slack.com/api";

    private const string Message =
        """{"channel":"{channel}","text":"{text}","blocks":"{blocks:json}","attachments":"{attachments:json}","thread_ts":"{threadTs}","reply_broadcast":"{broadcast}","username":"{userName}","icon_emoji":"{iconEmoji}","icon_url":"{iconUrl}","mrkdwn":"{markdown}","unfurl_links":"{unfurlLinks}","unfurl_media":"{unfurlMedia}","link_names":"{linkNames}"}""";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("message.send", "/chat.postMessage", Message) with { Required = ["channel"] },
        Post("message.sendEphemeral", "/chat.postEphemeral", Message.Replace("{\"channel\"", "{\"user\":\"{user}\",\"channel\"", StringComparison.Ordinal)) with { Required = ["channel", "user"] },
        Post("message.update", "/chat.update", Message.Replace("{\"channel\"", "{\"ts\":\"{ts}\",\"channel\"", StringComparison.Ordinal)) with { Required = ["channel", "ts"] },
        Post("message.delete", "/chat.delete", """{"channel":"{channel}","ts":"{ts}"}""") with { Required = ["channel", "ts"] },
        Get("message.link", "/chat.getPermalink", """{"channel":"{channel}","message_ts":"{ts}"}""") with { Required = ["channel", "ts"] },
        Get("message.search", "/search.messages", """{"query":"{name}"}""", "messages.matches", new VendorPaging(PageBy.Number, "page") { SizeParameter = "count" }) with { Required = ["name"] },
        Get("channel.list", "/conversations.list", """{"types":"{types}"}""", "channels", Pages),
        Get("channel.get", "/conversations.info", """{"channel":"{channel}"}""", "channel") with { Required = ["channel"] },
        Get("channel.history", "/conversations.history", """{"channel":"{channel}","oldest":"{oldest}","latest":"{latest}"}""", "messages", Pages) with { Required = ["channel"] },
        Get("channel.replies", "/conversations.replies", """{"channel":"{channel}","ts":"{ts}","oldest":"{oldest}","latest":"{latest}"}""", "messages", Pages) with { Required = ["channel", "ts"] },
        Get("channel.members", "/conversations.members", """{"channel":"{channel}"}""", "members", Pages) with { Required = ["channel"] },
        Post("channel.create", "/conversations.create", """{"name":"{name}","is_private":"{private}"}""", items: "channel") with { Required = ["name"] },
        Post("channel.invite", "/conversations.invite", """{"channel":"{channel}","users":"{users}"}""", items: "channel") with { Required = ["channel", "users"] },
        Post("channel.kick", "/conversations.kick", """{"channel":"{channel}","user":"{user}"}""") with { Required = ["channel", "user"] },
        Post("channel.join", "/conversations.join", """{"channel":"{channel}"}""", items: "channel") with { Required = ["channel"] },
        Post("channel.leave", "/conversations.leave", """{"channel":"{channel}"}""") with { Required = ["channel"] },
        Post("channel.archive", "/conversations.archive", """{"channel":"{channel}"}""") with { Required = ["channel"] },
        Post("channel.unarchive", "/conversations.unarchive", """{"channel":"{channel}"}""") with { Required = ["channel"] },
        Post("channel.rename", "/conversations.rename", """{"channel":"{channel}","name":"{value}"}""", items: "channel") with { Required = ["channel", "value"] },
        Post("channel.setTopic", "/conversations.setTopic", """{"channel":"{channel}","topic":"{value}"}""") with { Required = ["channel", "value"] },
        Post("channel.setPurpose", "/conversations.setPurpose", """{"channel":"{channel}","purpose":"{value}"}""") with { Required = ["channel", "value"] },
        Post("channel.open", "/conversations.open", """{"users":"{users}"}""", items: "channel") with { Required = ["users"] },
        Get("user.list", "/users.list", null, "members", Pages),
        Get("user.get", "/users.info", """{"user":"{user}"}""", "user") with { Required = ["user"] },
        Get("user.presence", "/users.getPresence", """{"user":"{user}"}""") with { Required = ["user"] },
        Post("reaction.add", "/reactions.add", """{"channel":"{channel}","timestamp":"{ts}","name":"{name}"}""") with { Required = ["channel", "ts", "name"] },
        Post("reaction.remove", "/reactions.remove", """{"channel":"{channel}","timestamp":"{ts}","name":"{name}"}""") with { Required = ["channel", "ts", "name"] },
        Get("reaction.get", "/reactions.get", """{"channel":"{channel}","timestamp":"{ts}"}""", "message") with { Required = ["channel", "ts"] },
        new VendorOperation("raw", "POST", "/{name}") { Body = """{"...":"{extra}"}""", Kind = BodyKind.Json },
    ];

    // Slack says yes to everything and tells in the body whether it meant it.
    protected override string? FaultIn(JsonElement answer) => answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.False
        ? answer.TryGetProperty("error", out var error) ? error.ToString() : "refused" : null;
}
