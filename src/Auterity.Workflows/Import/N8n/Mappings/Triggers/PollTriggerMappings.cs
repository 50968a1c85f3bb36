using Auterity.Workflows.Import.N8n.Mappings.Vendors;

namespace Auterity.Workflows.Import.N8n.Mappings.Triggers;

/// <summary>How often triggers look: the foreign form has rules, of which the shortest pause counts.</summary>
internal static class PollTimes
{
    public static double SecondsOf(N8nParameters p)
    {
        var rules = p.List("pollTimes.item").Select(SecondsOfRule).ToList();
        return rules.Count == 0 ? 60 : rules.Min();
    }

    private static double SecondsOfRule(N8nParameters row)
    {
        var mode = row.Choice("mode", "everyMinute");
        var (value, unit) = (row.Number("value", 2) is double number ? number : 2, row.Choice("unit", "hours"));
        row.Skip("hour", "minute", "dayOfMonth", "weekday", "cronExpression");
        return mode switch
        {
            "everyHour" => 3_600,
            "everyDay" => 86_400,
            "everyWeek" => 7 * 86_400,
            "everyMonth" => 31 * 86_400,
            "everyX" => value * (unit == "minutes" ? 60 : 3_600),
            _ => 60,
        };
    }
}

/// <summary>Telegram: updates are asked for instead of being sent, so that no address needs to be reachable.</summary>
[N8nMapping("n8n-nodes-base.telegramTrigger")]
internal sealed class TelegramTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("telegramTriggerNotice", "notice", "additionalFields.imageSize");
        if (p.Flag("additionalFields.download")) p.Lose("It also downloaded pictures and files; here they are fetched with a Telegram node.");
        var updates = p.Names("updates").Where(update => update != "*").ToList();
        return new("telegram.trigger", new { everySeconds = 5, updates = updates.Count > 0 ? updates : null, chats = p.Filled("additionalFields.chatIds"), users = p.Filled("additionalFields.userIds") });
    }
}

/// <summary>Gmail: new messages.</summary>
[N8nMapping("n8n-nodes-base.gmailTrigger")]
internal sealed class GmailTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice", "event", "authentication", "options.dataPropertyAttachmentsPrefixName", "filters.includeDrafts");
        if (p.Flag("options.downloadAttachments")) p.Lose("It also read the attachments; here the message comes without them.");
        var (read, sender, query) = (p.Choice("filters.readStatus", "unread"), p.Filled("filters.sender"), p.Filled("filters.q"));
        var parts = new[] { read == "both" ? null : $"is:{read}", sender is null ? null : $"from:({sender})", query }.OfType<string>().ToList();
        var labels = p.Names("filters.labelIds");
        return new("google.gmail.trigger", new
        {
            everySeconds = PollTimes.SecondsOf(p),
            query = parts.Count > 0 ? string.Join(" ", parts) : null,
            labelIds = labels.Count > 0 ? labels : null,
            includeSpamTrash = p.On("filters.includeSpamTrash"),
            simple = p.Not("simple") is null && p.Flag("simple", true) ? (bool?)null : false,
        });
    }
}

/// <summary>Google Sheets: new and changed rows.</summary>
[N8nMapping("n8n-nodes-base.googleSheetsTrigger")]
internal sealed class GoogleSheetsTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("authentication", "notice", "includeInOutput", "options.valueRender", "options.dateTimeRenderOption");
        var kind = p.Choice("event", "anyUpdate");
        if (p.Filled("options.columnsToWatch") is not null || p.Names("options.columnsToWatch").Count > 0) p.Lose("It watched some columns only; here any change of a row counts.");
        var sheet = VendorField.ValueOf(p, "sheetName") is { } chosen ? N8nValues.Text(chosen) : "";
        return new("google.sheets.trigger", new
        {
            everySeconds = PollTimes.SecondsOf(p),
            documentId = VendorField.ValueOf(p, "documentId"),
            sheet = sheet.Length > 0 && sheet.All(char.IsAsciiDigit) ? $"gid={sheet}" : sheet,
            kind = kind == "rowAdded" ? null : "newOrChanged",
            headerRow = p.Has("options.dataLocationOnSheet.values.headerRow") ? p.Number("options.dataLocationOnSheet.values.headerRow", 1) : null,
        });
    }
}

/// <summary>Google Drive: new and changed files.</summary>
[N8nMapping("n8n-nodes-base.googleDriveTrigger")]
internal sealed class GoogleDriveTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("authentication", "notice", "driveToWatch");
        p.Default("options.fileType", "all");
        var (on, happened) = (p.Choice("triggerOn", ""), p.Choice("event", ""));
        return new("google.drive.trigger", new
        {
            everySeconds = PollTimes.SecondsOf(p),
            folderId = on == "specificFolder" ? VendorField.ValueOf(p, "folderToWatch") : null,
            fileId = on == "specificFile" ? VendorField.ValueOf(p, "fileToWatch") : null,
            kind = happened is "fileCreated" or "folderCreated" ? null : "newOrChanged",
        });
    }
}

/// <summary>Google Calendar: new and changed events.</summary>
[N8nMapping("n8n-nodes-base.googleCalendarTrigger")]
internal sealed class GoogleCalendarTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice");
        var happened = p.Choice("triggerOn", "");
        if (happened is "eventStarted" or "eventEnded" or "eventCancelled") p.Lose($"It waited for '{happened}'; here new and changed events count.");
        return new("google.calendar.trigger", new { everySeconds = PollTimes.SecondsOf(p), calendar = VendorField.ValueOf(p, "calendarId"), query = p.Filled("options.matchTerm"), kind = happened == "eventCreated" ? null : "newOrChanged" });
    }
}

/// <summary>Notion: new and changed pages.</summary>
[N8nMapping("n8n-nodes-base.notionTrigger")]
internal sealed class NotionTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice");
        var happened = p.Choice("event", "pageAddedToDatabase");
        return new("notion.trigger", new { everySeconds = PollTimes.SecondsOf(p), databaseId = VendorField.ValueOf(p, "databaseId"), simple = p.Flag("simple", true) ? (bool?)null : false, kind = happened == "pageAddedToDatabase" ? null : "newOrChanged" });
    }
}

/// <summary>Airtable: records that are new or changed.</summary>
[N8nMapping("n8n-nodes-base.airtableTrigger")]
internal sealed class AirtableTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("authentication", "notice");
        if (p.Flag("downloadAttachments")) p.Lose("It also downloaded attachments; here they come as addresses.");
        p.Skip("downloadFieldNames", "additionalFields.fields");
        return new("airtable.trigger", new { everySeconds = PollTimes.SecondsOf(p), @base = VendorField.ValueOf(p, "baseId"), table = VendorField.ValueOf(p, "tableId"), timeField = p.Filled("triggerField"), filter = p.Filled("additionalFields.formula"), view = p.Filled("additionalFields.viewId") });
    }
}
