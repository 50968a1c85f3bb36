using System.Text.Json;

namespace Auterity.Workflows.Import.N8n;

/// <summary>A node as the export wrote it, with the identity it gets here.</summary>
internal sealed record N8nNode
{
    /// <summary>Place in the export's list, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Stable id here: the export's own, or one derived from the name.</summary>
    public required string Id { get; init; }

    /// <summary>Unique name here; expressions use it.</summary>
    public required string Name { get; init; }

    /// <summary>Type, for example <c>n8n-nodes-base.set</c>; <c>unknown</c> where the export has none.</summary>
    public required string Type { get; init; }

    /// <summary>Version of the type. Default: 1.</summary>
    public required double Version { get; init; }

    public required double X { get; init; }

    public required double Y { get; init; }

    /// <summary>The node's parameters; an empty object where the export has none.</summary>
    public required JsonElement Parameters { get; init; }

    /// <summary>The whole node as written.</summary>
    public required JsonElement Json { get; init; }

    public bool IsStickyNote => Type == "n8n-nodes-base.stickyNote";

    /// <summary>Whether it starts runs. The type's name tells, because the export does not.</summary>
    public bool IsTrigger => Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)
        || Type is "n8n-nodes-base.webhook" or "n8n-nodes-base.cron" or "n8n-nodes-base.interval" or "n8n-nodes-base.start" or "n8n-nodes-base.emailReadImap";

    /// <summary>Whether the member is there and says <c>true</c>.</summary>
    public bool Flag(string member) => Json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A text member; null when it is missing, empty or no text.</summary>
    public string? Text(string member) =>
        Json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>A number member, written as number or text; null when it is neither.</summary>
    public double? Number(string member) => Json.TryGetProperty(member, out var value) ? N8nValues.Number(value) : null;

    /// <summary>Names of the credential types the node has, with what each credential is called.</summary>
    public IEnumerable<(string Type, string? Name)> Credentials =>
        !Json.TryGetProperty("credentials", out var credentials) || credentials.ValueKind != JsonValueKind.Object ? [] :
        credentials.EnumerateObject().Select(slot => (slot.Name, NameOf(slot.Value)));

    private static string? NameOf(JsonElement credential) => credential.ValueKind switch
    {
        JsonValueKind.String => Filled(credential),
        JsonValueKind.Object when credential.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String => Filled(name),
        _ => null,
    };

    private static string? Filled(JsonElement text) => text.GetString() is { Length: > 0 } name ? name : null;
}

/// <summary>A connection as the export wrote it, with both ends found.</summary>
/// <param name="From">The node it leaves.</param>
/// <param name="Kind">Kind of output, for example <c>main</c> or <c>ai_tool</c>.</param>
/// <param name="Output">Index among the outputs of that kind.</param>
/// <param name="To">The node it enters.</param>
/// <param name="Type">Kind of input.</param>
/// <param name="Input">Index among the inputs of that kind.</param>
internal sealed record N8nConnection(N8nNode From, string Kind, int Output, N8nNode To, string Type, int Input);

/// <summary>A connection that names a node the export does not have.</summary>
internal sealed record LooseConnection(string From, string Kind, int Output, string To, string Type, int Input);
