
namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Telegram, versions 1 to 1.2.</summary>
[N8nMapping("n8n-nodes-base.telegram")]
internal sealed class TelegramMapping : VendorMapping
{
    private const string More = "additionalFields";

    protected override string Node => "telegram";

    protected override string Resource(N8nParameters p) => "message";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "chat" => "get",
        "callback" => "answerQuery",
        "file" => "get",
        _ => "sendMessage",
    };

    private static readonly string[] Sending =
    [
        "chatId", $"replyTo={More}.reply_to_message_id", $"threadId={More}.message_thread_id", $"silent={More}.disable_notification", $"noPreview={More}.disable_web_page_preview", $"-{More}.appendAttribution",
    ];

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("message:sendMessage", "message.send", [.. Sending, "text"]) with { More = Message },
        On("message:editMessageText", "message.edit", [.. Sending, "text", "messageId", "-messageType"]) with { More = Message },
        On("message:deleteMessage", "message.delete", "chatId", "messageId"),
        On("message:pinChatMessage", "message.pin", "chatId", "messageId", $"silent={More}.disable_notification"),
        On("message:unpinChatMessage", "message.unpin", "chatId", "messageId"),
        On("message:sendChatAction", "action.send", "chatId") with { More = (p, f) => f["action"] = p.Text("action", "typing") },
        On("message:sendLocation", "location.send", [.. Sending, "latitude", "longitude"]) with { More = Markup },
        On("message:sendMediaGroup", "album.send", Sending) with { More = Album },
        FileRule("photo"), FileRule("document"), FileRule("audio"), FileRule("video"), FileRule("animation"), FileRule("sticker"),
        On("chat:get", "chat.get", "chatId"),
        On("chat:administrators", "chat.administrators", "chatId"),
        On("chat:member", "chat.member", "chatId", "userId"),
        On("chat:leave", "chat.leave", "chatId"),
        On("chat:setTitle", "chat.setTitle", "chatId", "text=title"),
        On("chat:setDescription", "chat.setDescription", "chatId", "text=description"),
        On("callback:answerQuery", "query.answer", "queryId", $"text={More}.text", $"showAlert={More}.show_alert"),
        On("callback:answerInlineQuery", "query.answerInline", "queryId", "media=results"),
        On("file:get", "file.download", "fileId") with { More = (p, f) => f["operation"] = p.Flag("download", true) ? "file.download" : "file.get" },
    ];

    private static VendorRule FileRule(string kind) => On($"message:send{char.ToUpperInvariant(kind[0])}{kind[1..]}", $"{kind}.send", [.. Sending, $"text={More}.caption", $"parseMode={More}.parse_mode", $"-{More}.fileName"]) with
    {
        More = (p, fields) =>
        {
            var (binary, name, id) = (p.Flag("binaryData"), p.Text("binaryPropertyName", "data"), VendorField.ValueOf(p, "file"));
            if (binary) (fields["sendFile"], fields["file"]) = (true, name);
            else fields["fileId"] = id;
            Markup(p, fields);
        },
    };

    // Texts were Markdown unless another form was chosen.
    private static void Message(N8nParameters p, Dictionary<string, object?> fields)
    {
        fields["parseMode"] = p.Text($"{More}.parse_mode", "Markdown");
        Markup(p, fields);
    }

    private static void Markup(N8nParameters p, Dictionary<string, object?> fields)
    {
        var inline = p.List("inlineKeyboard.rows").Select(row => Buttons(row)).ToList();
        var reply = p.List("replyKeyboard.rows").Select(row => Buttons(row)).ToList();
        var force = Options(p.Object("forceReply"));
        var remove = Options(p.Object("replyKeyboardRemove"));
        var options = Options(p.Object("replyKeyboardOptions"));
        fields["replyMarkup"] = p.Choice("replyMarkup", "none") switch
        {
            "inlineKeyboard" => new Dictionary<string, object?> { ["inline_keyboard"] = inline },
            "replyKeyboard" => new Dictionary<string, object?>(options) { ["keyboard"] = reply },
            "forceReply" => force,
            "replyKeyboardRemove" => remove,
            _ => null,
        };
    }

    private static List<Dictionary<string, object?>> Buttons(N8nParameters row) =>
        [.. row.List("row.buttons").Select(button => new Dictionary<string, object?>(Options(button.Object("additionalFields"))) { ["text"] = button.Value("text") })];

    private static Dictionary<string, object?> Options(N8nParameters group) =>
        group.Members.Select(name => (name, value: VendorField.ValueOf(group, name))).Where(member => member.value is not null).ToDictionary(member => member.name, member => (object?)member.value);

    private static void Album(N8nParameters p, Dictionary<string, object?> fields) => fields["media"] = p.List("media.media").Select(row =>
    {
        var entry = Options(row.Object("additionalFields"));
        (entry["type"], entry["media"]) = (row.Text("type", "photo"), row.Value("media"));
        return entry;
    }).ToList();
}
