using System.Text.Json;
using Auterity.Cli.Api;

namespace Auterity.Cli.Nodes;

/// <summary>A field of a JSON Schema, as a line of a table.</summary>
internal sealed record SchemaParameter(string Name, string Type, bool Required, string? Default, string Description)
{
    private const int Deepest = 4;

    /// <summary>Every field; fields of fields are indented below them.</summary>
    public static IEnumerable<SchemaParameter> All(JsonElement schema) => Walk(schema, 0);

    private static IEnumerable<SchemaParameter> Walk(JsonElement schema, int depth)
    {
        var required = schema.List("required").Select(name => name.GetString()).ToHashSet();
        foreach (var field in schema.Members("properties"))
        {
            yield return new SchemaParameter(new string(' ', depth * 2) + field.Name, TypeOf(field.Value), required.Contains(field.Name), DefaultOf(field.Value), Describe(field.Value));
            if (depth >= Deepest) continue;
            var inner = field.Value.Read("properties").ValueKind == JsonValueKind.Object ? field.Value : field.Value.Read("items");
            foreach (var deeper in Walk(inner, depth + 1)) yield return deeper;
        }
    }

    private static string TypeOf(JsonElement schema)
    {
        if (schema.List("enum").Any()) return "choice";
        var type = schema.Read("type") switch
        {
            { ValueKind: JsonValueKind.String } one => one.GetString()!,
            { ValueKind: JsonValueKind.Array } many => string.Join("|", many.EnumerateArray().Select(each => each.GetString())),
            _ => "any",
        };
        return type == "array" ? $"list of {TypeOf(schema.Read("items"))}" : type;
    }

    private static string? DefaultOf(JsonElement schema) => schema.Text("default") is { Length: > 0 } text ? text : null;

    private static string Describe(JsonElement schema)
    {
        var told = new List<string>();
        if (schema.Text("description") is { Length: > 0 } description) told.Add(description);
        if (schema.List("enum").ToList() is { Count: > 0 } values) told.Add($"one of: {string.Join(", ", values.Select(value => value.ToString()))}");
        if (schema.Text("minimum") is { } least) told.Add($"from {least}{(schema.Text("maximum") is { } most ? $" to {most}" : "")}");
        if (schema.Read("x-showIf") is { ValueKind: JsonValueKind.Object } only) told.Add($"only where {only.Text("field")} is {string.Join(" or ", only.List("is").Select(value => value.ToString()))}");
        return string.Join("; ", told);
    }
}
