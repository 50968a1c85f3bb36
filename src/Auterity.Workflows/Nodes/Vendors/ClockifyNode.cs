using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Clockify. Source: the API reference at docs.clockify.me.</summary>
[Node("clockify", "Clockify", Category = "Network", Icon = "timer", Summary = "Reads and writes projects and time entries of Clockify.", Keywords = ["time", "tracking", "project"])]
[CredentialSlot("auth", "http.header")]
internal sealed class ClockifyNode(VendorClient client) : VendorNode<ClockifyNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the workspace")]
        public string? WorkspaceId { get; init; }

        [Description("Id of the project")]
        public string? ProjectId { get; init; }

        [Description("Id of the time entry")]
        public string? EntryId { get; init; }

        [Description("Name")]
        public string? Name { get; init; }

        [Description("Id of the client")]
        public string? ClientId { get; init; }

        [Description("true or false")]
        public string? Archived { get; init; }

        [Description("Colour as #rrggbb")]
        public string? Color { get; init; }

        [Description("Note")]
        public string? Note { get; init; }

        [Description("When it began")]
        public string? Start { get; init; }

        [Description("When it ended")]
        public string? End { get; init; }

        [Description("Description")]
        public string? Text { get; init; }
    }

    public override string BaseUrl => "https://api.clockify.me/api/v1";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("project.create", "/workspaces/{workspaceId}/projects", """{"name":"{name}","clientId":"{clientId}","color":"{color}","note":"{note}"}""") with { Required = ["name"] },
        Put("project.update", "/workspaces/{workspaceId}/projects/{projectId}", """{"name":"{name}","clientId":"{clientId}","color":"{color}","note":"{note}"}"""),
        Get("project.get", "/workspaces/{workspaceId}/projects/{projectId}"),
        Delete("project.delete", "/workspaces/{workspaceId}/projects/{projectId}"),
        Get("project.list", "/workspaces/{workspaceId}/projects", """{"name":"{name}","archived":"{archived}"}""", paging: new VendorPaging(PageBy.Number, "page") { SizeParameter = "page-size", Size = 50 }),
        Post("entry.create", "/workspaces/{workspaceId}/time-entries", """{"start":"{start}","end":"{end}","description":"{text}","projectId":"{projectId}"}""") with { Required = ["start"] },
    ];
}
