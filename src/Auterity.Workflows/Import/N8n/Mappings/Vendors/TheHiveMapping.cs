namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>TheHive, all versions.</summary>
[N8nMapping("n8n-nodes-base.theHive")]
internal sealed class TheHiveMapping : VendorMapping
{
    protected override string Node => "theHive";

    protected override string Resource(N8nParameters p) => "alert";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("alert:create", "alert.create", "title", "text=description", "severity", "date", "tags", "tlp", "type", "origin=source", "reference=sourceRef", "status"),
        On("alert:get", "alert.get", "id"),
        On("alert:getAll", "alert.list", "@pages"),
        On("case:create", "case.create", "title", "text=description", "severity", "startDate", "owner", "tags", "tlp", "-flag"),
        On("case:update", "case.update", "id", "title=updateFields.title", "text=updateFields.description", "severity=updateFields.severity", "owner=updateFields.owner", "tags=updateFields.tags", "tlp=updateFields.tlp", "status=updateFields.status"),
        On("case:get", "case.get", "id"),
        On("case:getAll", "case.list", "@pages"),
    ];
}
