namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>A node that hands on what it gets.</summary>
[N8nMapping("n8n-nodes-base.noOp")]
internal sealed class NoopMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters parameters) => new("flow.noop", new { });
}

/// <summary>Notes about a run that could be searched for. The items go on as they are.</summary>
[N8nMapping("n8n-nodes-base.executionData")]
internal sealed class ExecutionDataMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("operation", "dataToSave", "notice");
        p.Lose("It noted values with the run, to search for; that is left out.");
        return new("flow.noop", new { });
    }
}
