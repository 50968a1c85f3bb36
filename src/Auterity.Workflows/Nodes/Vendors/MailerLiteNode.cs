using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>MailerLite. Source: the API reference at developers.mailerlite.com.</summary>
[Node("mailerLite", "MailerLite", Category = "Messages", Icon = "mails", Summary = "Reads and writes subscribers of MailerLite.", Keywords = ["newsletter", "subscriber", "email"])]
[CredentialSlot("auth", "http.bearer")]
internal sealed class MailerLiteNode(VendorClient client) : VendorNode<MailerLiteNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Mail address")]
        public string? Email { get; init; }

        [Description("Id or mail address of the subscriber")]
        public string? SubscriberId { get; init; }

        [Description("active, unsubscribed, unconfirmed, bounced or junk")]
        public string? Status { get; init; }

        [Description("Further fields by name"), Field(Editor = "json")]
        public JsonElement? Values { get; init; }

        [Description("Ids of groups"), Field(Editor = "json")]
        public JsonElement? Groups { get; init; }
    }

    public override string BaseUrl => "https://connect.mailerlite.com/api";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("subscriber.create", "/subscribers", """{"email":"{email}","status":"{status}","fields":"{values:json}","groups":"{groups:list}"}""", items: "data") with { Required = ["email"] },
        Put("subscriber.update", "/subscribers/{subscriberId}", """{"status":"{status}","fields":"{values:json}"}""", items: "data"),
        Get("subscriber.get", "/subscribers/{subscriberId}", items: "data"),
        Get("subscriber.list", "/subscribers", """{"filter[status]":"{status}"}""", "data", new VendorPaging(PageBy.Cursor, "cursor") { Next = "meta.next_cursor", SizeParameter = "limit" }),
    ];
}
