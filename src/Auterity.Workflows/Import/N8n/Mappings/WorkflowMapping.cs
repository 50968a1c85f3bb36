using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Execute workflow. Its old id means nothing here, so the workflow must be chosen again.</summary>
[N8nMapping("n8n-nodes-base.executeWorkflow")]
internal sealed class WorkflowMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        if (p.Choice("source", "database") is var source and not "database") return MappedNode.Stub($"The workflow it runs comes from '{source}'; here it must be one that is stored.");
        p.Skip("operation", "outdatedVersionWarning");
        return new("flow.workflow", new
        {
            workflowId = IdOf(p),
            mode = p.Choice("mode", "once") == "each" ? "each" : null,
            wait = p.Has("options.waitForSubWorkflow") ? p.Truth("options.waitForSubWorkflow", true) : null,
            values = ValuesOf(p.Object("workflowInputs")),
        });
    }

    /// <summary>The id as our node takes it; null, and a loss, when it must be chosen again.</summary>
    internal static string? IdOf(N8nParameters p)
    {
        var name = p.Object("workflowId").Text("cachedResultName");
        var id = p.Locator("workflowId") ?? "";
        if (id.StartsWith('=') || Guid.TryParse(id, out _)) return id;
        p.Lose(id.Length == 0 ? "Choose the workflow it runs." : $"Choose the workflow it runs again: it was {(name is null ? $"'{id}'" : $"'{name}' ({id})")}.");
        return null;
    }

    internal static JsonElement? ValuesOf(N8nParameters inputs)
    {
        inputs.Skip("mappingMode", "matchingColumns", "schema", "attemptToConvertTypes", "convertFieldsToString");
        return inputs.Value("value") is { ValueKind: JsonValueKind.Object } values && values.EnumerateObject().Any() ? values : null;
    }
}
