using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Stop and error: the run fails with a message or an object.</summary>
[N8nMapping("n8n-nodes-base.stopAndError")]
internal sealed class StopMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var asObject = p.Choice("errorType", "errorMessage") == "errorObject";
        var (message, details) = (p.Text("errorMessage"), p.Value("errorObject"));
        return new("flow.stop", new { message = asObject ? null : message, details = asObject ? details : (JsonElement?)null }) { Outputs = [] };
    }
}
