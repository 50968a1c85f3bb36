namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>MailerLite, version 2.</summary>
[N8nMapping("n8n-nodes-base.mailerLite")]
internal sealed class MailerLiteMapping : VendorMapping
{
    protected override string Node => "mailerLite";

    protected override string Resource(N8nParameters p) => "subscriber";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("subscriber:create", "subscriber.create", "email", "status=additionalFields.status") with { More = Values("additionalFields") },
        On("subscriber:update", "subscriber.update", "subscriberId", "status=additionalFields.status") with { More = Values("additionalFields") },
        On("subscriber:get", "subscriber.get", "subscriberId"),
        On("subscriber:getAll", "subscriber.list", "@pages", "status=filters.status"),
    ];

    private static Action<N8nParameters, Dictionary<string, object?>> Values(string group) => (p, fields) =>
    {
        var values = p.List($"{group}.customFieldsUi.customFieldsValues").Select(row => (Name: row.Text("fieldId"), Value: row.Value("value"))).Where(row => row.Name is { Length: > 0 }).ToDictionary(row => row.Name!, row => row.Value);
        if (values.Count > 0) fields["values"] = values;
    };
}
