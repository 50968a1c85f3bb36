namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Clockify, all versions.</summary>
[N8nMapping("n8n-nodes-base.clockify")]
internal sealed class ClockifyMapping : VendorMapping
{
    protected override string Node => "clockify";

    protected override string Resource(N8nParameters p) => "project";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("project:create", "project.create", "workspaceId", "name", "clientId=additionalFields.clientId", "color=additionalFields.color", "note=additionalFields.note"),
        On("project:update", "project.update", "workspaceId", "projectId", "name=updateFields.name", "clientId=updateFields.clientId", "color=updateFields.color", "note=updateFields.note"),
        On("project:get", "project.get", "workspaceId", "projectId"),
        On("project:delete", "project.delete", "workspaceId", "projectId"),
        On("project:getAll", "project.list", "workspaceId", "@pages", "name=additionalFields.name", "archived=additionalFields.archived"),
        On("timeEntry:create", "entry.create", "workspaceId", "start", "end=additionalFields.end", "text=additionalFields.description", "projectId=additionalFields.projectId"),
    ];
}
