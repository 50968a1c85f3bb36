using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Telegram bots. Source: the Bot API at core.telegram.org/bots/api. The bot's token stands in the path, so it is put there only when the request leaves.</summary>
[Node("telegram", "Telegram", Category = "Messages", Icon = "send", Summary = "Sends messages and files as a Telegram bot, and reads chats and files.", Keywords = ["chat", "bot", "message", "notify"])]
[CredentialSlot("auth", "telegram.bot")]
internal sealed class TelegramNode(VendorClient client) : VendorNode<TelegramNode.Input>(client)
{
    private readonly VendorClient client = client;

    public sealed record Input : VendorInput
    {
        [Description("Id of the chat or @name of the channel")]
        public string? ChatId { get; init; }

        [Description("Id of the message this is about")]
        public string? MessageId { get; init; }

        [Description("Text of the message, or caption of a file")]
        public string? Text { get; init; }

        [Description("How the text is marked up: Markdown, MarkdownV2 or HTML")]
        public string? ParseMode { get; init; }

        [Description("Id or address of a file Telegram can fetch; empty sends the item's file")]
        public string? FileId { get; init; }

        [Description("Sends the item's file instead of naming one")]
        public bool SendFile { get; init; }

        [Description("Keyboard or other reply markup"), Field(Editor = "json")]
        public JsonElement? ReplyMarkup { get; init; }

        [Description("Message that this one answers")]
        public string? ReplyTo { get; init; }

        [Description("Topic of a forum")]
        public string? ThreadId { get; init; }

        [Description("Sends without a sound")]
        public bool? Silent { get; init; }

        [Description("Links show nothing of what is behind them")]
        public bool? NoPreview { get; init; }

        [Description("Action shown to the other side: typing, upload_photo …")]
        public string? Action { get; init; }

        [Description("Id of a user")]
        public string? UserId { get; init; }

        [Description("Id of the query a button made")]
        public string? QueryId { get; init; }

        [Description("Shows the answer to a button as a window")]
        public bool? ShowAlert { get; init; }

        [Description("Latitude of a place")]
        public double? Latitude { get; init; }

        [Description("Longitude of a place")]
        public double? Longitude { get; init; }

        [Description("Media of an album, or results of an inline query"), Field(Editor = "json")]
        public JsonElement? Media { get; init; }
    }

    public override string BaseUrl => "https://api.telegram.org";

    private const string Common = """ "chat_id":"{chatId}","message_thread_id":"{threadId}","disable_notification":"{silent}","reply_to_message_id":"{replyTo}","reply_markup":"{replyMarkup:json}","parse_mode":"{parseMode}" """;

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Bot("message.send", "sendMessage", $$"""{ {{Common}},"text":"{text}","disable_web_page_preview":"{noPreview}"}""", "chatId", "text"),
        Bot("message.edit", "editMessageText", $$"""{ {{Common}},"message_id":"{messageId}","text":"{text}","disable_web_page_preview":"{noPreview}"}""", "text"),
        Bot("message.delete", "deleteMessage", """{"chat_id":"{chatId}","message_id":"{messageId}"}""", "chatId", "messageId"),
        Bot("message.pin", "pinChatMessage", """{"chat_id":"{chatId}","message_id":"{messageId}","disable_notification":"{silent}"}""", "chatId", "messageId"),
        Bot("message.unpin", "unpinChatMessage", """{"chat_id":"{chatId}","message_id":"{messageId}"}""", "chatId", "messageId"),
        Bot("location.send", "sendLocation", $$"""{ {{Common}},"latitude":"{latitude}","longitude":"{longitude}"}""", "chatId", "latitude", "longitude"),
        Bot("album.send", "sendMediaGroup", $$"""{ {{Common}},"media":"{media:json}"}""", "chatId", "media"),
        Bot("action.send", "sendChatAction", """{"chat_id":"{chatId}","action":"{action}"}""", "chatId", "action"),
        File("photo"), File("document"), File("audio"), File("video"), File("animation"), File("sticker"), File("voice"),
        Bot("chat.get", "getChat", """{"chat_id":"{chatId}"}""", "chatId"),
        Bot("chat.administrators", "getChatAdministrators", """{"chat_id":"{chatId}"}""", "chatId"),
        Bot("chat.member", "getChatMember", """{"chat_id":"{chatId}","user_id":"{userId}"}""", "chatId", "userId"),
        Bot("chat.leave", "leaveChat", """{"chat_id":"{chatId}"}""", "chatId"),
        Bot("chat.setTitle", "setChatTitle", """{"chat_id":"{chatId}","title":"{text}"}""", "chatId", "text"),
        Bot("chat.setDescription", "setChatDescription", """{"chat_id":"{chatId}","description":"{text}"}""", "chatId"),
        Bot("query.answer", "answerCallbackQuery", """{"callback_query_id":"{queryId}","text":"{text}","show_alert":"{showAlert}"}""", "queryId"),
        Bot("query.answerInline", "answerInlineQuery", """{"inline_query_id":"{queryId}","results":"{media:json}"}""", "queryId", "media"),
        Bot("file.get", "getFile", """{"file_id":"{fileId}"}""", "fileId"),
        Bot("file.download", "getFile", """{"file_id":"{fileId}"}""", "fileId"),
    ];

    protected override string? FaultIn(JsonElement answer) => answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.False
        ? answer.TryGetProperty("description", out var reason) ? reason.ToString() : "refused" : null;

    /// <summary>A file is fetched in two steps: where it lies, then what is in it.</summary>
    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var items = await base.RunAsync(input, context, cancellationToken);
        if (input.Operation != "file.download" || items is not [{ Json: var answer }] || !answer.TryGetProperty("result", out var result) || !result.TryGetProperty("file_path", out var path)) return items;
        var download = new VendorOperation("file.content", "GET", "/file/bot__token__/{path}") { ReturnsFile = true };
        var call = new VendorCall(download, new JsonObject { ["path"] = path.GetString(), ["baseUrl"] = input.BaseUrl }, 1, input.OutputFile) { BaseUrl = input.BaseUrl is { Length: > 0 } own ? own : BaseUrl };
        var files = await client.CallAsync(call, context, cancellationToken);
        return [new Item(items[0].Utf8, files[0].Binary)];
    }

    private static VendorOperation Bot(string name, string method, string body, params string[] required) => new(name, "POST", $"/bot__token__/{method}") { Body = body, Required = required };

    // A file the item carries goes as a form, one that Telegram fetches by itself as JSON.
    private static VendorOperation File(string kind) => new($"{kind}.send", "POST", $"/bot__token__/send{char.ToUpperInvariant(kind[0])}{kind[1..]}")
    {
        Body = $$"""{ {{Common}},"caption":"{text}","{{kind}}":"{fileId}"}""",
        Kind = BodyKind.Multipart,
        FileField = kind,
        Required = ["chatId"],
    };
}
