using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using MimeKit;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Gmail. Source: the Gmail API v1 reference at developers.google.com/gmail/api. Messages travel as base64url of their MIME text.</summary>
[Node("google.gmail", "Gmail", Category = "Messages", Icon = "mail", Summary = "Sends, reads and files mail in Gmail.", Keywords = ["email", "google", "mail", "inbox"])]
[CredentialSlot("auth", "oauth2.authorizationCode", "http.bearer")]
internal sealed class GmailNode(VendorClient client) : VendorNode<GmailNode.Input>(client)
{
    private readonly VendorClient client = client;

    public sealed record Input : VendorInput
    {
        [Description("Receivers, separated by commas")]
        public string? To { get; init; }

        [Description("Receivers of a copy")]
        public string? Cc { get; init; }

        [Description("Receivers nobody sees")]
        public string? Bcc { get; init; }

        [Description("Address that answers go to")]
        public string? ReplyTo { get; init; }

        [Description("Name of the sender")]
        public string? SenderName { get; init; }

        [Description("Subject of the message")]
        public string? Subject { get; init; }

        [Description("Text of the message")]
        public string? Text { get; init; }

        [Description("HTML of the message")]
        public string? Html { get; init; }

        [Description("Names of the item's files to attach, separated by commas")]
        public string? Attachments { get; init; }

        [Description("Id of the message")]
        public string? MessageId { get; init; }

        [Description("Message-ID header of the mail that is answered; empty reads it from the message")]
        public string? AnswerTo { get; init; }

        [Description("Id of the thread")]
        public string? ThreadId { get; init; }

        [Description("Id of the draft")]
        public string? DraftId { get; init; }

        [Description("Ids of labels, as a list or separated by commas")]
        public JsonElement? LabelIds { get; init; }

        [Description("Id of one label")]
        public string? LabelId { get; init; }

        [Description("Name of a new label")]
        public string? Name { get; init; }

        [Description("Search as in Gmail's own search field")]
        public string? Query { get; init; }

        [Description("Also looks in spam and trash")]
        public bool? IncludeSpamTrash { get; init; }

        [Description("Answers only to the sender, not to everybody")]
        public bool ReplyToSenderOnly { get; init; }

        [Description("Gives the headers as plain fields instead of the whole message")]
        public bool Simple { get; init; } = true;
    }

    private static readonly VendorPaging Pages = new(PageBy.Cursor, "pageToken") { Next = "nextPageToken", SizeParameter = "maxResults", Size = 500 };

    private const string Search = """{"q":"{query}","labelIds":"{labelIds:list}","includeSpamTrash":"{includeSpamTrash}"}""";

    public override string BaseUrl => "https://gmail.googleapis.com/gmail/v1/users/me";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("message.send", "/messages/send", """{"raw":"{raw}","threadId":"{threadId}"}""") with { Required = ["to"] },
        Post("message.reply", "/messages/send", """{"raw":"{raw}","threadId":"{threadId}"}""") with { Required = ["messageId"] },
        Get("message.get", "/messages/{messageId}", """{"format":"{format}"}"""),
        Get("message.list", "/messages", Search, "messages", Pages),
        Delete("message.delete", "/messages/{messageId}"),
        Post("message.trash", "/messages/{messageId}/trash"),
        Post("message.untrash", "/messages/{messageId}/untrash"),
        Post("message.addLabels", "/messages/{messageId}/modify", """{"addLabelIds":"{labelIds:list}"}""") with { Required = ["labelIds"] },
        Post("message.removeLabels", "/messages/{messageId}/modify", """{"removeLabelIds":"{labelIds:list}"}""") with { Required = ["labelIds"] },
        Post("message.markRead", "/messages/{messageId}/modify", """{"removeLabelIds":["UNREAD"]}"""),
        Post("message.markUnread", "/messages/{messageId}/modify", """{"addLabelIds":["UNREAD"]}"""),
        Get("thread.get", "/threads/{threadId}", """{"format":"{format}"}"""),
        Get("thread.list", "/threads", Search, "threads", Pages),
        Post("thread.trash", "/threads/{threadId}/trash"),
        Post("thread.untrash", "/threads/{threadId}/untrash"),
        Delete("thread.delete", "/threads/{threadId}"),
        Post("thread.addLabels", "/threads/{threadId}/modify", """{"addLabelIds":"{labelIds:list}"}"""),
        Post("thread.removeLabels", "/threads/{threadId}/modify", """{"removeLabelIds":"{labelIds:list}"}"""),
        Get("label.list", "/labels", null, "labels"),
        Get("label.get", "/labels/{labelId}"),
        Post("label.create", "/labels", """{"name":"{name}","labelListVisibility":"labelShow","messageListVisibility":"show"}""") with { Required = ["name"] },
        Delete("label.delete", "/labels/{labelId}"),
        Post("draft.create", "/drafts", """{"message":{"raw":"{raw}","threadId":"{threadId}"}}"""),
        Get("draft.get", "/drafts/{draftId}", """{"format":"{format}"}"""),
        Get("draft.list", "/drafts", """{"q":"{query}","includeSpamTrash":"{includeSpamTrash}"}""", "drafts", Pages),
        Delete("draft.delete", "/drafts/{draftId}"),
    ];

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.Operation == "message.reply") input = await AnswerAsync(input, context, cancellationToken);
        if (input.Operation is "message.send" or "message.reply" or "draft.create")
            return await CallAsync(input, new JsonObject { ["raw"] = await RawAsync(input, context, cancellationToken) }, context, cancellationToken);
        var items = await base.RunAsync(input, context, cancellationToken);
        if (input.Operation != "message.list") return items;
        var messages = new List<Item>(); // the list knows ids only
        foreach (var item in items)
            messages.AddRange(await base.RunAsync(input with { Operation = "message.get", MessageId = item.Json.GetProperty("id").GetString() }, context, cancellationToken));
        return messages;
    }

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        fields["format"] = operation.Name == "message.get" && fields["simple"]?.GetValue<bool>() != false ? "metadata" : "full";
        return fields;
    }

    // Headers that people ask for become fields of their own.
    protected override JsonNode? Read(VendorOperation operation, JsonNode? entry)
    {
        if (operation.Name != "message.get" || entry is not JsonObject message || message["payload"]?["headers"] is not JsonArray headers) return entry;
        foreach (var header in headers.OfType<JsonObject>())
            if (header["name"]?.ToString() is "From" or "To" or "Cc" or "Bcc" or "Subject") message[header["name"]!.ToString()] = header["value"]?.DeepClone();
        return message;
    }

    private async Task<Input> AnswerAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var found = await base.RunAsync(input with { Operation = "message.get", Simple = true }, context, cancellationToken);
        var message = found[0].Json;
        string Header(string name) => message.GetProperty("payload").GetProperty("headers").EnumerateArray()
            .Where(header => header.GetProperty("name").GetString()!.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.GetProperty("value").GetString()!).FirstOrDefault("");
        var to = Header("Reply-To") is { Length: > 0 } asked ? asked : Header("From");
        var subject = Header("Subject");
        return input with
        {
            To = input.To is { Length: > 0 } more ? $"{to}, {more}" : input.ReplyToSenderOnly ? to : string.Join(", ", new[] { to, Header("To"), Header("Cc") }.Where(text => text.Length > 0)),
            Subject = subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? subject : $"Re: {subject}",
            ThreadId = message.GetProperty("threadId").GetString(),
            AnswerTo = Header("Message-ID"),
        };
    }

    private async Task<IReadOnlyList<Item>> CallAsync(Input input, JsonObject extra, NodeContext context, CancellationToken cancellationToken)
    {
        var fields = JsonSerializer.SerializeToNode(input, JsonDefaults.Options)!.AsObject();
        foreach (var (name, value) in extra) fields[name] = value?.DeepClone();
        var operation = Operations.First(operation => operation.Name == input.Operation);
        return await client.CallAsync(new VendorCall(operation, fields, 1, input.OutputFile) { BaseUrl = input.BaseUrl is { Length: > 0 } own ? own : BaseUrl }, context, cancellationToken);
    }

    private static async Task<string> RawAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        using var message = new MimeMessage();
        if (input.SenderName is { Length: > 0 } name) message.From.Add(new MailboxAddress(name, ""));
        Add(message.To, input.To, "to");
        Add(message.Cc, input.Cc, "cc");
        Add(message.Bcc, input.Bcc, "bcc");
        Add(message.ReplyTo, input.ReplyTo, "replyTo");
        message.Subject = input.Subject ?? "";
        message.Date = context.Now;
        message.MessageId = $"{context.IdempotencyKey}@auterity";
        if (input.Operation == "message.reply" && input.AnswerTo is { Length: > 0 } answered) message.InReplyTo = answered.Trim('<', '>');
        var body = new BodyBuilder { TextBody = input.Text, HtmlBody = input.Html };
        foreach (var property in (input.Attachments ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var file = Outbound.RequestBody.FileOf(context.Item, property);
            await using var content = await context.Blobs.OpenAsync(file, cancellationToken);
            await body.Attachments.AddAsync(file.FileName ?? property, content, ContentType.Parse(file.MimeType), cancellationToken);
        }

        message.Body = body.ToMessageBody();
        using var buffer = new MemoryStream();
        await message.WriteToAsync(buffer, cancellationToken);
        return System.Buffers.Text.Base64Url.EncodeToString(buffer.ToArray());
    }

    private static void Add(InternetAddressList list, string? addresses, string field)
    {
        if (string.IsNullOrWhiteSpace(addresses)) return;
        if (!InternetAddressList.TryParse(addresses, out var parsed)) throw new NodeException($"Parameter '{field}' is no list of mail addresses.", "invalid-parameters", retryable: false) { NotSent = true };
        list.AddRange(parsed);
    }
}
