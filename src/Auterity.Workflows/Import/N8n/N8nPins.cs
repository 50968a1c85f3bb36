using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Import.N8n;

/// <summary>Pinned outputs: n8n wraps each item in <c>json</c>, ours are the plain objects.</summary>
internal static class N8nPins
{
    /// <summary>Pins by the node's name in the export.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Of(N8nDocument document, List<string> notes)
    {
        var pins = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (document.Root.Member("pinData") is not { ValueKind: JsonValueKind.Object } written) return pins;
        var names = document.Nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var pin in written.EnumerateObject())
        {
            if (pin.Value.ValueKind != JsonValueKind.Array) continue;
            if (!names.Contains(pin.Name)) notes.Add($"There is pinned data for '{pin.Name}', which is not there.");
            else pins[pin.Name] = JsonSerializer.SerializeToElement(pin.Value.EnumerateArray().Select(ItemOf), JsonDefaults.Options);
        }

        return pins;
    }

    /// <summary>Our pin as the export writes it.</summary>
    public static JsonElement Written(JsonElement pin) => JsonSerializer.SerializeToElement(
        pin.ValueKind == JsonValueKind.Array ? pin.EnumerateArray().Select(item => new { json = item }) : [new { json = pin }], JsonDefaults.Options);

    private static JsonElement ItemOf(JsonElement item) =>
        item.Member("json") is { } json ? (json.ValueKind == JsonValueKind.Object ? json : N8nValues.EmptyObject)
        : item.ValueKind == JsonValueKind.Object ? item : N8nValues.EmptyObject;
}
