using System.Collections.Concurrent;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Catalog;

/// <summary>Draws the JSON Schema of an input record from its types and annotations; hints for the form are <c>x-…</c> keywords.</summary>
internal static partial class ParameterSchema
{
    // The binder also reads numbers from text; a form should offer a number field, so the schema does not mention it.
    private static readonly JsonSerializerOptions Options = new(JsonDefaults.Options) { NumberHandling = JsonNumberHandling.Strict };

    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Annotate };

    private static readonly ConcurrentDictionary<Type, object?> Unset = new();

    public static JsonElement Of(Type input)
    {
        if (input == typeof(JsonElement)) return JsonDocument.Parse("""{"type":"object"}""").RootElement;
        return JsonSerializer.SerializeToElement(Options.GetJsonSchemaAsNode(input, Exporter), Options);
    }

    /// <summary>Whether the field must be given: it is marked so, or nothing says what its absence means.</summary>
    public static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired || AttributeOf<RequiredAttribute>(property) is not null
        || property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false };

    public static T? AttributeOf<T>(JsonPropertyInfo property) where T : Attribute =>
        property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault();

    private static JsonObject Annotate(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema) schema = [];
        DropNull(schema);
        if (schema["properties"] is not JsonObject properties) return schema;

        ListRequired(schema, context.TypeInfo);
        foreach (var property in context.TypeInfo.Properties)
            properties[property.Name] = Describe(properties[property.Name] as JsonObject ?? [], property);
        return schema;
    }

    private static JsonObject Describe(JsonObject schema, JsonPropertyInfo property)
    {
        if (property.CustomConverter is NameListConverter) (schema["type"], schema["items"]) = ("array", new JsonObject { ["type"] = "string" });
        schema["title"] = TitleOf(property.Name);
        AddDefault(schema, property);
        foreach (var attribute in property.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [])
            Add(schema, attribute);
        return schema;
    }

    // A missing field and a null one mean the same, so null need not show as a type of its own.
    private static void DropNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types && types.Where(type => type?.GetValue<string>() != "null").ToList() is [{ } only])
            schema["type"] = only.DeepClone();
        if (schema["enum"] is JsonArray values && values.Any(value => value is null))
            schema["enum"] = new JsonArray([.. values.Where(value => value is not null).Select(value => value!.DeepClone())]);
    }

    private static void ListRequired(JsonObject schema, JsonTypeInfo type)
    {
        schema.Remove("required");
        var names = type.Properties.Where(IsRequired).Select(property => (JsonNode?)JsonValue.Create(property.Name)).ToArray();
        if (names.Length > 0) schema["required"] = new JsonArray(names);
    }

    private static void AddDefault(JsonObject schema, JsonPropertyInfo property)
    {
        if (schema.TryGetPropertyValue("default", out var written) && written is null) schema.Remove("default");
        if (IsRequired(property) || property.AssociatedParameter is not null || property.Get is null) return;
        var unset = Unset.GetOrAdd(property.DeclaringType, type => type.GetConstructor([]) is null ? null : Activator.CreateInstance(type));
        var value = unset is null ? null : property.Get(unset);
        if (value is null or JsonElement { ValueKind: JsonValueKind.Undefined }) return;
        schema["default"] = JsonSerializer.SerializeToNode(value, property.PropertyType, Options);
    }

    private static void Add(JsonObject schema, object attribute)
    {
        switch (attribute)
        {
            case DescriptionAttribute description:
                schema["description"] = description.Description;
                break;
            case RangeAttribute range:
                schema["minimum"] = JsonSerializer.SerializeToNode(range.Minimum, Options);
                schema["maximum"] = JsonSerializer.SerializeToNode(range.Maximum, Options);
                break;
            case AllowedValuesAttribute allowed:
                schema["enum"] = new JsonArray([.. allowed.Values.Select(value => JsonSerializer.SerializeToNode(value, Options))]);
                break;
            case StringLengthAttribute length:
                schema["maxLength"] = length.MaximumLength;
                break;
            case FieldAttribute field:
                AddHints(schema, field);
                break;
        }
    }

    private static void AddHints(JsonObject schema, FieldAttribute field)
    {
        if (field.Editor is not null) schema["x-editor"] = field.Editor;
        if (field.Language is not null) schema["x-language"] = field.Language;
        if (field.Placeholder is not null) schema["x-placeholder"] = field.Placeholder;
        if (field.Verbatim) schema["x-verbatim"] = true;
        if (field.ShowIf is null) return;
        schema["x-showIf"] = new JsonObject
        {
            ["field"] = JsonNamingPolicy.CamelCase.ConvertName(field.ShowIf),
            ["is"] = new JsonArray([.. field.Is.Select(value => JsonValue.Create(value))]),
        };
    }

    /// <summary><c>maxItems</c> becomes "Max items".</summary>
    private static string TitleOf(string name)
    {
        var words = Hump().Replace(name, match => " " + char.ToLowerInvariant(match.Value[0]));
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex Hump();
}
