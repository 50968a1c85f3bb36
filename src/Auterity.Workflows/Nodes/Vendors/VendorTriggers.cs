using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Starts a run for each update of a Telegram bot. Asking for the newest hundred forgets those before, so nothing piles up there.</summary>
[Node("telegram.trigger", "Telegram update", Category = "Triggers", Icon = "send", Inputs = [], Summary = "Starts a run when somebody writes to a Telegram bot.", Keywords = ["chat", "bot", "message"])]
[CredentialSlot("auth", "telegram.bot")]
internal sealed class TelegramTrigger(VendorClient client) : VendorTrigger<TelegramTrigger.Input>
{
    private static readonly VendorOperation Updates = new("updates", "POST", $"/bot{Outbound.Auth.PathTokenScheme.Place}/getUpdates") { Body = """{"offset":-100,"allowed_updates":"{kinds}"}""", Items = "result" };

    public sealed record Input : VendorTriggerInput
    {
        [Description("Kinds of update: message, edited_message, callback_query …; empty takes all")]
        public IReadOnlyList<string> Updates { get; init; } = [];

        [Description("Ids of chats to listen to, separated by commas; empty listens to all")]
        public string Chats { get; init; } = "";

        [Description("Ids of people to listen to, separated by commas; empty listens to all")]
        public string Users { get; init; } = "";
    }

    protected override string KeyOf(JsonElement entry) => Text(entry, "update_id");

    protected override async Task<IReadOnlyList<Item>> LookAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var fields = new JsonObject { ["kinds"] = new JsonArray([.. input.Updates.Where(kind => kind != "*").Select(kind => JsonValue.Create(kind))]), ["baseUrl"] = input.BaseUrl };
        var items = await client.CallAsync(new VendorCall(Updates, fields, int.MaxValue, "data") { BaseUrl = input.BaseUrl is { Length: > 0 } own ? own : "https://api.telegram.org" }, context, cancellationToken);
        return [.. items.Where(item => Listens(input.Chats, item.Json, "chat") && Listens(input.Users, item.Json, "from"))];
    }

    private static bool Listens(string ids, JsonElement update, string who)
    {
        if (ids.Length == 0) return true;
        var known = ids.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return update.EnumerateObject().Where(part => part.Value.ValueKind == JsonValueKind.Object).Any(part =>
            (part.Value.TryGetProperty(who, out var one) || (part.Value.TryGetProperty("message", out var message) && message.TryGetProperty(who, out one))) && one.TryGetProperty("id", out var id) && known.Contains(id.ToString()));
    }
}

/// <summary>Starts a run for each new mail in Gmail.</summary>
[Node("google.gmail.trigger", "Gmail message", Category = "Triggers", Icon = "mail", Inputs = [], Summary = "Starts a run for each new mail in Gmail.", Keywords = ["email", "google", "inbox"])]
[CredentialSlot("auth", "oauth2.authorizationCode", "http.bearer")]
internal sealed class GmailTrigger(VendorClient client) : VendorTrigger<GmailTrigger.Input>
{
    private readonly GmailNode mail = new(client);

    public sealed record Input : VendorTriggerInput
    {
        [Description("Search as in Gmail's own search field")]
        public string? Query { get; init; }

        [Description("Ids of labels the mail must have")]
        public JsonElement? LabelIds { get; init; }

        [Description("Also looks in spam and trash")]
        public bool? IncludeSpamTrash { get; init; }

        [Description("Gives the headers as plain fields instead of the whole message")]
        public bool Simple { get; init; } = true;

        [Description("Most mails to look at each time"), Range(1, 100)]
        public int Most { get; init; } = 20;
    }

    protected override string KeyOf(JsonElement entry) => Text(entry, "id");

    protected override async Task<IReadOnlyList<Item>> LookAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var found = await mail.RunAsync(new GmailNode.Input { Operation = "message.list", Query = input.Query, LabelIds = input.LabelIds, IncludeSpamTrash = input.IncludeSpamTrash, Simple = input.Simple, Limit = input.Most, BaseUrl = input.BaseUrl }, context, cancellationToken);
        return [.. found.Reverse()];
    }
}

/// <summary>Starts a run for each new or changed row of a Google sheet.</summary>
[Node("google.sheets.trigger", "Google Sheets row", Category = "Triggers", Icon = "sheet", Inputs = [], Summary = "Starts a run for new or changed rows of a Google sheet.", Keywords = ["google", "spreadsheet", "row"])]
[CredentialSlot("auth", "oauth2.authorizationCode", "http.bearer")]
internal sealed class GoogleSheetsTrigger(VendorClient client) : VendorTrigger<GoogleSheetsTrigger.Input>
{
    public sealed record Input : VendorTriggerInput
    {
        [Required, Description("Id of the spreadsheet")]
        public string DocumentId { get; init; } = "";

        [Description("Name of the sheet, or its number (gid)")]
        public string Sheet { get; init; } = "";

        [Description("What counts as news")]
        public NewsKind Kind { get; init; }

        [Description("Row with the names of the columns, counted from 1"), Range(1, 1_000_000)]
        public int HeaderRow { get; init; } = 1;
    }

    protected override NewsKind KindOf(Input input) => input.Kind;

    protected override string KeyOf(JsonElement entry) => Text(entry, SheetRows.RowNumber);

    protected override Task<IReadOnlyList<Item>> LookAsync(Input input, NodeContext context, CancellationToken cancellationToken) => SheetRows.ReadAsync(
        new GoogleSheetsNode.Input { Operation = SheetOperation.Read, DocumentId = input.DocumentId, Sheet = input.Sheet, HeaderRow = input.HeaderRow },
        new SpreadsheetSession(client, context, input.BaseUrl is { Length: > 0 } own ? own : GoogleSheetsNode.Address), context, cancellationToken);
}

/// <summary>Starts a run for new or changed files in Google Drive.</summary>
[Node("google.drive.trigger", "Google Drive file", Category = "Triggers", Icon = "hard-drive", Inputs = [], Summary = "Starts a run for new or changed files in a folder of Google Drive.", Keywords = ["google", "file", "folder"])]
[CredentialSlot("auth", "oauth2.authorizationCode", "http.bearer")]
internal sealed class GoogleDriveTrigger(VendorClient client) : VendorTrigger<GoogleDriveTrigger.Input>
{
    private readonly GoogleDriveNode drive = new(client);

    public sealed record Input : VendorTriggerInput
    {
        [Description("Id of the folder; empty looks everywhere")]
        public string? FolderId { get; init; }

        [Description("Id of one file to watch")]
        public string? FileId { get; init; }

        [Description("What counts as news")]
        public NewsKind Kind { get; init; }
    }

    protected override NewsKind KindOf(Input input) => input.Kind;

    protected override string KeyOf(JsonElement entry) => Text(entry, "id");

    protected override Task<IReadOnlyList<Item>> LookAsync(Input input, NodeContext context, CancellationToken cancellationToken) => drive.RunAsync(input.FileId is { Length: > 0 } file
        ? new GoogleDriveNode.Input { Operation = "file.get", FileId = file, Fields = "*", BaseUrl = input.BaseUrl }
        : new GoogleDriveNode.Input { Operation = "file.find", FolderId = input.FolderId, Fields = "*", Limit = 200, BaseUrl = input.BaseUrl }, context, cancellationToken);
}

/// <summary>Starts a run for new or changed events of a Google calendar.</summary>
[Node("google.calendar.trigger", "Google Calendar event", Category = "Triggers", Icon = "calendar", Inputs = [], Summary = "Starts a run for new or changed events of a calendar.", Keywords = ["google", "event", "meeting"])]
[CredentialSlot("auth", "oauth2.authorizationCode", "http.bearer")]
internal sealed class GoogleCalendarTrigger(VendorClient client) : VendorTrigger<GoogleCalendarTrigger.Input>
{
    private readonly GoogleCalendarNode calendar = new(client);

    public sealed record Input : VendorTriggerInput
    {
        [Required, Description("Id of the calendar")]
        public string Calendar { get; init; } = "primary";

        [Description("Words the event must have")]
        public string? Query { get; init; }

        [Description("What counts as news")]
        public NewsKind Kind { get; init; }
    }

    protected override NewsKind KindOf(Input input) => input.Kind;

    protected override string KeyOf(JsonElement entry) => Text(entry, "id");

    protected override Task<IReadOnlyList<Item>> LookAsync(Input input, NodeContext context, CancellationToken cancellationToken) => calendar.RunAsync(
        new GoogleCalendarNode.Input { Operation = "event.list", Calendar = input.Calendar, Query = input.Query, Limit = 250, Order = "updated", UpdatedMin = context.Now.AddDays(-1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), BaseUrl = input.BaseUrl }, context, cancellationToken);
}

/// <summary>Starts a run for new or changed pages of a Notion database.</summary>
[Node("notion.trigger", "Notion page", Category = "Triggers", Icon = "notebook", Inputs = [], Summary = "Starts a run for new or changed pages of a Notion database.", Keywords = ["database", "page"])]
[CredentialSlot("auth", "http.bearer", "oauth2.authorizationCode")]
internal sealed class NotionTrigger(VendorClient client) : VendorTrigger<NotionTrigger.Input>
{
    private readonly NotionNode notion = new(client);

    public sealed record Input : VendorTriggerInput
    {
        [Required, Description("Id of the database")]
        public string DatabaseId { get; init; } = "";

        [Description("Gives plain fields instead of what Notion sends")]
        public bool Simple { get; init; } = true;

        [Description("What counts as news")]
        public NewsKind Kind { get; init; }
    }

    private static readonly JsonElement ByTime = JsonDocument.Parse("""[{"timestamp":"last_edited_time","direction":"descending"}]""").RootElement;

    protected override NewsKind KindOf(Input input) => input.Kind;

    protected override string KeyOf(JsonElement entry) => Text(entry, "id");

    protected override async Task<IReadOnlyList<Item>> LookAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var found = await notion.RunAsync(new NotionNode.Input { Operation = "page.find", DatabaseId = input.DatabaseId, Simple = input.Simple, Sorts = ByTime, Limit = 100, BaseUrl = input.BaseUrl }, context, cancellationToken);
        return [.. found.Reverse()];
    }
}

/// <summary>Starts a run for new or changed records of an Airtable table.</summary>
[Node("airtable.trigger", "Airtable record", Category = "Triggers", Icon = "table", Inputs = [], Summary = "Starts a run for new or changed records of a table.", Keywords = ["base", "table", "record"])]
[CredentialSlot("auth", "http.bearer", "oauth2.authorizationCode")]
internal sealed class AirtableTrigger(VendorClient client) : VendorTrigger<AirtableTrigger.Input>
{
    private readonly AirtableNode airtable = new(client);

    public sealed record Input : VendorTriggerInput
    {
        [Required, Description("Id of the base")]
        public string Base { get; init; } = "";

        [Required, Description("Id or name of the table")]
        public string Table { get; init; } = "";

        [Description("Field with the time of creation or change; newer records come later")]
        public string? TimeField { get; init; }

        [Description("Formula that records must satisfy")]
        public string? Filter { get; init; }

        [Description("Id or name of a view")]
        public string? View { get; init; }

        [Description("What counts as news")]
        public NewsKind Kind { get; init; } = NewsKind.NewOrChanged;
    }

    protected override NewsKind KindOf(Input input) => input.Kind;

    protected override string KeyOf(JsonElement entry) => Text(entry, "id");

    protected override async Task<IReadOnlyList<Item>> LookAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<AirtableNode.Order> order = input.TimeField is { Length: > 0 } time ? [new AirtableNode.Order(time, "desc")] : [];
        var found = await airtable.RunAsync(new AirtableNode.Input { Operation = "record.find", Base = input.Base, Table = input.Table, Filter = input.Filter, View = input.View, Sort = order, Limit = 100, Nested = true, BaseUrl = input.BaseUrl }, context, cancellationToken);
        return [.. found.Reverse()];
    }
}
