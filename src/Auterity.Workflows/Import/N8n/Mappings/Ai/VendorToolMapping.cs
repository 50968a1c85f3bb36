using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Import.N8n.Mappings.Ai;

/// <summary>A vendor's node as a tool of an agent: the same parameters, with places that the model fills in.</summary>
internal static class VendorToolMapping
{
    /// <summary>The node a tool's type is made of; null when it is no such tool.</summary>
    public static string? NodeOf(string type) => type.EndsWith("Tool", StringComparison.Ordinal) && type.StartsWith("n8n-nodes-base.", StringComparison.Ordinal) ? type[..^4] : null;

    public static MappedNode Of(N8nParameters p, MappedNode node)
    {
        if (node.IsStub) return node;
        var description = p.Filled("toolDescription") ?? $"Uses {p.Node.Name}";
        p.Skip("descriptionType", "toolDescription");
        return new("ai.tool.node", new { node = node.Type, description, parameters = JsonSerializer.SerializeToElement(node.Parameters, JsonDefaults.Options) });
    }
}
