using System.Text.Json;
using Acornima;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Expressions;
using Auterity.Workflows.Expressions.Syntax;

namespace Auterity.Workflows.Import.Samples;

/// <summary>What one node reads: in expressions, in code, and where a parameter names a field.</summary>
internal sealed class NodeReads
{
    private static readonly HashSet<string> FieldNames = ["fields", "field", "field1", "field2", "property", "from", "splitBy", "includeFields", "otherFields"];

    private readonly List<FieldRead> fields = [];
    private readonly HashSet<string> files = new(StringComparer.Ordinal);
    private readonly bool namesFields;

    private readonly Func<Reading.Field, string?> constant;

    private NodeReads(NodeDefinition node, Func<Reading.Field, string?> constant)
    {
        namesFields = node.Type.StartsWith("data.", StringComparison.Ordinal);
        this.constant = constant;
    }

    public IReadOnlyList<FieldRead> Fields => fields;

    /// <summary>Names under which code looks for files.</summary>
    public IReadOnlyCollection<string> Files => files;

    /// <param name="node">The node.</param>
    /// <param name="input">Type of its parameters, which tells what a field is that a parameter is taken from; null when it is not known.</param>
    /// <param name="constant">The value that a field always has, as JSON; null when it is known at run time only.</param>
    public static NodeReads Of(NodeDefinition node, Type? input, Func<Reading.Field, string?> constant)
    {
        var reads = new NodeReads(node, constant);
        if (input is not null) reads.Parameters(node.Parameters, input);
        if (node.Type == "data.summarize") reads.Sums(node.Parameters);
        reads.Collect(node.Parameters, null);
        return reads;
    }

    /// <summary>The field that a template is and nothing else; null when it is more, or none.</summary>
    public static Reading.Field? FieldOf(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is ['=', ..] text
        && TemplateParser.Parse(text, "", []) is [{ Script.Expression: { } only }] ? ReadVisitor.FieldOf(only) : null;

    // A parameter that takes a number wants the field to be one.
    private void Parameters(JsonElement parameters, Type input)
    {
        if (parameters.ValueKind != JsonValueKind.Object) return;
        foreach (var parameter in parameters.EnumerateObject())
        {
            var property = Array.Find(input.GetProperties(), property => JsonDefaults.Options.PropertyNamingPolicy!.ConvertName(property.Name) == parameter.Name);
            if (property is not null && KindOf(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is var kind and not FieldKind.Unknown) Typed(parameter.Value, kind);
        }
    }

    private void Sums(JsonElement parameters)
    {
        if (parameters.ValueKind != JsonValueKind.Object || !parameters.TryGetProperty("fields", out var sums) || sums.ValueKind != JsonValueKind.Array) return;
        foreach (var sum in sums.EnumerateArray())
            if (sum.ValueKind == JsonValueKind.Object && sum.EnumerateObject().Any(member => member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is "sum" or "average" or "min" or "max") && Text(sum, "field") is { } field)
                fields.Add(new FieldRead(null, field.Split('.'), FieldKind.Number));
    }

    private void Collect(JsonElement value, string? name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                if (value.TryGetProperty("operator", out var compared)) ConditionReads.Add(value, compared, fields, constant);
                if (Text(value, "type") is { } type && value.TryGetProperty("value", out var typed)) Typed(typed, ConditionReads.KindOf(type));
                foreach (var member in value.EnumerateObject()) Collect(member.Value, member.Name);
                break;
            case JsonValueKind.Array:
                foreach (var entry in value.EnumerateArray()) Collect(entry, name);
                break;
            case JsonValueKind.String when value.GetString() is { Length: > 0 } text:
                if (text[0] == '=') Template(text);
                else if (name is "code") Code(text);
                else if (namesFields && name is not null && FieldNames.Contains(name)) fields.Add(new FieldRead(null, text.Split('.')));
                break;
        }
    }

    private void Typed(JsonElement value, FieldKind kind)
    {
        if (kind != FieldKind.Unknown && FieldOf(value) is { } field) fields.Add(new FieldRead(field.Node, field.Path, kind));
    }

    private void Template(string text)
    {
        foreach (var part in TemplateParser.Parse(text, "", []))
            if (part.Script is { } script) new ReadVisitor(fields, files).Visit(script.Program);
    }

    private void Code(string text)
    {
        try
        {
            new ReadVisitor(fields, files).Visit(ExpressionSyntax.ParseBody(text).Program);
        }
        catch (Exception e) when (e is ExpressionException or ParseErrorException)
        {
            // Code that does not parse reads nothing.
        }
    }

    private static FieldKind KindOf(Type type) => type switch
    {
        _ when type == typeof(string) => FieldKind.Text,
        _ when type == typeof(bool) => FieldKind.Boolean,
        _ when type == typeof(int) || type == typeof(long) || type == typeof(double) => FieldKind.Number,
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => FieldKind.List,
        _ => FieldKind.Unknown,
    };

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
