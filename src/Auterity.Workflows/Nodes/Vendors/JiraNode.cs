using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Jira. Source: the REST API v2 reference at developer.atlassian.com. The credential holds the site's address.</summary>
[Node("jira", "Jira", Category = "Code", Icon = "ticket", Summary = "Reads and writes issues and comments of Jira.", Keywords = ["atlassian", "issue", "ticket", "project"])]
[CredentialSlot("auth", "http.basic", "oauth2.authorizationCode", "http.bearer")]
internal sealed class JiraNode(VendorClient client) : VendorNode<JiraNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Key or id of the issue")]
        public string? Key { get; init; }

        [Description("Id of the project")]
        public string? Project { get; init; }

        [Description("Id of the issue type")]
        public string? Kind { get; init; }

        [Description("Title")]
        public string? Summary { get; init; }

        [Description("Description or comment")]
        public string? Text { get; init; }

        [Description("Id of the person")]
        public string? Assignee { get; init; }

        [Description("Id of the priority")]
        public string? Priority { get; init; }

        [Description("Key of the parent")]
        public string? Parent { get; init; }

        [Description("Labels"), Field(Editor = "json")]
        public JsonElement? Labels { get; init; }

        [Description("Further fields by name"), Field(Editor = "json")]
        public JsonElement? Fields { get; init; }

        [Description("Search in Jira's own words")]
        public string? Jql { get; init; }

        [Description("Id of the comment")]
        public string? CommentId { get; init; }

        [Description("Id of the transition to make")]
        public string? StatusId { get; init; }

        [Description("Parts to give besides")]
        public string? Expand { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("issue.create", "/rest/api/2/issue", """{"fields":{"project":{"id":"{project}"},"issuetype":{"id":"{kind}"},"summary":"{summary}","description":"{text}","assignee":{"id":"{assignee}"},"priority":{"id":"{priority}"},"parent":{"key":"{parent}"},"labels":"{labels:list}","...":"{fields:json}"}}""") with { Required = ["project", "kind", "summary"] },
        Put("issue.update", "/rest/api/2/issue/{key}", """{"fields":{"summary":"{summary}","description":"{text}","assignee":{"id":"{assignee}"},"priority":{"id":"{priority}"},"labels":"{labels:list}","...":"{fields:json}"}}"""),
        Post("issue.transition", "/rest/api/2/issue/{key}/transitions", """{"transition":{"id":"{statusId}"}}""") with { Required = ["statusId"] },
        Get("issue.get", "/rest/api/2/issue/{key}", """{"expand":"{expand}"}"""),
        new VendorOperation("issue.search", "GET", "/rest/api/2/search") { Query = """{"jql":"{jql}","expand":"{expand}"}""", Items = "issues", Paging = new VendorPaging(PageBy.Offset, "startAt") { SizeParameter = "maxResults" } },
        Delete("issue.delete", "/rest/api/2/issue/{key}"),
        Post("comment.add", "/rest/api/2/issue/{key}/comment", """{"body":"{text}"}""") with { Required = ["text"] },
        Get("comment.list", "/rest/api/2/issue/{key}/comment", null, "comments", new VendorPaging(PageBy.Offset, "startAt") { SizeParameter = "maxResults" }),
        Get("comment.get", "/rest/api/2/issue/{key}/comment/{commentId}"),
        Delete("comment.delete", "/rest/api/2/issue/{key}/comment/{commentId}"),
        new VendorOperation("attachment.add", "POST", "/rest/api/2/issue/{key}/attachments") { Kind = BodyKind.Multipart, FileField = "file", Headers = """{"X-Atlassian-Token":"no-check"}""" },
        Get("user.get", "/rest/api/2/user", """{"accountId":"{assignee}"}""") with { Required = ["assignee"] },
    ];
}
