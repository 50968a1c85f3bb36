using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Mautic. Source: the REST API reference at developer.mautic.org.</summary>
[Node("mautic", "Mautic", Category = "Messages", Icon = "megaphone", Summary = "Reads and writes contacts of Mautic.", Keywords = ["marketing", "contact", "crm"])]
[CredentialSlot("auth", "http.basic", "oauth2.authorizationCode")]
internal sealed class MauticNode(VendorClient client) : VendorNode<MauticNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the contact or company")]
        public string? Id { get; init; }

        [Description("Values by field"), Field(Editor = "json")]
        public JsonElement? Fields { get; init; }

        [Description("What to look for")]
        public string? Search { get; init; }

        [Description("Id of the segment")]
        public string? SegmentId { get; init; }

        [Description("Id of the campaign")]
        public string? CampaignId { get; init; }

        [Description("Field to sort by")]
        public string? Order { get; init; }

        [Description("asc or desc")]
        public string? Direction { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("contact.create", "/api/contacts/new", "\"{fields:json}\"", items: "contact"),
        Patch("contact.update", "/api/contacts/{id}/edit", "\"{fields:json}\"", items: "contact"),
        Get("contact.get", "/api/contacts/{id}", null, "contact"),
        Get("contact.list", "/api/contacts", """{"search":"{search}","orderBy":"{order}","orderByDir":"{direction}","limit":"{pageSize}"}""", "contacts"),
        Delete("contact.delete", "/api/contacts/{id}/delete"),
        Post("segment.add", "/api/segments/{segmentId}/contact/{id}/add"),
        Post("segment.remove", "/api/segments/{segmentId}/contact/{id}/remove"),
        Post("campaign.add", "/api/campaigns/{campaignId}/contact/{id}/add"),
        Post("campaign.remove", "/api/campaigns/{campaignId}/contact/{id}/remove"),
        Post("company.create", "/api/companies/new", "\"{fields:json}\"", items: "company"),
        Get("company.get", "/api/companies/{id}", null, "company"),
    ];

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        fields["pageSize"] = fields["all"]?.GetValue<bool>() == true ? 10_000 : fields["limit"]?.DeepClone();
        return fields;
    }

    // A list is an object there, with the ids as names.
    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var items = await base.RunAsync(input, context, cancellationToken);
        return input.Operation == "contact.list" && items is [var only] ? [.. only.Json.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Object).Select(member => Item.From(member.Value))] : items;
    }
}
