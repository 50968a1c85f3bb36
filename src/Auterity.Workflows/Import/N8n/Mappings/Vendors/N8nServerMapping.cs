namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>n8n server, all versions.</summary>
[N8nMapping("n8n-nodes-base.n8n")]
internal sealed class N8nServerMapping : VendorMapping
{
    protected override string Node => "n8n.server";

    protected override string Resource(N8nParameters p) => "workflow";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "credential" => "create",
        _ => "getAll",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("workflow:getAll", "workflow.list", "@pages", "active=filters.activeWorkflows", "name=filters.name", "tags=filters.tags"),
        On("workflow:get", "workflow.get", "id=workflowId"),
        On("workflow:create", "workflow.create", "workflow=workflowObject"),
        On("workflow:update", "workflow.update", "id=workflowId", "workflow=workflowObject"),
        On("workflow:delete", "workflow.delete", "id=workflowId"),
        On("workflow:activate", "workflow.activate", "id=workflowId"),
        On("workflow:deactivate", "workflow.deactivate", "id=workflowId"),
        On("execution:getAll", "execution.list", "@pages", "status=filters.status", "workflowId=filters.workflowId", "includeData=options.activeWorkflows|options.includeData"),
        On("execution:get", "execution.get", "id=executionId", "includeData=options.activeWorkflows"),
        On("execution:delete", "execution.delete", "id=executionId"),
        On("credential:create", "credential.create", "name", "type=credentialTypeName", "data"),
        On("credential:delete", "credential.delete", "id=credentialId"),
    ];
}
