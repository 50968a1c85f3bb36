using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings.Ai;

/// <summary>Tools with nothing to set.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.toolCalculator")]
[N8nMapping("@n8n/n8n-nodes-langchain.toolWikipedia")]
[N8nMapping("@n8n/n8n-nodes-langchain.toolThink")]
internal sealed class PlainToolMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice");
        return p.Node.Type[(p.Node.Type.LastIndexOf('.') + 1)..] switch
        {
            "toolCalculator" => new("ai.tool.calculator", new { }),
            "toolThink" => new("ai.tool.think", new { description = p.Filled("description") }),
            _ => new("ai.tool.wikipedia", new { }),
        };
    }
}

/// <summary>A tool written as code; only JavaScript runs here.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.toolCode")]
internal sealed class CodeToolMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        if (p.Choice("language", "javaScript") != "javaScript") return MappedNode.Stub("It is written in Python, which does not run here.");
        var (byExample, manual, example) = (p.Choice("schemaType", "fromJson") == "fromJson", p.Value("inputSchema"), p.Value("jsonSchemaExample"));
        var schema = p.Flag("specifyInputSchema") ? byExample ? ParserMapping.SchemaOfExample(example) : manual : null;
        return new("ai.tool.code", new { name = p.Filled("name") ?? p.Node.Name, description = p.Text("description", ""), code = p.Text("jsCode", ""), schema });
    }
}

/// <summary>A tool that runs another workflow.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.toolWorkflow")]
internal sealed class WorkflowToolMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice", "source", "responsePropertyName", "workflowInputs.schema", "workflowInputs.mappingMode", "workflowInputs.attemptToConvertTypes", "workflowInputs.convertFieldsToString", "workflowInputs.matchingColumns");
        if (p.Filled("workflowJson") is not null) return MappedNode.Stub("The workflow it runs is part of it; make it a workflow of its own first.");
        var old = p.Locator("workflowId");
        if (!Guid.TryParse(old, out _)) p.Lose($"The workflow it runs is named by its old id '{old}': choose it again.");
        var values = p.Value("workflowInputs.value") is { ValueKind: JsonValueKind.Object } inputs ? inputs.EnumerateObject().Where(input => !(input.Value.ValueKind == JsonValueKind.String && input.Value.GetString()!.Contains("$fromA", StringComparison.Ordinal))).ToDictionary(input => input.Name, input => input.Value) : [];
        foreach (var row in p.List("fields.values")) values[row.Text("name") ?? ""] = row.Value("stringValue") ?? row.Value("numberValue") ?? row.Value("booleanValue") ?? JsonSerializer.SerializeToElement("");
        var (byExample, manual, example) = (p.Choice("schemaType", "fromJson") == "fromJson", p.Value("inputSchema"), p.Value("jsonSchemaExample"));
        var schema = p.Flag("specifyInputSchema") ? byExample ? ParserMapping.SchemaOfExample(example) : manual : FromInputs(p);
        return new("ai.tool.workflow", new
        {
            name = p.Filled("name"),
            description = p.Text("description", ""),
            workflowId = Guid.TryParse(old, out var id) ? id : Guid.Empty,
            schema,
            values = values.Count > 0 ? values : null,
        });
    }

    // What the model fills in was written as $fromAI('name', 'what it is', 'type').
    private static object? FromInputs(N8nParameters p)
    {
        if (p.Value("workflowInputs.value") is not { ValueKind: JsonValueKind.Object } inputs) return null;
        var chosen = inputs.EnumerateObject().Where(input => input.Value.ValueKind == JsonValueKind.String && input.Value.GetString()!.Contains("$fromA", StringComparison.Ordinal)).Select(input => input.Name).ToList();
        return chosen.Count == 0 ? null : new { type = "object", properties = chosen.ToDictionary(name => name, _ => new { type = "string" }), required = chosen };
    }
}

/// <summary>A tool that calls a URL; the newer one is the HTTP request node itself.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.toolHttpRequest")]
internal sealed class HttpToolMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("authentication", "genericAuthType", "nodeCredentialType", "notice", "placeholderNotice", "fieldsToInclude");
        var places = p.List("placeholderDefinitions.values").Select(row => new { name = row.Text("name") ?? "", description = row.Text("description") ?? "", type = row.Choice("type", "string") is var type and not "not specified" ? type : "string" }).Where(place => place.name.Length > 0).ToList();
        var query = Part(p, "sendQuery", "specifyQuery", "parametersQuery.values", "jsonQuery", places.Select(place => place.name));
        var headers = Part(p, "sendHeaders", "specifyHeaders", "parametersHeaders.values", "jsonHeaders", places.Select(place => place.name));
        var body = Part(p, "sendBody", "specifyBody", "parametersBody.values", "jsonBody", places.Select(place => place.name));
        var optimize = p.Flag("optimizeResponse");
        var (kind, field) = (p.Choice("responseType", "json"), p.Filled("dataField"));
        if (optimize && (kind != "json" || p.Filled("fields") is not null || p.Filled("cssSelector") is not null || p.Has("truncateResponse"))) p.Lose("It shortened the answer for the model; here the model gets all of it.");
        p.Skip("onlyContent", "elementsToOmit", "maxLength");
        return new("ai.tool.http", new
        {
            name = p.Filled("name"),
            description = p.Text("toolDescription", ""),
            method = p.Text("method", "GET"),
            url = p.Text("url", ""),
            query,
            headers,
            body,
            places = places.Count > 0 ? places : null,
            answerField = optimize ? field : null,
        });
    }

    private static object? Part(N8nParameters p, string send, string specify, string rows, string json, IEnumerable<string> places)
    {
        var asked = p.Flag(send);
        var how = p.Choice(specify, "keypair");
        var (written, listed) = (p.Value(json), p.List(rows).Select(row => (Name: row.Text("name") ?? "", How: row.Choice("valueProvider", "modelRequired"), Value: row.Value("value"))).Where(row => row.Name.Length > 0).ToList());
        if (!asked) return null;
        if (how == "model") p.Lose($"The model made up all of '{rows.Split('.')[0]}'; here it fills in the places that are named.");
        return how == "json" ? written : how == "model" ? null : listed.DistinctBy(row => row.Name).ToDictionary(row => row.Name, row => row.How == "fieldValue" ? row.Value : JsonSerializer.SerializeToElement($"{{{row.Name}}}"));
    }
}
