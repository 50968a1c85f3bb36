using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Catalog;

/// <summary>A node type as the editor sees it: enough to draw its card and its form.</summary>
public sealed record NodeView
{
    public required string Type { get; init; }

    public required int Version { get; init; }

    public required string Name { get; init; }

    public required string Summary { get; init; }

    public required string Category { get; init; }

    public required string Icon { get; init; }

    public required IReadOnlyList<string> Keywords { get; init; }

    public required NodeKind Kind { get; init; }

    public required Delivery Delivery { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Whether the input ports depend on the parameters.</summary>
    public required bool DynamicInputs { get; init; }

    /// <summary>Whether the output ports depend on the parameters.</summary>
    public required bool DynamicOutputs { get; init; }

    public required IReadOnlyList<string> RequiredInputs { get; init; }

    /// <summary>Attachment ports, as the node's attribute writes them: <c>ai_tool*</c> accepts several, <c>ai_model!</c> must have one.</summary>
    public required IReadOnlyList<string> Attachments { get; init; }

    public required IReadOnlyList<CredentialSlotView> Credentials { get; init; }

    /// <summary>JSON Schema of the parameters, with hints for the form in <c>x-…</c>.</summary>
    public required JsonElement Parameters { get; init; }

    internal static NodeView Of(NodeType type) => new()
    {
        Type = type.Info.Type,
        Version = type.Info.Version,
        Name = type.Info.Name,
        Summary = type.Info.Summary,
        Category = type.Info.Category,
        Icon = type.Info.Icon,
        Keywords = type.Info.Keywords,
        Kind = type.Kind,
        Delivery = type.Info.Delivery,
        Inputs = type.Kind is NodeKind.Trigger or NodeKind.Polling or NodeKind.Attachment ? [] : type.InputsOf(NoParameters),
        Outputs = type.Kind is NodeKind.Attachment ? [] : type.OutputsOf(NoParameters),
        DynamicInputs = Overrides(type.Node, nameof(Node.InputsOf)),
        DynamicOutputs = Overrides(type.Node, nameof(Node.OutputsOf)),
        RequiredInputs = type.Info.RequiredInputs,
        Attachments = type.Info.Attachments,
        Credentials = [.. type.Slots.Select(slot => new CredentialSlotView(slot.Slot, slot.Types, slot.Required))],
        Parameters = ParameterSchema.Of(type.InputType),
    };

    private static bool Overrides(Node node, string method) => node.GetType().GetMethod(method)!.DeclaringType != typeof(Node);

    private static readonly JsonElement NoParameters = JsonDocument.Parse("{}").RootElement;
}

/// <summary>A credential slot: its name and the credential types that fit it.</summary>
public sealed record CredentialSlotView(string Slot, IReadOnlyList<string> Types, bool Required);
