using System.Text.Json.Serialization;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Something wrong with a definition, and where.</summary>
/// <param name="NodeId">Id of the node; null when it concerns the whole.</param>
/// <param name="NodeName">Name of the node.</param>
/// <param name="Field">Path of the field within the node (<c>parameters.url</c>), or within the definition; null when it is no single field.</param>
/// <param name="Code">Stable code: see docs/workflow-format.md.</param>
/// <param name="Severity">Whether it keeps the workflow from being published.</param>
/// <param name="Message">A sentence that names the thing and the way out.</param>
/// <param name="Position">Offset in the field's text, from 0; null when the field as a whole is meant.</param>
public sealed record DefinitionFault(string? NodeId, string? NodeName, string? Field, string Code, FaultSeverity Severity, string Message, int? Position = null)
{
    [JsonIgnore]
    internal bool IsError => Severity == FaultSeverity.Error;

    internal static DefinitionFault Error(string? field, string code, string message) => new(null, null, field, code, FaultSeverity.Error, message);

    internal static DefinitionFault Error(NodeDefinition node, string? field, string code, string message, int? position = null) =>
        new(node.Id, node.Name, field, code, FaultSeverity.Error, message, position);

    internal static DefinitionFault Warning(string? field, string code, string message) => new(null, null, field, code, FaultSeverity.Warning, message);

    internal static DefinitionFault Warning(NodeDefinition node, string? field, string code, string message) => new(node.Id, node.Name, field, code, FaultSeverity.Warning, message);
}

/// <summary>What a fault prevents.</summary>
public enum FaultSeverity
{
    /// <summary>The workflow cannot be published.</summary>
    Error,

    /// <summary>It can, but it may not do what was meant.</summary>
    Warning,
}
