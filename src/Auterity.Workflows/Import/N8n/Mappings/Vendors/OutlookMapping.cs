namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Microsoft Outlook, all versions.</summary>
[N8nMapping("n8n-nodes-base.microsoftOutlook")]
internal sealed class OutlookMapping : VendorMapping
{
    protected override string Node => "microsoft.outlook";

    protected override string Resource(N8nParameters p) => "message";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "event" => "getAll",
        "draft" => "create",
        "folder" => "getAll",
        "folderMessage" => "getAll",
        _ => "send",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("message:send", "message.send", "subject", "content=bodyContent", "to=toRecipients", "-additionalFields.saveToSentItems") with { More = Mail },
        On("message:reply", "message.reply", "messageId", "comment=message|additionalFields.comment", "-replyToSenderOnly|options.replyToSenderOnly"),
        On("message:get", "message.get", "messageId") with { More = (p, f) => Reading(p, f) },
        On("message:getAll", "message.list", "@pages") with { More = (p, f) => { Reading(p, f); Filters(p, f); } },
        On("message:update", "message.update", "messageId", "categories=updateFields.categories", "isRead=updateFields.isRead", "importance=updateFields.importance", "subject=updateFields.subject"),
        On("message:move", "message.move", "messageId", "folderId"),
        On("message:delete", "message.delete", "messageId"),
        On("draft:create", "draft.create", "subject", "content=bodyContent", "to=additionalFields.toRecipients") with { More = Mail },
        On("draft:send", "draft.send", "messageId=draftId|messageId"),
        On("folder:getAll", "folder.list", "@pages"),
        On("folderMessage:getAll", "folder.messages", "@pages", "folderId") with { More = (p, f) => Reading(p, f) },
        On("event:create", "event.create", "calendarId", "subject", "content=additionalFields.body", "start=startDateTime", "end=endDateTime", "timeZone=additionalFields.timeZone"),
        On("event:delete", "event.delete", "calendarId", "eventId"),
        On("event:getAll", "event.list", "@pages", "calendarId", "filter=filters.custom") with { More = (p, f) => { if (p.Flag("fromAllCalendars", true)) f["operation"] = "event.listAll"; } },
    ];

    private static void Mail(N8nParameters p, Dictionary<string, object?> fields)
    {
        foreach (var (ours, theirs) in new[] { ("cc", "ccRecipients"), ("bcc", "bccRecipients"), ("replyTo", "replyTo"), ("contentType", "bodyContentType"), ("importance", "importance") })
            fields[ours] = VendorField.ValueOf(p, $"additionalFields.{theirs}");
        var files = p.List("additionalFields.attachments.attachments").Select(row => row.Text("binaryPropertyName")).Where(name => name is { Length: > 0 }).ToList();
        fields["attachments"] = files.Count > 0 ? files : null;
    }

    private static void Reading(N8nParameters p, Dictionary<string, object?> fields)
    {
        var (output, names) = (p.Choice("output", "simple"), p.Names("fields"));
        if (output == "fields" && names.Count > 0) fields["select"] = string.Join(",", names.Append("id").Distinct());
        else if (output == "simple" && p.Version >= 2) fields["select"] = "id,conversationId,subject,bodyPreview,from,toRecipients,categories,hasAttachments";
        if (p.Flag("options.downloadAttachments")) p.Lose("It also read the attachments; here the message comes without them.");
        p.Skip("options.attachmentsPrefix");
        fields["filter"] = VendorField.ValueOf(p, "additionalFields.filter");
    }

    private static void Filters(N8nParameters p, Dictionary<string, object?> fields)
    {
        const string Group = "filtersUI.values.filters";
        p.Skip("filtersUI.values.filterBy");
        var (own, words, folders) = (p.Filled($"{Group}.custom"), p.Filled("filtersUI.values.search"), p.Names($"{Group}.foldersToInclude"));
        var parts = new List<string>();
        if (p.Value($"{Group}.hasAttachments") is { } has) parts.Add($"hasAttachments eq {N8nValues.Text(has)}");
        if (p.Choice($"{Group}.readStatus", "both") is var status and not "both") parts.Add($"isRead eq {(status == "read" ? "true" : "false")}");
        if (p.Filled($"{Group}.receivedAfter") is { } after) parts.Add($"receivedDateTime ge {(after.StartsWith('=') ? after[1..] : after)}");
        if (p.Filled($"{Group}.receivedBefore") is { } before) parts.Add($"receivedDateTime le {(before.StartsWith('=') ? before[1..] : before)}");
        if (p.Filled($"{Group}.sender") is { } sender) parts.Add($"from/emailAddress/address eq '{(sender.StartsWith('=') ? sender[1..] : sender)}'");
        if (own is not null) parts.Add(own.StartsWith('=') ? own[1..] : own);
        if (parts.Count > 0) fields["filter"] = string.Join(" and ", parts) is var all && all.Contains("{{", StringComparison.Ordinal) ? $"={all}" : string.Join(" and ", parts);
        fields["search"] = words;
        if (folders.Count == 1) (fields["operation"], fields["folderId"]) = ("folder.messages", folders[0]);
        if (folders.Count > 1) p.Lose("It looked into several folders; here it looks into all of them.");
    }
}
