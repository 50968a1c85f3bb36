namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Split in batches, later called loop over items. The order of its outputs was turned round in version 3.</summary>
[N8nMapping("n8n-nodes-base.splitInBatches")]
internal sealed class LoopMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => new("flow.loop", new
    {
        batchSize = p.Number("batchSize", p.Version < 3 ? 10 : 1),
        whenNothingReturns = "stop",
        reset = p.Has("options.reset") ? p.Truth("options.reset") : null,
    })
    {
        Outputs = p.Version < 3 ? ["loop", "done"] : ["done", "loop"],
    };
}
