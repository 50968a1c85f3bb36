namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Filter. The second output, for what is filtered out, exists only where something is connected to it.</summary>
[N8nMapping("n8n-nodes-base.filter")]
internal sealed class FilterMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var discarded = p.WiredOutputs > 1 && N8nPolicies.OnErrorOf(p.Node) != Definitions.OnError.ErrorOutput;
        return new("flow.filter", new
        {
            conditions = p.Version < 2 ? N8nConditions.OfFirstForm(p, "combineConditions", "OR") : N8nConditions.Of(p, p.Object("conditions")),
            discarded = discarded ? true : (bool?)null,
        })
        {
            Outputs = discarded ? ["kept", "discarded"] : ["kept"],
        };
    }
}
