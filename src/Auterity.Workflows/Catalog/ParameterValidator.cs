using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Auterity.Sdk;

namespace Auterity.Workflows.Catalog;

/// <summary>Checks parameters as written, before any expression is evaluated, against the shape of a node's input record.</summary>
/// <remarks>Text that begins with <c>=</c> is a template and fits anywhere, except in a verbatim field, where it is plain text.</remarks>
internal static class ParameterValidator
{
    /// <summary>Every fault: unknown fields, missing ones, values of the wrong kind or out of range, and what the node itself objects to.</summary>
    public static IReadOnlyList<ParameterFault> Check(NodeType type, JsonElement parameters)
    {
        var faults = new List<ParameterFault>();
        if (type.InputType != typeof(JsonElement)) CheckValue(parameters, JsonDefaults.Options.GetTypeInfo(type.InputType), "", faults);
        if (parameters.ValueKind == JsonValueKind.Object) faults.AddRange(type.Node.Check(parameters));
        return faults;
    }

    private static void CheckValue(JsonElement value, JsonTypeInfo type, string path, List<ParameterFault> faults)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                if (Expect(value, JsonValueKind.Object, "an object", path, faults)) CheckObject(value, type, path, faults);
                break;
            case JsonTypeInfoKind.Enumerable when type.ElementType is { } element:
                if (!Expect(value, JsonValueKind.Array, "a list", path, faults)) break;
                var index = 0;
                foreach (var entry in value.EnumerateArray())
                    CheckEntry(entry, Of(element), $"{path}[{index++}]", faults);
                break;
            case JsonTypeInfoKind.Dictionary when type.ElementType is { } element:
                if (!Expect(value, JsonValueKind.Object, "an object", path, faults)) break;
                foreach (var entry in value.EnumerateObject())
                    CheckEntry(entry.Value, Of(element), Join(path, entry.Name), faults);
                break;
            default:
                CheckLeaf(value, type.Type, path, faults);
                break;
        }
    }

    private static void CheckObject(JsonElement value, JsonTypeInfo type, string path, List<ParameterFault> faults)
    {
        var missing = type.Properties.Where(ParameterSchema.IsRequired).Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var field in value.EnumerateObject())
        {
            var place = Join(path, field.Name);
            var property = type.Properties.FirstOrDefault(known => known.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                faults.Add(new(place, $"There is no parameter '{field.Name}' here. Known are: {string.Join(", ", type.Properties.Select(known => known.Name))}."));
                continue;
            }

            if (field.Value.ValueKind == JsonValueKind.Null) continue;
            missing.Remove(property.Name);
            CheckField(field.Value, property, place, faults);
        }

        foreach (var name in missing)
            faults.Add(new(Join(path, name), $"The parameter '{name}' is missing."));
    }

    private static void CheckField(JsonElement value, JsonPropertyInfo property, string path, List<ParameterFault> faults)
    {
        var before = faults.Count;
        if (IsTemplate(value) && ParameterSchema.AttributeOf<FieldAttribute>(property)?.Verbatim != true) return;
        CheckValue(value, Of(property.PropertyType), path, faults);
        if (faults.Count > before || HasTemplate(value)) return;

        var bound = value.Deserialize(property.PropertyType, InputBinder.Options);
        foreach (var rule in property.AttributeProvider?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).OfType<ValidationAttribute>() ?? [])
        {
            if (!InputBinder.Fits(rule, bound)) faults.Add(new(path, rule.FormatErrorMessage(property.Name)));
        }
    }

    private static void CheckEntry(JsonElement value, JsonTypeInfo type, string path, List<ParameterFault> faults)
    {
        if (!IsTemplate(value)) CheckValue(value, type, path, faults);
    }

    private static void CheckLeaf(JsonElement value, Type type, string path, List<ParameterFault> faults)
    {
        if (HasTemplate(value)) return;
        try
        {
            value.Deserialize(type, InputBinder.Options);
        }
        catch (Exception e) when (e is JsonException or FormatException or NotSupportedException or ArgumentException)
        {
            faults.Add(new(path, $"{Shown(value)} is not {Expected(type)}."));
        }
    }

    private static bool Expect(JsonElement value, JsonValueKind kind, string words, string path, List<ParameterFault> faults)
    {
        if (value.ValueKind == kind) return true;
        faults.Add(new(path, $"{Shown(value)} is not {words}."));
        return false;
    }

    internal static string Expected(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(plain).Select(JsonNamingPolicy.CamelCase.ConvertName))}";
        if (plain == typeof(string)) return "text";
        if (plain == typeof(bool)) return "true or false";
        if (plain == typeof(Uri)) return "a URL";
        if (plain == typeof(Guid)) return "an id";
        if (plain == typeof(DateTimeOffset) || plain == typeof(DateTime)) return "a date and time such as 2026-01-31T08:00:00Z";
        if (plain == typeof(int) || plain == typeof(long)) return "a whole number";
        return plain == typeof(double) || plain == typeof(decimal) ? "a number" : "of the right kind";
    }

    internal static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 60 ? text : text[..57] + "…";
    }

    private static bool IsTemplate(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString()!.StartsWith('=');

    private static bool HasTemplate(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(field => HasTemplate(field.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HasTemplate),
        _ => IsTemplate(value),
    };

    private static JsonTypeInfo Of(Type type) => JsonDefaults.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
