namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Jira, all versions.</summary>
[N8nMapping("n8n-nodes-base.jira")]
internal sealed class JiraMapping : VendorMapping
{
    protected override string Node => "jira";

    protected override string Resource(N8nParameters p) => "issue";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "issueAttachment" => "add",
        "issueComment" => "add",
        "user" => "create",
        _ => "create",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("issue:create", "issue.create", "-jiraVersion", "project", "kind=issueType", "summary", "text=additionalFields.description", "assignee=additionalFields.assignee", "priority=additionalFields.priority", "parent=additionalFields.parentIssueKey", "labels=additionalFields.labels"),
        On("issue:update", "issue.update", "-jiraVersion", "key=issueKey", "summary=updateFields.summary", "text=updateFields.description", "assignee=updateFields.assignee", "priority=updateFields.priority", "labels=updateFields.labels", "statusId=updateFields.statusId") with { More = (p, f) => { if (f.GetValueOrDefault("statusId") is null) return; if (f.Count(field => field.Value is not null) <= 3) f["operation"] = "issue.transition"; else p.Lose("It also changed the status; here that takes a step of its own (issue.transition)."); } },
        On("issue:get", "issue.get", "-jiraVersion", "key=issueKey", "expand=additionalFields.expand", "-simplifyOutput"),
        On("issue:getAll", "issue.search", "-jiraVersion", "@pages", "jql=options.jql", "expand=options.expand"),
        On("issue:delete", "issue.delete", "-jiraVersion", "key=issueKey", "-deleteSubtasks"),
        On("issueComment:add", "comment.add", "-jiraVersion|options.wikiMarkup", "key=issueKey", "text=comment"),
        On("issueComment:getAll", "comment.list", "-jiraVersion", "key=issueKey", "@pages"),
        On("issueComment:get", "comment.get", "-jiraVersion", "key=issueKey", "commentId"),
        On("issueComment:remove", "comment.delete", "-jiraVersion", "key=issueKey", "commentId"),
        On("issueAttachment:add", "attachment.add", "-jiraVersion", "key=issueKey", "file=binaryPropertyName"),
        On("user:get", "user.get", "-jiraVersion", "assignee=accountId"),
    ];
}
