using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Webhooks;

/// <summary>A trigger that listens at an address without being a plain webhook.</summary>
internal interface IHookTrigger
{
    /// <summary>What it listens to; null when it does not.</summary>
    /// <param name="input">The trigger's bound parameters.</param>
    WebhookTrigger.Input? HookOf(object input);
}

/// <summary>What triggers with a path have in common.</summary>
internal static class HookTriggers
{
    public static IEnumerable<ParameterFault> PathFaults(JsonElement parameters)
    {
        if (parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String && path.GetString() is { Length: > 0 } text && WebhookPath.TryParse(text, out var fault) is null)
            yield return new("path", fault!);
    }
}
