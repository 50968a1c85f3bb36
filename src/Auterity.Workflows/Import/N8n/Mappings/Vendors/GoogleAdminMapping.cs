namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Google Workspace Admin, all versions.</summary>
[N8nMapping("n8n-nodes-base.gSuiteAdmin")]
internal sealed class GoogleAdminMapping : VendorMapping
{
    protected override string Node => "google.admin";

    protected override string Resource(N8nParameters p) => "user";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("user:create", "user.create", "firstName", "lastName", "password") with { More = Address },
        On("user:update", "user.update", "userId", "firstName=updateFields.firstName", "lastName=updateFields.lastName", "email=updateFields.primaryEmail"),
        On("user:get", "user.get", "userId", "-options.projection"),
        On("user:delete", "user.delete", "userId"),
        On("user:getAll", "user.list", "@pages", "query=options.query"),
    ];

    private static void Address(N8nParameters p, Dictionary<string, object?> fields)
    {
        if (p.Text("username") is { } name && p.Text("domain") is { } domain) fields["email"] = N8nValues.Joined(name, "@", domain);
    }
}
