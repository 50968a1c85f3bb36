namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Started by hand.</summary>
[N8nMapping("n8n-nodes-base.manualTrigger")]
[N8nMapping("n8n-nodes-base.start")]
internal sealed class ManualTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice");
        return new("trigger.manual", new { });
    }
}

/// <summary>Started when another workflow fails.</summary>
[N8nMapping("n8n-nodes-base.errorTrigger")]
internal sealed class ErrorTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice");
        return new("trigger.error", new { });
    }
}

/// <summary>Started by another workflow; versions before 1.1 take anything.</summary>
[N8nMapping("n8n-nodes-base.executeWorkflowTrigger")]
internal sealed class WorkflowTriggerMapping : N8nMapping
{
    private static readonly HashSet<string> Types = ["string", "number", "boolean", "array", "object"];

    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice", "events");
        var source = p.Choice("inputSource", p.Version < 1.1 ? "passthrough" : "workflowInputs");
        var (example, fields) = (p.Value("jsonExample"), p.List("workflowInputs.values").Select(FieldOf).Where(field => field.Name.Length > 0).ToList());
        return source switch
        {
            "jsonExample" => new("trigger.workflow", new { accepts = "example", example }),
            "workflowInputs" => new("trigger.workflow", new { accepts = "fields", fields }),
            _ => new("trigger.workflow", new { accepts = "anything" }),
        };
    }

    // A type that was never chosen is text by default, but nobody checks it.
    private static Field FieldOf(N8nParameters row) => new(row.Text("name") ?? "", Types.Contains(row.Choice("type", "any")) ? row.Choice("type", "any") : "any");

    private sealed record Field(string Name, string Type);
}
