using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Discord. Source: the API v10 reference at discord.com/developers.</summary>
[Node("discord", "Discord", Category = "Messages", Icon = "message-square", Summary = "Sends messages to Discord, and looks after channels and members.", Keywords = ["chat", "message", "webhook", "server"])]
[CredentialSlot("auth", "http.header", "oauth2.authorizationCode")]
internal sealed class DiscordNode(VendorClient client) : VendorNode<DiscordNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the server")]
        public string? GuildId { get; init; }

        [Description("Id of the channel")]
        public string? ChannelId { get; init; }

        [Description("Id of the user")]
        public string? UserId { get; init; }

        [Description("Id of the message")]
        public string? MessageId { get; init; }

        [Description("Text of the message")]
        public string? Content { get; init; }

        [Description("Embeds as Discord writes them"), Field(Editor = "json")]
        public JsonElement? Embeds { get; init; }

        [Description("Address of the webhook")]
        public string? WebhookUrl { get; init; }

        [Description("Name the message is sent under")]
        public string? UserName { get; init; }

        [Description("Address of the picture")]
        public string? AvatarUrl { get; init; }

        [Description("Reads the message aloud")]
        public bool? Tts { get; init; }

        [Description("Id of the message that is answered")]
        public string? ReplyTo { get; init; }

        [Description("Name of the channel")]
        public string? Name { get; init; }

        [Description("Kind of the channel: 0 text, 2 voice, 4 category")]
        public int? Kind { get; init; }

        [Description("Topic of the channel")]
        public string? Topic { get; init; }

        [Description("Id of the category")]
        public string? ParentId { get; init; }

        [Description("Emoji of the reaction")]
        public string? Emoji { get; init; }

        [Description("Id of the role")]
        public string? RoleId { get; init; }

        [Description("Only entries after this id")]
        public string? After { get; init; }
    }

    public override string BaseUrl => "https://discord.com/api/v10";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("message.send", "/channels/{channelId}/messages", """{"content":"{content}","embeds":"{embeds:json}","tts":"{tts}","message_reference":{"message_id":"{replyTo}"}}"""),
        Post("message.sendToUser", "/channels/{dm}/messages", """{"content":"{content}","embeds":"{embeds:json}","tts":"{tts}"}"""),
        new VendorOperation("webhook.send", "POST", "") { BaseUrl = "{webhookUrl}", Body = """{"content":"{content}","embeds":"{embeds:json}","tts":"{tts}","username":"{userName}","avatar_url":"{avatarUrl}"}""", Required = ["webhookUrl"] },
        Post("webhook.post", "", """{"content":"{content}","embeds":"{embeds:json}","tts":"{tts}","username":"{userName}","avatar_url":"{avatarUrl}"}"""),
        Get("message.get", "/channels/{channelId}/messages/{messageId}"),
        Get("message.list", "/channels/{channelId}/messages", """{"after":"{after}","limit":"{pageSize}"}"""),
        Delete("message.delete", "/channels/{channelId}/messages/{messageId}"),
        Put("message.react", "/channels/{channelId}/messages/{messageId}/reactions/{emoji}/@me"),
        Get("channel.list", "/guilds/{guildId}/channels"),
        Get("channel.get", "/channels/{channelId}"),
        Post("channel.create", "/guilds/{guildId}/channels", """{"name":"{name}","type":"{kind}","topic":"{topic}","parent_id":"{parentId}"}""") with { Required = ["name"] },
        Patch("channel.update", "/channels/{channelId}", """{"name":"{name}","topic":"{topic}","parent_id":"{parentId}"}"""),
        Delete("channel.delete", "/channels/{channelId}"),
        Get("member.list", "/guilds/{guildId}/members", """{"after":"{after}","limit":"{pageSize}"}"""),
        Put("member.addRole", "/guilds/{guildId}/members/{userId}/roles/{roleId}"),
        Delete("member.removeRole", "/guilds/{guildId}/members/{userId}/roles/{roleId}"),
        Post("user.open", "/users/@me/channels", """{"recipient_id":"{userId}"}""") with { Required = ["userId"] },
    ];

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        fields["pageSize"] = Math.Clamp(fields["limit"]?.GetValue<int>() ?? 50, 1, 100);
        return fields;
    }

    /// <summary>A webhook has an address of its own; a person is written to over a channel that is opened first.</summary>
    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.Operation != "message.sendToUser") return await base.RunAsync(input, context, cancellationToken);
        var opened = await base.RunAsync(input with { Operation = "user.open" }, context, cancellationToken);
        return await base.RunAsync(input with { Operation = "message.send", ChannelId = opened[0].Json.GetProperty("id").GetString() }, context, cancellationToken);
    }
}
