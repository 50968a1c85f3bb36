using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Microsoft Outlook. Source: the Microsoft Graph v1.0 reference at learn.microsoft.com/graph.</summary>
[Node("microsoft.outlook", "Microsoft Outlook", Category = "Messages", Icon = "mail", Summary = "Sends, reads and files mail and events of Outlook.", Keywords = ["email", "microsoft", "office", "calendar"])]
[CredentialSlot("auth", "oauth2.authorizationCode", "http.bearer")]
internal sealed class OutlookNode(VendorClient client) : VendorNode<OutlookNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the message")]
        public string? MessageId { get; init; }

        [Description("Id of the folder")]
        public string? FolderId { get; init; }

        [Description("Receivers"), Field(Editor = "json")]
        public JsonElement? To { get; init; }

        [Description("Receivers of a copy"), Field(Editor = "json")]
        public JsonElement? Cc { get; init; }

        [Description("Receivers nobody sees"), Field(Editor = "json")]
        public JsonElement? Bcc { get; init; }

        [Description("Addresses that answers go to"), Field(Editor = "json")]
        public JsonElement? ReplyTo { get; init; }

        [Description("Subject")]
        public string? Subject { get; init; }

        [Description("Text of the message or event")]
        public string? Content { get; init; }

        [Description("html or Text")]
        public string? ContentType { get; init; }

        [Description("Names of the files of the item to attach"), Field(Editor = "json")]
        public JsonElement? Attachments { get; init; }

        [Description("low, normal or high")]
        public string? Importance { get; init; }

        [Description("Categories"), Field(Editor = "json")]
        public JsonElement? Categories { get; init; }

        [Description("Whether the message counts as read")]
        public bool? IsRead { get; init; }

        [Description("Fields to read, separated by commas")]
        public string? Select { get; init; }

        [Description("Filter in OData words")]
        public string? Filter { get; init; }

        [Description("Words to look for")]
        public string? Search { get; init; }

        [Description("Text of the answer")]
        public string? Comment { get; init; }

        [Description("Id of the calendar")]
        public string? CalendarId { get; init; }

        [Description("Id of the event")]
        public string? EventId { get; init; }

        [Description("Begin of the event")]
        public string? Start { get; init; }

        [Description("End of the event")]
        public string? End { get; init; }

        [Description("Time zone of begin and end")]
        public string? TimeZone { get; init; }

        [Description("Attachments as Graph writes them"), Field(Editor = "json")]
        public JsonElement? Attached { get; init; }
    }

    public override string BaseUrl => "https://graph.microsoft.com/v1.0/me";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("message.send", "/sendMail", """{"message":{"subject":"{subject}","body":{"contentType":"{contentType}","content":"{content}"},"toRecipients":"{toList}","ccRecipients":"{ccList}","bccRecipients":"{bccList}","replyTo":"{replyToList}","importance":"{importance}","attachments":"{attached}"},"saveToSentItems":true}""") with { Required = ["to"] },
        Post("message.reply", "/messages/{messageId}/reply", """{"comment":"{comment}"}"""),
        Post("message.replyAll", "/messages/{messageId}/replyAll", """{"comment":"{comment}"}"""),
        Get("message.get", "/messages/{messageId}", """{"$select":"{select}"}"""),
        Get("message.list", "/messages", """{"$select":"{select}","$filter":"{filter}","$search":"{search}"}""", "value", new VendorPaging(PageBy.NextUrl) { Next = "@odata.nextLink", SizeParameter = "$top" }),
        Get("folder.messages", "/mailFolders/{folderId}/messages", """{"$select":"{select}","$filter":"{filter}"}""", "value", new VendorPaging(PageBy.NextUrl) { Next = "@odata.nextLink", SizeParameter = "$top" }),
        Patch("message.update", "/messages/{messageId}", """{"categories":"{categories:list}","isRead":"{isRead}","importance":"{importance}","subject":"{subject}","...":"{update}"}"""),
        Post("message.move", "/messages/{messageId}/move", """{"destinationId":"{folderId}"}""") with { Required = ["folderId"] },
        Delete("message.delete", "/messages/{messageId}"),
        Post("draft.create", "/messages", """{"subject":"{subject}","body":{"contentType":"{contentType}","content":"{content}"},"toRecipients":"{toList}","ccRecipients":"{ccList}","bccRecipients":"{bccList}","importance":"{importance}","attachments":"{attached}"}"""),
        Post("draft.send", "/messages/{messageId}/send"),
        Get("folder.list", "/mailFolders", null, "value", new VendorPaging(PageBy.NextUrl) { Next = "@odata.nextLink", SizeParameter = "$top" }),
        Post("event.create", "/calendars/{calendarId}/events", """{"subject":"{subject}","body":{"contentType":"{contentType}","content":"{content}"},"start":{"dateTime":"{start}","timeZone":"{zone}"},"end":{"dateTime":"{end}","timeZone":"{zone}"}}""") with { Required = ["subject", "start", "end"] },
        Delete("event.delete", "/calendars/{calendarId}/events/{eventId}"),
        Get("event.list", "/calendars/{calendarId}/events", """{"$select":"{select}","$filter":"{filter}"}""", "value", new VendorPaging(PageBy.NextUrl) { Next = "@odata.nextLink", SizeParameter = "$top" }),
        Get("event.listAll", "/events", """{"$select":"{select}","$filter":"{filter}"}""", "value", new VendorPaging(PageBy.NextUrl) { Next = "@odata.nextLink", SizeParameter = "$top" }),
    ];

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        fields["contentType"] ??= "Text";
        fields["zone"] = fields["timeZone"]?.ToString() ?? "UTC";
        foreach (var name in new[] { "to", "cc", "bcc", "replyTo" })
            if (VendorTemplate.Fill($"\"{{{name}:list}}\"", fields) is JsonArray people)
                fields[$"{name}List"] = new JsonArray([.. people.Select(person => new JsonObject { ["emailAddress"] = new JsonObject { ["address"] = person!.ToString() } })]);
        return fields;
    }

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.Attachments is not { ValueKind: JsonValueKind.Array } names || input.Operation is not ("message.send" or "draft.create")) return await base.RunAsync(input, context, cancellationToken);
        var files = new JsonArray();
        foreach (var name in names.EnumerateArray())
        {
            var file = Outbound.RequestBody.FileOf(context.Item, name.ToString());
            await using var stream = await context.Blobs.OpenAsync(file, cancellationToken);
            using var buffer = new MemoryStream();
            await stream.CopyToAsync(buffer, cancellationToken);
            files.Add(new JsonObject { ["@odata.type"] = "#microsoft.graph.fileAttachment", ["name"] = file.FileName ?? name.ToString(), ["contentType"] = file.MimeType, ["contentBytes"] = Convert.ToBase64String(buffer.ToArray()) });
        }

        return await base.RunAsync(input with { Attached = JsonSerializer.SerializeToElement(files) }, context, cancellationToken);
    }
}
