using System.Text.Json;
using Auterity.Workflows.Definitions.Validation;

namespace Auterity.Workflows.Templates;

/// <summary>One thing to fill in: its name and its JSON Schema.</summary>
/// <param name="Name">A letter or <c>_</c>, then letters, digits and <c>_</c>; at most 64.</param>
/// <param name="Schema">What values it takes.</param>
/// <param name="Required">Whether there must be a value; one with a default always has one.</param>
internal sealed record TemplateParameter(string Name, JsonElement Schema, bool Required)
{
    private const int LongestName = 64;

    private static readonly string[] Types = ["string", "number", "integer", "boolean", "array", "object"];

    /// <summary>Type of its values; null takes any.</summary>
    public string? Type => Text("type");

    public JsonElement? Default => Member("default");

    /// <summary>Whether a parameter can have this name.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Reads the parameters of a template.</summary>
    /// <param name="schema">JSON Schema of type object; null for none.</param>
    public static ReadParameters Read(JsonElement? schema)
    {
        if (schema is not { } root || root.ValueKind == JsonValueKind.Null) return new([], []);
        if (root.ValueKind != JsonValueKind.Object) return new([], [Fault("parameters", "This is no JSON Schema: an object with 'type' and 'properties' is needed.")]);
        var faults = new List<DefinitionFault>();
        if (root.TryGetProperty("type", out var type) && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("object")))
            faults.Add(Fault("parameters.type", "The schema of the parameters is of type 'object'."));
        var required = NamesOf(root, faults);
        var parameters = PropertiesOf(root, faults).Select(property => new TemplateParameter(property.Name, property.Value, required.Remove(property.Name))).ToList();
        faults.AddRange(required.Select(name => Fault("parameters.required", $"The parameter '{name}' is required, but 'properties' does not have it.")));
        if (parameters.Count > TemplateLimits.MostParameters) faults.Add(Fault("parameters.properties", $"There are {parameters.Count:N0} parameters; the most is {TemplateLimits.MostParameters}."));
        foreach (var parameter in parameters) faults.AddRange(parameter.OwnFaults());
        return new(parameters, faults);
    }

    /// <summary>A member of its schema; null when there is none.</summary>
    public JsonElement? Member(string name) => Schema.ValueKind == JsonValueKind.Object && Schema.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A text of its schema; null when there is none.</summary>
    public string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A number of its schema; null when there is none.</summary>
    public double? Number(string name) => Member(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private IEnumerable<DefinitionFault> OwnFaults()
    {
        var path = $"parameters.properties.{Name}";
        if (!IsName(Name)) yield return DefinitionFault.Error(path, "invalid-name", $"'{Name}' cannot name a parameter. Take letters, digits and _, at most {LongestName}, and no digit first.");
        if (Schema.ValueKind != JsonValueKind.Object)
        {
            yield return Fault(path, $"The parameter '{Name}' is described by a JSON Schema, an object.");
            yield break;
        }

        if (Member("type") is not null && (Type is null || !Types.Contains(Type))) yield return Fault($"{path}.type", $"The type of '{Name}' is one of {string.Join(", ", Types)}.");
        if (Member("enum") is { } choices && (choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)) yield return Fault($"{path}.enum", $"The choices of '{Name}' are a list with at least one entry.");
        foreach (var name in ParameterValues.Numbers.Where(name => Member(name) is not null && Number(name) is null)) yield return Fault($"{path}.{name}", $"'{name}' of '{Name}' is a number.");
        if (Member("pattern") is not null && ParameterValues.PatternOf(this) is null) yield return Fault($"{path}.pattern", $"The pattern of '{Name}' is no regular expression that can be used.");
    }

    private static HashSet<string> NamesOf(JsonElement root, List<DefinitionFault> faults)
    {
        if (!root.TryGetProperty("required", out var list)) return [];
        if (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)) return [.. list.EnumerateArray().Select(name => name.GetString()!)];
        faults.Add(Fault("parameters.required", "'required' is a list of names."));
        return [];
    }

    private static IEnumerable<JsonProperty> PropertiesOf(JsonElement root, List<DefinitionFault> faults)
    {
        if (!root.TryGetProperty("properties", out var properties)) return [];
        if (properties.ValueKind == JsonValueKind.Object) return properties.EnumerateObject();
        faults.Add(Fault("parameters.properties", "'properties' is an object: a JSON Schema for each parameter."));
        return [];
    }

    private static DefinitionFault Fault(string field, string message) => DefinitionFault.Error(field, "invalid-schema", message);
}

/// <summary>Parameters in the order of their form, and what is wrong with their schema.</summary>
internal sealed record ReadParameters(IReadOnlyList<TemplateParameter> All, IReadOnlyList<DefinitionFault> Faults);
