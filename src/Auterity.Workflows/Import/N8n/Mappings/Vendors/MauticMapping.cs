namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Mautic, all versions.</summary>
[N8nMapping("n8n-nodes-base.mautic")]
internal sealed class MauticMapping : VendorMapping
{
    protected override string Node => "mautic";

    protected override string Resource(N8nParameters p) => "contact";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "contactSegment" => "add",
        "campaignContact" => "add",
        "company" => "create",
        _ => "create",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("contact:create", "contact.create", "-jsonParameters|options.rawData") with { More = (p, f) => f["fields"] = Values(p, "additionalFields", "email", "firstName", "lastName", "company", "position", "title") },
        On("contact:update", "contact.update", "id=contactId", "-jsonParameters|options.rawData") with { More = (p, f) => f["fields"] = Values(p, "updateFields") },
        On("contact:get", "contact.get", "id=contactId", "-options.rawData"),
        On("contact:getAll", "contact.list", "@pages", "search=options.search", "order=options.orderBy", "direction=options.orderByDir", "-options.rawData|options.minimal"),
        On("contact:delete", "contact.delete", "id=contactId"),
        On("contactSegment:add", "segment.add", "id=contactId", "segmentId"),
        On("contactSegment:remove", "segment.remove", "id=contactId", "segmentId"),
        On("campaignContact:add", "campaign.add", "id=contactId", "campaignId"),
        On("campaignContact:remove", "campaign.remove", "id=contactId", "campaignId"),
        On("company:get", "company.get", "id=companyId"),
    ];

    private static Dictionary<string, object?> Values(N8nParameters p, string group, params string[] own)
    {
        var values = own.Select(name => (Name: name.ToLowerInvariant(), Value: VendorField.ValueOf(p, name))).Where(pair => pair.Value is not null).ToDictionary(pair => pair.Name, pair => (object?)pair.Value);
        var more = p.Object(group);
        foreach (var name in more.Members.Where(name => name is not ("customFieldsUi" or "addressUi" or "socialMediaUi")))
            if (VendorField.ValueOf(more, name) is { } value) values[name.ToLowerInvariant()] = value;
        foreach (var pair in p.Pairs($"{group}.customFieldsUi.customFieldValues", "fieldId", "fieldValue")) values[pair.Name] = pair.Value;
        return values;
    }
}
