namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>HubSpot, versions 1 to 2.1, on the present CRM objects.</summary>
[N8nMapping("n8n-nodes-base.hubspot")]
internal sealed class HubSpotMapping : VendorMapping
{
    protected override string Node => "hubspot";

    protected override string Resource(N8nParameters p) => p.Version < 2 ? "deal" : "contact";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "engagement" => "create",
        "company" => "create",
        "deal" => "create",
        "ticket" => "create",
        _ => "upsert",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("contact:upsert,contact:create", "contact.upsert", "email", "-options.resolveData") with { More = (p, f) => { Properties(p, f, "email"); p.Skip("additionalFields.associatedCompanyId"); } },
        On("contact:get", "contact.get", "id=contactId", "-additionalFields.formSubmissionMode|additionalFields.listMerge|additionalFields.propertyMode") with { More = (p, f) => f["only"] = p.Names("additionalFields.properties") is { Count: > 0 } names ? names : null },
        On("contact:getAll,contact:getRecentlyCreatedUpdated", "contact.list", "@pages", "-additionalFields.formSubmissionMode|additionalFields.propertyMode"),
        On("contact:delete", "contact.delete", "id=contactId"),
        On("contact:search", "contact.search", "@pages") with { More = Search },
        On("company:create", "company.create") with { More = (p, f) => Properties(p, f, "name") },
        On("company:update", "company.update", "id=companyId") with { More = (p, f) => Properties(p, f) },
        On("company:get", "company.get", "id=companyId"),
        On("company:getAll", "company.list", "@pages"),
        On("company:getRecentlyCreatedUpdated", "company.search", "@pages") with { More = (p, f) => { f["filterGroups"] = p.Filled("additionalFields.since") is { } since ? new[] { new { filters = new[] { new { propertyName = "hs_lastmodifieddate", @operator = "GTE", value = since } } } } : null; f["sorts"] = new[] { new { propertyName = "hs_lastmodifieddate", direction = "DESCENDING" } }; } },
        On("company:searchByDomain", "company.search", "@pages") with { More = (p, f) => { f["filterGroups"] = new[] { new { filters = new[] { new { propertyName = "domain", @operator = "EQ", value = p.Text("domain") } } } }; f["only"] = p.Names("options.properties") is { Count: > 0 } names ? names : null; } },
        On("company:delete", "company.delete", "id=companyId"),
        On("deal:create", "deal.create") with { More = (p, f) => { Properties(p, f); if (p.Filled("stage") is { } stage && f["properties"] is Dictionary<string, object?> own) own["dealstage"] = stage; } },
        On("deal:update", "deal.update", "id=dealId") with { More = (p, f) => Properties(p, f) },
        On("deal:get", "deal.get", "id=dealId"),
        On("deal:getAll", "deal.list", "@pages"),
        On("deal:delete", "deal.delete", "id=dealId"),
        On("deal:search", "deal.search", "@pages") with { More = Search },
        On("ticket:get", "ticket.get", "id=ticketId"),
        On("ticket:getAll", "ticket.list", "@pages"),
        On("ticket:delete", "ticket.delete", "id=ticketId"),
        On("engagement:create", "engagement.create") with { More = Engagement },
        On("engagement:get", "engagement.get", "id=engagementId"),
        On("engagement:delete", "engagement.delete", "id=engagementId"),
    ];

    // The foreign names of fields, in HubSpot's own.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["firstName"] = "firstname", ["lastName"] = "lastname", ["companyName"] = "company", ["jobTitle"] = "jobtitle", ["phoneNumber"] = "phone", ["mobilePhoneNumber"] = "mobilephone", ["websiteUrl"] = "website",
        ["contactOwner"] = "hubspot_owner_id", ["companyOwner"] = "hubspot_owner_id", ["dealOwner"] = "hubspot_owner_id", ["lifeCycleStage"] = "lifecyclestage", ["leadStatus"] = "hs_lead_status", ["streetAddress"] = "address", ["postalCode"] = "zip", ["stateRegion"] = "state",
        ["companySize"] = "company_size", ["linkedInCompanyPage"] = "linkedin_company_page", ["yearFounded"] = "founded_year", ["numberOfEmployees"] = "numberofemployees", ["annualRevenue"] = "annualrevenue", ["companyDomainName"] = "domain", ["dealName"] = "dealname", ["closeDate"] = "closedate", ["dealType"] = "dealtype", ["originalSource"] = "hs_analytics_source", ["stage"] = "dealstage",
    };

    private static void Properties(N8nParameters p, Dictionary<string, object?> fields, params string[] own)
    {
        var properties = own.Select(name => (Name: name, Value: VendorField.ValueOf(p, name))).Where(pair => pair.Value is not null).ToDictionary(pair => Names.GetValueOrDefault(pair.Name, pair.Name), pair => (object?)pair.Value);
        foreach (var path in new[] { "additionalFields", "updateFields" })
        {
            var group = p.Object(path);
            foreach (var name in group.Members.Where(name => name is not ("customPropertiesUi" or "associations" or "propertiesCollection" or "properties")))
                if (VendorField.ValueOf(group, name) is { } value) properties[Names.GetValueOrDefault(name, name.ToLowerInvariant())] = value;
            foreach (var pair in p.Pairs($"{path}.customPropertiesUi.customPropertiesValues", "property")) properties[pair.Name] = pair.Value;
        }

        fields["properties"] = properties.Count > 0 ? properties : null;
    }

    private static void Search(N8nParameters p, Dictionary<string, object?> fields)
    {
        var groups = p.List("filterGroupsUi.filterGroupsValues").Select(group => new
        {
            filters = group.List("filtersUi.filterValues").Select(row =>
        {
            row.Skip("type");
            return new { propertyName = row.Text("propertyName")?.Split('|')[0], @operator = row.Text("operator", "EQ"), value = VendorField.ValueOf(row, "value") };
        }).ToList()
        }).Where(group => group.filters.Count > 0).ToList();
        fields["filterGroups"] = groups.Count > 0 ? groups : null;
        fields["only"] = p.Names("additionalFields.properties") is { Count: > 0 } names ? names : null;
        fields["query"] = p.Filled("additionalFields.query");
        p.Skip("additionalFields.direction", "additionalFields.sortBy");
    }

    private static void Engagement(N8nParameters p, Dictionary<string, object?> fields)
    {
        var (metadata, associations) = (p.Object("metadata"), p.Object("additionalFields.associations"));
        fields["engagement"] = new { type = p.Text("type")?.ToUpperInvariant() };
        fields["metadata"] = metadata.Members.Where(name => VendorField.ValueOf(metadata, name) is not null).ToDictionary(name => name, name => (object?)VendorField.ValueOf(metadata, name));
        fields["associations"] = associations.Members.Select(name => (Name: name, Ids: associations.Text(name))).Where(pair => pair.Ids is { Length: > 0 })
            .ToDictionary(pair => pair.Name, pair => (object?)(pair.Ids!.StartsWith('=') ? $"={{{{ String({pair.Ids[1..].Trim().TrimStart('{').TrimEnd('}').Trim()}).split(',') }}}}" : pair.Ids.Split(',')));
    }
}
