using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>n8n server. Source: the public API reference at docs.n8n.io/api. The credential sends the key as the header X-N8N-API-KEY.</summary>
[Node("n8n.server", "n8n server", Category = "Code", Icon = "server", Summary = "Looks after the workflows of an n8n server.", Keywords = ["n8n", "workflow", "migrate"])]
[CredentialSlot("auth", "http.header")]
internal sealed class N8nServerNode(VendorClient client) : VendorNode<N8nServerNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the workflow, execution or credential")]
        public string? Id { get; init; }

        [Description("The workflow"), Field(Editor = "json")]
        public JsonElement? Workflow { get; init; }

        [Description("Only workflows that are on or off")]
        public bool? Active { get; init; }

        [Description("Name")]
        public string? Name { get; init; }

        [Description("Names of tags, separated by commas")]
        public string? Tags { get; init; }

        [Description("error, success or waiting")]
        public string? Status { get; init; }

        [Description("Only executions of this workflow")]
        public string? WorkflowId { get; init; }

        [Description("Gives the data of executions, too")]
        public bool? IncludeData { get; init; }

        [Description("Type of a credential")]
        public string? Type { get; init; }

        [Description("Values of a credential"), Field(Editor = "json")]
        public JsonElement? Data { get; init; }
    }

    public override string BaseUrl => "";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Get("workflow.list", "/api/v1/workflows", """{"active":"{active}","name":"{name}","tags":"{tags}"}""", "data", new VendorPaging(PageBy.Cursor, "cursor") { Next = "nextCursor", SizeParameter = "limit" }),
        Get("workflow.get", "/api/v1/workflows/{id}"),
        Post("workflow.create", "/api/v1/workflows", "\"{workflow:json}\"") with { Required = ["workflow"] },
        Put("workflow.update", "/api/v1/workflows/{id}", "\"{workflow:json}\"") with { Required = ["workflow"] },
        Delete("workflow.delete", "/api/v1/workflows/{id}"),
        Post("workflow.activate", "/api/v1/workflows/{id}/activate"),
        Post("workflow.deactivate", "/api/v1/workflows/{id}/deactivate"),
        Get("execution.list", "/api/v1/executions", """{"status":"{status}","workflowId":"{workflowId}","includeData":"{includeData}"}""", "data", new VendorPaging(PageBy.Cursor, "cursor") { Next = "nextCursor", SizeParameter = "limit" }),
        Get("execution.get", "/api/v1/executions/{id}", """{"includeData":"{includeData}"}"""),
        Delete("execution.delete", "/api/v1/executions/{id}"),
        Post("credential.create", "/api/v1/credentials", """{"name":"{name}","type":"{type}","data":"{data:json}"}"""),
        Delete("credential.delete", "/api/v1/credentials/{id}"),
    ];
}
