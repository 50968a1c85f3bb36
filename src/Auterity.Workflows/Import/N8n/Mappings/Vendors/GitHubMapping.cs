namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>GitHub, all versions.</summary>
[N8nMapping("n8n-nodes-base.github")]
internal sealed class GitHubMapping : VendorMapping
{
    protected override string Node => "github";

    protected override string Resource(N8nParameters p) => "issue";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "file" => "create",
        "release" => "create",
        "repository" => "getIssues",
        "user" => "getRepositories",
        "organization" => "getRepositories",
        "workflow" => "dispatch",
        _ => "create",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("issue:create", "issue.create", "owner", "repository", "title", "body") with { More = (p, f) => (f["labels"], f["assignees"]) = (Names(p, "labels", "label"), Names(p, "assignees", "assignee")) },
        On("issue:edit", "issue.update", "owner", "repository", "number=issueNumber", "title=editFields.title", "body=editFields.body", "state=editFields.state") with { More = (p, f) => (f["labels"], f["assignees"]) = (Names(p, "editFields.labels", "label"), Names(p, "editFields.assignees", "assignee")) },
        On("issue:get", "issue.get", "owner", "repository", "number=issueNumber"),
        On("issue:createComment", "issue.comment", "owner", "repository", "number=issueNumber", "body"),
        On("issue:lock", "issue.lock", "owner", "repository", "number=issueNumber", "lockReason"),
        On("repository:getIssues", "issue.list", "owner", "repository", "@pages", "state=getRepositoryIssuesFilters.state", "labels=getRepositoryIssuesFilters.labels"),
        On("file:create", "file.write", "owner", "repository", "path=filePath", "message=commitMessage", "branch=additionalParameters.branch.branch") with { More = Content },
        On("file:edit,file:createUpdate", "file.write", "owner", "repository", "path=filePath", "message=commitMessage", "branch=additionalParameters.branch.branch") with { More = (p, f) => { Content(p, f); f["replace"] = true; } },
        On("file:delete", "file.delete", "owner", "repository", "path=filePath", "message=commitMessage", "branch=additionalParameters.branch.branch") with { More = (p, f) => f["replace"] = true },
        On("file:get", "file.get", "owner", "repository", "path=filePath", "branch=additionalParameters.reference", "outputFile=binaryPropertyName") with { More = (p, f) => f["asFile"] = p.Flag("asBinaryProperty", true) ? true : null },
        On("file:list", "file.list", "owner", "repository", "path=filePath", "branch=additionalParameters.reference"),
        On("release:create", "release.create", "owner", "repository", "tag=releaseTag", "title=additionalFields.name", "body=additionalFields.body", "draft=additionalFields.draft", "prerelease=additionalFields.prerelease", "branch=additionalFields.target_commitish"),
        On("release:update", "release.update", "owner", "repository", "releaseId=release_id", "tag=additionalFields.tag_name", "title=additionalFields.name", "body=additionalFields.body", "draft=additionalFields.draft", "prerelease=additionalFields.prerelease"),
        On("release:get", "release.get", "owner", "repository", "releaseId=release_id"),
        On("release:getAll", "release.list", "owner", "repository", "@pages"),
        On("release:delete", "release.delete", "owner", "repository", "releaseId=release_id"),
        On("repository:get", "repository.get", "owner", "repository"),
        On("repository:getLicense", "repository.license", "owner", "repository"),
        On("repository:getProfile", "repository.profile", "owner", "repository"),
        On("repository:getPullRequests", "repository.pulls", "owner", "repository", "@pages", "state=getRepositoryPullRequestsFilters.state"),
        On("user:getRepositories", "user.repositories", "owner", "@pages"),
        On("organization:getRepositories", "organization.repositories", "owner", "@pages"),
        On("workflow:dispatch", "workflow.dispatch", "owner", "repository", "workflowId", "branch=ref", "inputs"),
        On("workflow:list", "workflow.list", "owner", "repository"),
    ];

    private static object? Names(N8nParameters p, string path, string name) => p.List(path).Select(row => row.Text(name)).Where(text => text is { Length: > 0 }).ToList() is { Count: > 0 } names ? names : null;

    private static void Content(N8nParameters p, Dictionary<string, object?> fields)
    {
        var (binary, name, text) = (p.Flag("binaryData"), p.Text("binaryPropertyName", "data"), VendorField.ValueOf(p, "fileContent"));
        if (binary) (fields["sendFile"], fields["file"]) = (true, name);
        else fields["content"] = text;
    }
}
