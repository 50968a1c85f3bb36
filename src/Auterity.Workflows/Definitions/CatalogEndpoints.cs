using System.ComponentModel;
using System.Text.Json;
using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Auterity.Workflows.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Auterity.Workflows.Definitions;

/// <summary>What workflows are made of: node types under <c>/api/nodes</c>, the form of a definition under <c>/api/schemas</c>.</summary>
internal static class CatalogEndpoints
{
    public static void MapCatalog(this IEndpointRouteBuilder routes)
    {
        var nodes = routes.MapGroup("/api/nodes").WithTags("Node types");
        nodes.MapGet("", List).WithName("ListNodeTypes").WithSummary("Every node type: enough to draw its card and its form");
        nodes.MapGet("{type}", Get).WithName("GetNodeType").WithSummary("One node type, in its newest version or the one asked for");
        nodes.MapPost("{type}/ports", Ports).RequireScope(Scopes.Read).WithName("GetNodePorts").WithSummary("The ports a node has with the given parameters");
        routes.MapGet("/api/schemas/workflow", Schema).WithTags("Workflows").WithName("GetWorkflowSchema").WithSummary("The JSON Schema of a definition").Produces<JsonElement>();
    }

    /// <summary>There are some hundred at most: all come on one page.</summary>
    private static Ok<Page<NodeView>> List(NodeCatalog catalog) => TypedResults.Ok(new Page<NodeView>(catalog.Views, null));

    private static Results<Ok<NodeView>, ProblemHttpResult> Get(string type, [Description("Version of the type; the newest without one")] int? version, NodeCatalog catalog) =>
        catalog.Views.LastOrDefault(view => view.Type == type && (version is null || view.Version == version)) is { } found
            ? TypedResults.Ok(found)
            : Problems.NotFound("node type", version is null ? type : $"{type} version {version}");

    private static Results<Ok<NodePortsView>, ProblemHttpResult> Ports(string type, FindPorts body, NodeCatalog catalog)
    {
        if ((body.Version is { } version ? catalog.FindType(type, version) : catalog.FindLatest(type)) is not { } found) return Problems.NotFound("node type", type);
        return TypedResults.Ok(new NodePortsView(
            found.Kind is NodeKind.Trigger or NodeKind.Polling or NodeKind.Attachment ? [] : found.InputsOf(body.Parameters),
            found.Kind is NodeKind.Attachment ? [] : found.OutputsOf(body.Parameters)));
    }

    private static Utf8ContentHttpResult Schema() => TypedResults.Text(DefinitionSchema.Utf8.Span, "application/schema+json");

    /// <summary>A node's parameters, as its definition has them.</summary>
    internal sealed record FindPorts([property: Description("The node's parameters")] JsonElement Parameters, [property: Description("Version of the type; the newest without one")] int? Version = null);

    /// <summary>Ports in their order.</summary>
    internal sealed record NodePortsView(IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);
}
