namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>GraphQL.</summary>
[N8nMapping("n8n-nodes-base.graphql")]
internal sealed class GraphqlMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("authentication", "requestFormat", "dataPropertyName");
        p.Default("responseFormat", "json");
        return new("http.graphql", new
        {
            url = p.Text("endpoint", ""),
            method = p.Choice("requestMethod", "POST") == "GET" ? "GET" : null,
            query = p.Text("query", ""),
            variables = p.Value("variables"),
            operationName = p.Filled("operationName"),
            headers = p.Pairs("headerParametersUi.parameter") is { Count: > 0 } headers ? headers : null,
            ignoreTlsFaults = p.On("allowUnauthorizedCerts"),
        });
    }
}
