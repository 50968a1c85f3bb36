namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Facebook's Graph API, all versions.</summary>
[N8nMapping("n8n-nodes-base.facebookGraphApi")]
internal sealed class FacebookGraphMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Default("hostUrl", "graph.facebook.com");
        p.Skip("options.allowUnauthorizedCerts", "allowUnauthorizedCerts");
        var edge = p.Filled("edge") is { } written and not "=" ? written : null;
        var method = p.Choice("httpRequestMethod", "GET");
        var names = p.List("options.fields.field").Select(row => row.Filled("name")).OfType<string>().ToList();
        var query = p.Pairs("options.queryParameters.parameter").ToDictionary(pair => pair.Name, pair => pair.Value);
        if (method == "DELETE" && edge is not null) return MappedNode.Stub("There is no way to delete an edge with this node here yet.");
        return new("facebook.graph", new
        {
            operation = method switch { "POST" => edge is null ? "node.post" : "edge.post", "DELETE" => "node.delete", _ => edge is null ? "node.get" : "edge.get" },
            version = p.Filled("graphApiVersion"),
            node = p.Filled("node"),
            edge,
            fields = names.Count == 0 ? null : N8nValues.Joined([.. names.SelectMany((name, index) => index == 0 ? new[] { name } : [",", name])]),
            query = query.Count == 0 ? null : query,
        });
    }
}
