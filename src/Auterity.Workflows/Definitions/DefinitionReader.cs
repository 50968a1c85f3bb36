using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions.Validation;

namespace Auterity.Workflows.Definitions;

/// <summary>Reads a definition somebody wrote, and says everything that keeps it from being one.</summary>
internal static class DefinitionReader
{
    /// <param name="json">The definition.</param>
    /// <returns>The definition, null when it has errors; and every fault of its shape. Unknown fields are warnings: they are left out.</returns>
    public static ReadDefinition Read(JsonElement json)
    {
        var (definition, faults) = ReadAs<WorkflowDefinition>(json, "definition");
        return new(definition, faults);
    }

    /// <summary>Reads any record as strictly.</summary>
    /// <param name="json">What somebody wrote.</param>
    /// <param name="noun">What it should be, for the sentence that says it is missing.</param>
    public static (T? Value, IReadOnlyList<DefinitionFault> Faults) ReadAs<T>(JsonElement json, string noun) where T : class
    {
        var faults = new ShapeFaults(json);
        if (json.ValueKind == JsonValueKind.Undefined) faults.Add("", "missing-field", $"The {noun} is missing.");
        else if (faults.CheckText(json, "")) CheckValue(json, JsonDefaults.Options.GetTypeInfo(typeof(T)), "", faults);
        if (faults.All.Exists(fault => fault.IsError)) return (null, faults.All);
        try
        {
            return (json.Deserialize<T>(JsonDefaults.Options), faults.All);
        }
        catch (JsonException e)
        {
            faults.Add((e.Path ?? "$").TrimStart('$', '.'), "wrong-type", "This is not what belongs here.");
            return (null, faults.All);
        }
    }

    private static void CheckValue(JsonElement value, JsonTypeInfo type, string path, ShapeFaults faults)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                if (faults.Expect(value, JsonValueKind.Object, "an object", path)) CheckObject(value, type, path, faults);
                break;
            case JsonTypeInfoKind.Enumerable:
                if (!faults.Expect(value, JsonValueKind.Array, "a list", path)) break;
                var index = 0;
                foreach (var entry in value.EnumerateArray())
                    CheckValue(entry, Of(type.ElementType!), $"{path}[{index++}]", faults);
                break;
            case JsonTypeInfoKind.Dictionary:
                if (!faults.Expect(value, JsonValueKind.Object, "an object", path)) break;
                foreach (var entry in value.EnumerateObject())
                    CheckValue(entry.Value, Of(type.ElementType!), Join(path, entry.Name), faults);
                break;
            default:
                CheckLeaf(value, type.Type, path, faults);
                break;
        }
    }

    private static void CheckObject(JsonElement value, JsonTypeInfo type, string path, ShapeFaults faults)
    {
        var missing = type.Properties.Where(ParameterSchema.IsRequired).Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var field in value.EnumerateObject())
        {
            var property = type.Properties.FirstOrDefault(known => known.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                faults.Add(Join(path, field.Name), "unknown-field", $"There is no field '{field.Name}' here; it is left out. Known are: {string.Join(", ", type.Properties.Select(known => known.Name))}.", FaultSeverity.Warning);
            else if (field.Value.ValueKind != JsonValueKind.Null)
            {
                missing.Remove(property.Name);
                CheckValue(field.Value, Of(property.PropertyType), Join(path, property.Name), faults);
            }
            else if (!property.IsSetNullable && !missing.Contains(property.Name))
                faults.Add(Join(path, property.Name), "wrong-type", $"'{property.Name}' is null. Leave it out instead.");
        }

        foreach (var name in missing)
            faults.Add(Join(path, name), "missing-field", $"The field '{name}' is missing.");
    }

    private static void CheckLeaf(JsonElement value, Type type, string path, ShapeFaults faults)
    {
        try
        {
            if (value.ValueKind != JsonValueKind.Null && value.Deserialize(type, JsonDefaults.Options) is not null) return;
        }
        catch (Exception e) when (e is JsonException or FormatException or NotSupportedException or InvalidOperationException)
        {
            // told below, in words of the format
        }

        faults.Add(path, "wrong-type", $"{ParameterValidator.Shown(value)} is not {ParameterValidator.Expected(type)}.");
    }

    private static JsonTypeInfo Of(Type type) => JsonDefaults.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}

/// <summary>A definition as it was read.</summary>
/// <param name="Definition">Null when it could not be read.</param>
/// <param name="Faults">Faults of the shape alone.</param>
internal sealed record ReadDefinition(WorkflowDefinition? Definition, IReadOnlyList<DefinitionFault> Faults);
