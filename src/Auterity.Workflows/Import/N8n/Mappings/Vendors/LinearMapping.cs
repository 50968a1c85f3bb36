namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Linear, all versions.</summary>
[N8nMapping("n8n-nodes-base.linear")]
internal sealed class LinearMapping : VendorMapping
{
    protected override string Node => "linear";

    protected override string Resource(N8nParameters p) => "issue";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("issue:create", "issue.create", "teamId", "title", "text=additionalFields.description", "stateId=additionalFields.stateId", "assigneeId=additionalFields.assigneeId", "priority=additionalFields.priorityId"),
        On("issue:update", "issue.update", "issueId", "teamId=updateFields.teamId", "title=updateFields.title", "text=updateFields.description", "stateId=updateFields.stateId", "assigneeId=updateFields.assigneeId", "priority=updateFields.priorityId"),
        On("issue:get", "issue.get", "issueId"),
        On("issue:delete", "issue.delete", "issueId"),
    ];
}
