namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Gmail, versions 2 and later; the first one had other parameters.</summary>
[N8nMapping("n8n-nodes-base.gmail")]
internal sealed class GmailMapping : VendorMapping
{
    protected override string Node => "google.gmail";

    protected override string Resource(N8nParameters p) => "message";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "draft" or "label" => "create",
        "thread" => "getAll",
        _ => "send",
    };

    private static readonly string[] Search = ["@pages", "includeSpamTrash=filters.includeSpamTrash", "labelIds=filters.labelIds"];

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("message:send", "message.send", "to=sendTo", "subject", "-options.appendAttribution") with { More = Content, Versions = (2, 9) },
        On("message:reply,thread:reply", "message.reply", "messageId", "replyToSenderOnly=options.replyToSenderOnly", "-threadId|options.appendAttribution") with { More = Content, Versions = (2, 9) },
        On("message:get", "message.get", "messageId", "simple") with { More = NoFiles },
        On("message:getAll", "message.list", [.. Search, "simple"]) with { More = (p, f) => { Query(p, f); NoFiles(p, f); } },
        On("message:delete", "message.delete", "messageId"),
        On("message:addLabels", "message.addLabels", "messageId", "labelIds"),
        On("message:removeLabels", "message.removeLabels", "messageId", "labelIds"),
        On("message:markAsRead", "message.markRead", "messageId"),
        On("message:markAsUnread", "message.markUnread", "messageId"),
        On("thread:get", "thread.get", "threadId", "-simple|options.returnOnlyMessages"),
        On("thread:getAll", "thread.list", Search) with { More = Query },
        On("thread:trash", "thread.trash", "threadId"),
        On("thread:untrash", "thread.untrash", "threadId"),
        On("thread:delete", "thread.delete", "threadId"),
        On("thread:addLabels", "thread.addLabels", "threadId", "labelIds"),
        On("thread:removeLabels", "thread.removeLabels", "threadId", "labelIds"),
        On("label:getAll", "label.list", "-returnAll|limit"),
        On("label:get", "label.get", "labelId"),
        On("label:create", "label.create", "name"),
        On("label:delete", "label.delete", "labelId"),
        On("draft:create", "draft.create", "subject", "to=options.sendTo", "threadId=options.threadId") with { More = Content, Versions = (2, 9) },
        On("draft:get", "draft.get", "draftId=messageId"),
        On("draft:getAll", "draft.list", "@pages"),
        On("draft:delete", "draft.delete", "draftId=messageId"),
    ];

    private static void Content(N8nParameters p, Dictionary<string, object?> fields)
    {
        var (kind, message) = (p.Choice("emailType", p.Version < 2.1 ? "text" : "html"), VendorField.ValueOf(p, "message"));
        fields[kind == "text" ? "text" : "html"] = message;
        foreach (var (ours, theirs) in new[] { ("cc", "options.ccList"), ("bcc", "options.bccList"), ("replyTo", "options.replyTo"), ("senderName", "options.senderName") })
            fields[ours] = VendorField.ValueOf(p, theirs);
        var files = p.List("options.attachmentsUi.attachmentsBinary").Select(row => row.Text("property")).Where(name => name is { Length: > 0 }).ToList();
        if (files.Count > 0) fields["attachments"] = string.Join(",", files);
    }

    // The single filters are one search line in Gmail's own words.
    private static void Query(N8nParameters p, Dictionary<string, object?> fields)
    {
        var parts = new List<string>();
        if (p.Filled("filters.q") is { } query) parts.Add(Bare(query));
        if (p.Filled("filters.sender") is { } sender) parts.Add($"from:({Bare(sender)})");
        if (p.Choice("filters.readStatus", "both") is var status and not "both") parts.Add($"is:{status}");
        foreach (var (theirs, word) in new[] { ("filters.receivedAfter", "after"), ("filters.receivedBefore", "before") })
            if (p.Filled(theirs) is { } date) parts.Add($"{word}:{{{{ Math.floor(({Script(date)}).toDateTime().toSeconds()) }}}}");
        if (parts.Count == 0) return;
        var line = string.Join(" ", parts);
        fields["query"] = line.Contains("{{", StringComparison.Ordinal) ? $"={line}" : line;
    }

    private static string Bare(string text) => text.StartsWith('=') ? text[1..] : text;

    private static string Script(string text) => text.StartsWith('=') && text[1..].Trim() is ['{', '{', .. var inner, '}', '}'] ? inner.Trim() : $"\"{Bare(text)}\"";

    private static void NoFiles(N8nParameters p, Dictionary<string, object?> fields)
    {
        if (p.Flag("options.downloadAttachments")) p.Lose("It also read the attachments; here the message comes without them.");
        p.Skip("options.dataPropertyAttachmentsPrefixName");
    }
}
