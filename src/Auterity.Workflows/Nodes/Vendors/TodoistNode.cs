using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Todoist. Source: the API v1 reference at developer.todoist.com.</summary>
[Node("todoist", "Todoist", Category = "Messages", Icon = "list-todo", Summary = "Reads and writes tasks of Todoist.", Keywords = ["task", "todo", "list"])]
[CredentialSlot("auth", "http.bearer", "oauth2.authorizationCode")]
internal sealed class TodoistNode(VendorClient client) : VendorNode<TodoistNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the task")]
        public string? TaskId { get; init; }

        [Description("Id of the project")]
        public string? ProjectId { get; init; }

        [Description("Id of the section")]
        public string? SectionId { get; init; }

        [Description("What is to be done")]
        public string? Content { get; init; }

        [Description("Description")]
        public string? Text { get; init; }

        [Description("Labels"), Field(Editor = "json")]
        public JsonElement? Labels { get; init; }

        [Description("When it is due, in words")]
        public string? Due { get; init; }

        [Description("When it is due, as a date and time")]
        public string? DueDate { get; init; }

        [Description("1 to 4, 4 is urgent")]
        public int? Priority { get; init; }

        [Description("Filter in Todoist's own words")]
        public string? Filter { get; init; }
    }

    public override string BaseUrl => "https://api.todoist.com/api/v1";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("task.create", "/tasks", """{"content":"{content}","description":"{text}","project_id":"{projectId}","section_id":"{sectionId}","labels":"{labels:list}","due_string":"{due}","due_datetime":"{dueDate}","priority":"{priority}"}""") with { Required = ["content"] },
        Post("task.update", "/tasks/{taskId}", """{"content":"{content}","description":"{text}","labels":"{labels:list}","due_string":"{due}","due_datetime":"{dueDate}","priority":"{priority}"}"""),
        Post("task.close", "/tasks/{taskId}/close"),
        Post("task.reopen", "/tasks/{taskId}/reopen"),
        Get("task.get", "/tasks/{taskId}"),
        Get("task.list", "/tasks", """{"project_id":"{projectId}","section_id":"{sectionId}"}""", "results", new VendorPaging(PageBy.Cursor, "cursor") { Next = "next_cursor", SizeParameter = "limit", Size = 200 }),
        Get("task.filter", "/tasks/filter", """{"query":"{filter}"}""", "results", new VendorPaging(PageBy.Cursor, "cursor") { Next = "next_cursor", SizeParameter = "limit", Size = 200 }) with { Required = ["filter"] },
        Delete("task.delete", "/tasks/{taskId}"),
    ];
}
