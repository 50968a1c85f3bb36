namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>A node that hands on what it gets.</summary>
[N8nMapping("n8n-nodes-base.noOp")]
internal sealed class NoopMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters parameters) => new("flow.noop", new { });
}
