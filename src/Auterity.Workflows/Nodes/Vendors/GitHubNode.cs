using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>GitHub. Source: the REST API reference at docs.github.com/rest, version 2022-11-28.</summary>
[Node("github", "GitHub", Category = "Code", Icon = "github", Summary = "Works with issues, files, releases and repositories of GitHub.", Keywords = ["git", "issue", "code", "repository"])]
[CredentialSlot("auth", "http.bearer", "oauth2.authorizationCode")]
internal sealed class GitHubNode(VendorClient client) : VendorNode<GitHubNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("User or organisation")]
        public string? Owner { get; init; }

        [Description("Name of the repository")]
        public string? Repository { get; init; }

        [Description("Number of the issue or pull request")]
        public string? Number { get; init; }

        [Description("Title")]
        public string? Title { get; init; }

        [Description("Text of the issue, comment, review or release")]
        public string? Body { get; init; }

        [Description("open, closed or all")]
        public string? State { get; init; }

        [Description("Names of labels"), Field(Editor = "json")]
        public JsonElement? Labels { get; init; }

        [Description("Names of users"), Field(Editor = "json")]
        public JsonElement? Assignees { get; init; }

        [Description("Path of the file or folder")]
        public string? Path { get; init; }

        [Description("Text of the file")]
        public string? Content { get; init; }

        [Description("Content of the file in base64")]
        public string? Encoded { get; init; }

        [Description("Writes the item's file instead of the text")]
        public bool SendFile { get; init; }

        [Description("Replaces the file that is there")]
        public bool Replace { get; init; }

        [Description("Gives the content as a file")]
        public bool AsFile { get; init; }

        [Description("Message of the commit")]
        public string? Message { get; init; }

        [Description("Hash of the file that is replaced")]
        public string? Sha { get; init; }

        [Description("Branch or other reference")]
        public string? Branch { get; init; }

        [Description("Tag of the release")]
        public string? Tag { get; init; }

        [Description("Id of the release")]
        public string? ReleaseId { get; init; }

        [Description("Whether the release is a draft")]
        public bool? Draft { get; init; }

        [Description("Whether it is a preview")]
        public bool? Prerelease { get; init; }

        [Description("Name of a user")]
        public string? User { get; init; }

        [Description("Id or file name of a workflow")]
        public string? WorkflowId { get; init; }

        [Description("Inputs of the workflow"), Field(Editor = "json")]
        public JsonElement? Inputs { get; init; }

        [Description("Why the issue is locked")]
        public string? LockReason { get; init; }
    }

    public override string BaseUrl => "https://api.github.com";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("issue.create", "/repos/{owner}/{repository}/issues", """{"title":"{title}","body":"{body}","labels":"{labels:list}","assignees":"{assignees:list}"}""") with { Required = ["title"] },
        Patch("issue.update", "/repos/{owner}/{repository}/issues/{number}", """{"title":"{title}","body":"{body}","state":"{state}","labels":"{labels:list}","assignees":"{assignees:list}"}"""),
        Get("issue.get", "/repos/{owner}/{repository}/issues/{number}"),
        Post("issue.comment", "/repos/{owner}/{repository}/issues/{number}/comments", """{"body":"{body}"}""") with { Required = ["body"] },
        Put("issue.lock", "/repos/{owner}/{repository}/issues/{number}/lock", """{"lock_reason":"{lockReason}"}"""),
        Get("issue.list", "/repos/{owner}/{repository}/issues", """{"state":"{state}","labels":"{labels:text}"}""", null, new VendorPaging(PageBy.Link) { SizeParameter = "per_page" }),
        Put("file.write", "/repos/{owner}/{repository}/contents/{path}", """{"message":"{message}","content":"{encoded}","sha":"{sha}","branch":"{branch}"}""") with { Required = ["message"] },
        new VendorOperation("file.delete", "DELETE", "/repos/{owner}/{repository}/contents/{path}") { Body = """{"message":"{message}","sha":"{sha}","branch":"{branch}"}""", Required = ["message"] },
        Get("file.get", "/repos/{owner}/{repository}/contents/{path}", """{"ref":"{branch}"}"""),
        Get("file.list", "/repos/{owner}/{repository}/contents/{path}", """{"ref":"{branch}"}"""),
        Post("release.create", "/repos/{owner}/{repository}/releases", """{"tag_name":"{tag}","name":"{title}","body":"{body}","draft":"{draft}","prerelease":"{prerelease}","target_commitish":"{branch}"}""") with { Required = ["tag"] },
        Patch("release.update", "/repos/{owner}/{repository}/releases/{releaseId}", """{"tag_name":"{tag}","name":"{title}","body":"{body}","draft":"{draft}","prerelease":"{prerelease}"}"""),
        Get("release.get", "/repos/{owner}/{repository}/releases/{releaseId}"),
        Get("release.list", "/repos/{owner}/{repository}/releases", null, null, new VendorPaging(PageBy.Link) { SizeParameter = "per_page" }),
        Delete("release.delete", "/repos/{owner}/{repository}/releases/{releaseId}"),
        Get("repository.get", "/repos/{owner}/{repository}"),
        Get("repository.license", "/repos/{owner}/{repository}/license"),
        Get("repository.profile", "/repos/{owner}/{repository}/community/profile"),
        Get("repository.pulls", "/repos/{owner}/{repository}/pulls", """{"state":"{state}"}""", null, new VendorPaging(PageBy.Link) { SizeParameter = "per_page" }),
        Get("user.repositories", "/users/{owner}/repos", null, null, new VendorPaging(PageBy.Link) { SizeParameter = "per_page" }),
        Get("organization.repositories", "/orgs/{owner}/repos", null, null, new VendorPaging(PageBy.Link) { SizeParameter = "per_page" }),
        Post("workflow.dispatch", "/repos/{owner}/{repository}/actions/workflows/{workflowId}/dispatches", """{"ref":"{branch}","inputs":"{inputs:json}"}""") with { Required = ["branch"] },
        Get("workflow.list", "/repos/{owner}/{repository}/actions/workflows", null, "workflows"),
    ];

    /// <summary>A file is replaced by naming the one that is there, and comes in base64.</summary>
    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.Replace && input.Sha is null)
        {
            var before = await base.RunAsync(input with { Operation = "file.get" }, context, cancellationToken);
            input = input with { Sha = before[0].Json.GetProperty("sha").GetString() };
        }

        if (input.Operation == "file.write") input = input with { Encoded = await EncodedAsync(input, context, cancellationToken) };
        var items = await base.RunAsync(input, context, cancellationToken);
        if (input is not { Operation: "file.get", AsFile: true } || items is not [{ Json: var file }] || !file.TryGetProperty("content", out var content)) return items;
        using var bytes = new MemoryStream(Convert.FromBase64String(content.GetString()!.ReplaceLineEndings("")));
        var saved = await context.Blobs.SaveAsync(bytes, Files.MimeTypes.Of(file.GetProperty("name").GetString()!), file.GetProperty("name").GetString(), cancellationToken);
        return [items[0].WithBinary(new Dictionary<string, BinaryRef> { [input.OutputFile] = saved })];
    }

    private static async Task<string> EncodedAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (!input.SendFile) return Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(input.Content ?? ""));
        await using var stream = await context.Blobs.OpenAsync(Outbound.RequestBody.FileOf(context.Item, input.File), cancellationToken);
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer, cancellationToken);
        return Convert.ToBase64String(buffer.ToArray());
    }
}
