using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Linear. Source: the GraphQL schema at developers.linear.app.</summary>
[Node("linear", "Linear", Category = "Network", Icon = "square-kanban", Summary = "Reads and writes issues of Linear.", Keywords = ["issue", "tracker", "graphql"])]
[CredentialSlot("auth", "http.header", "http.bearer", "oauth2.authorizationCode")]
internal sealed class LinearNode(VendorClient client) : VendorNode<LinearNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the issue")]
        public string? IssueId { get; init; }

        [Description("Id of the team")]
        public string? TeamId { get; init; }

        [Description("Title")]
        public string? Title { get; init; }

        [Description("Description")]
        public string? Text { get; init; }

        [Description("Id of the state")]
        public string? StateId { get; init; }

        [Description("Id of the assignee")]
        public string? AssigneeId { get; init; }

        [Description("0 none, 1 urgent to 4 low")]
        public string? Priority { get; init; }
    }

    public override string BaseUrl => "https://api.linear.app";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("issue.create", "/graphql", """{"query":"mutation($input: IssueCreateInput!) { issueCreate(input: $input) { success issue { id identifier title url createdAt } } }","variables":{"input":{"teamId":"{teamId}","title":"{title}","description":"{text}","stateId":"{stateId}","assigneeId":"{assigneeId}","priority":"{priority:number}"}}}""", items: "data.issueCreate.issue") with { Required = ["teamId", "title"] },
        Post("issue.update", "/graphql", """{"query":"mutation($id: String!, $input: IssueUpdateInput!) { issueUpdate(id: $id, input: $input) { success issue { id identifier title url updatedAt } } }","variables":{"id":"{issueId}","input":{"teamId":"{teamId}","title":"{title}","description":"{text}","stateId":"{stateId}","assigneeId":"{assigneeId}","priority":"{priority:number}"}}}""", items: "data.issueUpdate.issue") with { Required = ["issueId"] },
        Post("issue.get", "/graphql", """{"query":"query($id: String!) { issue(id: $id) { id identifier title description url priority state { id name } assignee { id name } team { id name } } }","variables":{"id":"{issueId}"}}""", items: "data.issue") with { Required = ["issueId"] },
        Post("issue.delete", "/graphql", """{"query":"mutation($id: String!) { issueDelete(id: $id) { success } }","variables":{"id":"{issueId}"}}""", items: "data.issueDelete") with { Required = ["issueId"] },
    ];

    protected override string? FaultIn(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0 && errors[0].TryGetProperty("message", out var message) ? message.ToString() : null;
}
