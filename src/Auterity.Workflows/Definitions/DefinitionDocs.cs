using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace Auterity.Workflows.Definitions;

/// <summary>What the contract says of bodies that are read by hand.</summary>
internal static class DefinitionDocs
{
    private const string Example = """
        {
          "name": "Greet new customers",
          "tags": ["sales"],
          "definition": {
            "format": 1,
            "nodes": [
              { "id": "start", "type": "trigger.webhook", "name": "New customer", "parameters": { "path": "customers", "methods": ["POST"] } },
              { "id": "known", "type": "flow.filter", "name": "With address", "parameters": { "conditions": { "conditions": [{ "left": "={{ $json.body.email }}", "operator": "isNotEmpty" }] } } }
            ],
            "edges": [{ "from": "start", "to": "known" }]
          }
        }
        """;

    /// <summary>The body has a definition in it: its size is limited, its form is told.</summary>
    public static RouteHandlerBuilder TakesDefinition(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new RequestSizeLimitAttribute(Validation.DefinitionLimits.MostBodyBytes))
        .AddOpenApiOperationTransformer((operation, context, _) =>
        {
            if (operation.RequestBody?.Content?.TryGetValue("application/json", out var body) != true) return Task.CompletedTask;
            body!.Example = JsonNode.Parse(Example);
            var definition = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema> { ["definition"] = new OpenApiSchemaReference(nameof(WorkflowDefinition), context.Document) } };
            if (body.Schema is { } schema) body.Schema = new OpenApiSchema { AllOf = [schema, definition] };
            return Task.CompletedTask;
        });

    /// <summary>The body is a file.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder endpoint) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "The file as it is: an export of this platform or, with format=n8n, of n8n. At most 20 MB.",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object }, Example = JsonNode.Parse(Example) } },
        };
        return Task.CompletedTask;
    });
}
