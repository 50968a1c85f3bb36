using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Auterity.Platform.Http;

/// <summary>Completes shapes of the contract where the serializer cannot tell: text has a type, numbers are written as numbers, and what may be left out is not required.</summary>
internal static class ApiSchemas
{
    public static Task Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo;
        // 1. Text has a converter of its own, into which the exporter does not look.
        if (type.Type == typeof(string) && schema.Type is null && schema.Enum is not { Count: > 0 })
            schema.Type = JsonSchemaType.String | (context.JsonPropertyInfo is { IsGetNullable: true } ? JsonSchemaType.Null : 0);
        if (type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } && element == typeof(string)) schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String };
        if (type is { Kind: JsonTypeInfoKind.Dictionary, ElementType: { } value } && value == typeof(string)) schema.AdditionalProperties ??= new OpenApiSchema { Type = JsonSchemaType.String };

        // 2. Numbers written as text are read as well, but that is no promise.
        if (schema.Type is { } kinds && (kinds & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0 && kinds.HasFlag(JsonSchemaType.String))
        {
            schema.Type = kinds & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        // 3. What has no value is left out; what an answer always has is required.
        if (type.Kind == JsonTypeInfoKind.Object) Require(schema, type);
        return Task.CompletedTask;
    }

    /// <summary>By the suffixes of shapes that only go out.</summary>
    private static bool IsAnswer(Type type) => type.Name.EndsWith("View", StringComparison.Ordinal) || type.Name.EndsWith("Summary", StringComparison.Ordinal);

    private static void Require(OpenApiSchema schema, JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (schema.Properties?.ContainsKey(property.Name) != true) continue;
            if (property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) == true) continue;
            if (property.IsGetNullable) schema.Required?.Remove(property.Name);
            else if (IsAnswer(type.Type)) (schema.Required ??= new HashSet<string>()).Add(property.Name);
        }
    }
}
