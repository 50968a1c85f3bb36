using System.Text.Json;
using Acornima;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Expressions;
using Auterity.Workflows.Expressions.Syntax;

namespace Auterity.Workflows.Import.Samples;

/// <summary>What one node reads: in expressions, in code, and where a parameter names a field.</summary>
internal static class NodeReads
{
    private static readonly HashSet<string> FieldNames = ["fields", "field", "field1", "field2", "property", "from", "splitBy", "includeFields", "otherFields"];

    public static IReadOnlyList<FieldRead> Of(NodeDefinition node)
    {
        var reads = new List<FieldRead>();
        Collect(node.Parameters, null, node.Type.StartsWith("data.", StringComparison.Ordinal), reads);
        return reads;
    }

    private static void Collect(JsonElement value, string? name, bool namesFields, List<FieldRead> reads)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                if (value.TryGetProperty("operator", out var compared)) Compare(value, compared, reads);
                foreach (var member in value.EnumerateObject()) Collect(member.Value, member.Name, namesFields, reads);
                break;
            case JsonValueKind.Array:
                foreach (var entry in value.EnumerateArray()) Collect(entry, name, namesFields, reads);
                break;
            case JsonValueKind.String when value.GetString() is { Length: > 0 } text:
                if (text[0] == '=') Template(text, reads);
                else if (name is "code") Code(text, reads);
                else if (namesFields && name is not null && FieldNames.Contains(name)) reads.Add(new FieldRead(null, text.Split('.')));
                break;
        }
    }

    private static void Template(string text, List<FieldRead> reads)
    {
        foreach (var part in TemplateParser.Parse(text, "", []))
            if (part.Script is { } script) new ReadVisitor(reads).Visit(script.Program);
    }

    private static void Code(string text, List<FieldRead> reads)
    {
        try
        {
            new ReadVisitor(reads).Visit(ExpressionSyntax.ParseBody(text).Program);
        }
        catch (Exception e) when (e is ExpressionException or ParseErrorException)
        {
            // Code that does not parse reads nothing.
        }
    }

    // A condition tells the type of its left side, a value that would let the item through, and one that would not.
    private static void Compare(JsonElement condition, JsonElement compared, List<FieldRead> reads)
    {
        if (!condition.TryGetProperty("left", out var left) || left.ValueKind != JsonValueKind.String || left.GetString() is not ['=', ..] text) return;
        if (TemplateParser.Parse(text, "", []) is not [{ Script.Expression: { } only }] || ReadVisitor.ComparedIn(only) is not { } path) return;
        var kind = Member(compared, "type") switch
        {
            "string" => FieldKind.Text,
            "number" => FieldKind.Number,
            "boolean" => FieldKind.Boolean,
            "dateTime" => FieldKind.Date,
            "array" => FieldKind.List,
            "object" => FieldKind.Object,
            _ => FieldKind.Unknown,
        };
        var right = condition.TryGetProperty("right", out var written) && written.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
            && !written.ToString().StartsWith('=') ? written.GetRawText() : null;
        var (liked, disliked) = ComparedSamples.Of(Member(compared, "operation"), kind, right);
        reads.Add(new FieldRead(path.Node, path.Path, kind, liked, disliked));
    }

    private static string? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
