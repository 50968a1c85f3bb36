namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Todoist, all versions.</summary>
[N8nMapping("n8n-nodes-base.todoist")]
internal sealed class TodoistMapping : VendorMapping
{
    protected override string Node => "todoist";

    protected override string Resource(N8nParameters p) => "task";

    protected override string Operation(string resource, N8nParameters p) => "create";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("task:create", "task.create", "projectId=project", "sectionId=options.section", "content", "labels", "text=options.description", "due=options.dueString", "dueDate=options.dueDateTime", "priority"),
        On("task:update", "task.update", "taskId", "content=updateFields.content", "labels=updateFields.labels", "text=updateFields.description", "due=updateFields.dueString", "dueDate=updateFields.dueDateTime", "priority=updateFields.priority"),
        On("task:close", "task.close", "taskId"),
        On("task:reopen", "task.reopen", "taskId"),
        On("task:get", "task.get", "taskId"),
        On("task:getAll", "task.list", "@pages", "projectId=filters.projectId", "sectionId=filters.sectionId", "filter=filters.filter") with { More = (p, f) => { if (f.GetValueOrDefault("filter") is not null) f["operation"] = "task.filter"; } },
        On("task:delete", "task.delete", "taskId"),
    ];
}
