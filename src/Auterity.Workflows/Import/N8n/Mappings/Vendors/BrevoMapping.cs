namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Brevo, all versions.</summary>
[N8nMapping("n8n-nodes-base.sendInBlue")]
internal sealed class BrevoMapping : VendorMapping
{
    protected override string Node => "brevo";

    protected override string Resource(N8nParameters p) => "email";

    protected override string Operation(string resource, N8nParameters p) => resource switch { "contact" => "create", _ => "send" };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("contact:create", "contact.create", "email", "-requestOptions") with { More = Values("createContactAttributes") },
        On("contact:upsert", "contact.create", "email", "update:=true", "-requestOptions") with { More = Values("upsertAttributes") },
        On("contact:get", "contact.get", "identifier", "-requestOptions"),
        On("contact:delete", "contact.delete", "identifier", "-requestOptions"),
        On("contact:getAll", "contact.list", "@pages", "-requestOptions"),
    ];

    private static Action<N8nParameters, Dictionary<string, object?>> Values(string group) => (p, fields) =>
    {
        var rows = p.Object(group).List(group == "upsertAttributes" ? "upsertAttributesValues" : "attributesValues");
        var values = rows.Select(row => (Name: row.Text("fieldName"), Value: row.Value("fieldValue"))).Where(row => row.Name is { Length: > 0 }).ToDictionary(row => row.Name!, row => row.Value);
        if (values.Count > 0) fields["values"] = values;
    };
}
