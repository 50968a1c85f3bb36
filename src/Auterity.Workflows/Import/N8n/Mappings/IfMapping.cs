namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>If: true first, false second, in all versions.</summary>
[N8nMapping("n8n-nodes-base.if")]
internal sealed class IfMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => new("flow.if", new
    {
        conditions = p.Version < 2 ? N8nConditions.OfFirstForm(p, "combineOperation", "any") : N8nConditions.Of(p, p.Object("conditions")),
    })
    {
        Outputs = ["true", "false"],
    };
}
