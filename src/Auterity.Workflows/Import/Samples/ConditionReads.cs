using System.Text.Json;
using Acornima;
using Acornima.Ast;
using Auterity.Workflows.Expressions.Syntax;

namespace Auterity.Workflows.Import.Samples;

/// <summary>What a condition tells about its left side: the type, a value that would let the item through, and one that would not.</summary>
internal static class ConditionReads
{
    /// <param name="condition">The condition.</param>
    /// <param name="compared">Its operator.</param>
    /// <param name="reads">Takes what it tells.</param>
    /// <param name="constant">The value that a field always has, as JSON; null when it is known at run time only.</param>
    public static void Add(JsonElement condition, JsonElement compared, List<FieldRead> reads, Func<Reading.Field, string?> constant)
    {
        if (!condition.TryGetProperty("left", out var left) || left.ValueKind != JsonValueKind.String || left.GetString() is not ['=', ..] text) return;
        if (TemplateParser.Parse(text, "", []) is not [{ Script.Expression: { } only }]) return;
        var (operation, kind) = (Member(compared, "operation"), KindOf(Member(compared, "type")));
        var right = condition.TryGetProperty("right", out var written) ? Right(written, constant) : null;
        if (kind == FieldKind.Boolean && IsWritten(only)) Decide(only, Wants(operation, right), reads);
        else Compare(only, operation, kind, right, reads);
    }

    public static FieldKind KindOf(string? type) => type switch
    {
        "string" => FieldKind.Text,
        "number" => FieldKind.Number,
        "boolean" => FieldKind.Boolean,
        "dateTime" => FieldKind.Date,
        "array" => FieldKind.List,
        "object" => FieldKind.Object,
        _ => FieldKind.Unknown,
    };

    private static string? Right(JsonElement written, Func<Reading.Field, string?> constant)
    {
        if (written.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) return written.GetRawText();
        if (written.ValueKind != JsonValueKind.String) return null;
        if (written.GetString() is not ['=', ..] template) return written.GetRawText();
        var parts = TemplateParser.Parse(template, "", []);
        if (parts is [{ Script.Expression: { } only }]) return only is Literal { Raw: [not '\'', ..] raw } ? raw : ReadVisitor.FieldOf(only) is { } field ? constant(field) : null;
        return parts.All(part => part.Script is null) ? JsonSerializer.Serialize(string.Concat(parts.Select(part => part.Text))) : null;
    }

    private static void Compare(Expression left, string? operation, FieldKind kind, string? right, List<FieldRead> reads)
    {
        if (left is ChainExpression chain) left = chain.Expression;
        if (left is MemberExpression { Computed: false, Property: Identifier { Name: "length" } } length && ReadVisitor.FieldOf(length.Object) is { } measured)
            Add(measured, FieldKind.Measured, ComparedSamples.OfLength(operation, right), reads);
        else if (ReadVisitor.FieldOf(left) is { } field)
            Add(field, kind, ComparedSamples.Of(operation, kind, right), reads);
    }

    // A condition that is written out as code: $json.a === 'x' && !$json.b.
    private static void Decide(Expression expression, bool wanted, List<FieldRead> reads)
    {
        switch (expression)
        {
            case ParenthesizedExpression inner:
                Decide(inner.Expression, wanted, reads);
                break;
            case LogicalExpression both:
                Decide(both.Left, wanted, reads);
                Decide(both.Right, wanted, reads);
                break;
            case UnaryExpression { Operator: Operator.LogicalNot } not:
                Decide(not.Argument, !wanted, reads);
                break;
            case BinaryExpression { Right: Literal literal } compared when OperationOf(compared.Operator) is { } operation:
                var (liked, disliked) = Pair(compared.Left, operation, literal);
                if (ReadVisitor.FieldOf(Measured(compared.Left)) is { } field) Add(field, FieldKind.Unknown, wanted ? (liked, disliked) : (disliked, liked), reads);
                break;
            case CallExpression { Callee: MemberExpression { Property: Identifier { Name: "includes" or "startsWith" or "endsWith" } } method, Arguments: [StringLiteral part, ..] } when ReadVisitor.FieldOf(method.Object) is { } text:
                var (with, without) = ComparedSamples.Of("contains", FieldKind.Text, part.Raw is ['"', ..] ? part.Raw : JsonSerializer.Serialize(part.Value));
                Add(text, FieldKind.Text, wanted ? (with, without) : (without, with), reads);
                break;
            default:
                if (ReadVisitor.FieldOf(expression) is { } truth) Add(truth, FieldKind.Unknown, wanted ? (FieldRead.Anything, FieldRead.Absent) : (FieldRead.Absent, FieldRead.Anything), reads);
                break;
        }
    }

    private static (string? Liked, string? Disliked) Pair(Expression left, string operation, Literal literal) => literal switch
    {
        _ when left != Measured(left) => ComparedSamples.OfLength(operation, literal.Raw),
        NullLiteral => ComparedSamples.Of(operation == "equals" ? "notExists" : "exists", FieldKind.Unknown, null),
        StringLiteral text => ComparedSamples.Of(operation, FieldKind.Text, JsonSerializer.Serialize(text.Value)),
        NumericLiteral => ComparedSamples.Of(operation, FieldKind.Number, literal.Raw),
        BooleanLiteral => ComparedSamples.Of(operation, FieldKind.Boolean, literal.Raw),
        _ => (null, null),
    };

    private static Expression Measured(Expression expression) => expression switch
    {
        ChainExpression chain => Measured(chain.Expression),
        MemberExpression { Computed: false, Property: Identifier { Name: "length" } } length => length.Object,
        _ => expression,
    };

    private static bool IsWritten(Expression expression) => expression is BinaryExpression or LogicalExpression or ParenthesizedExpression or UnaryExpression { Operator: Operator.LogicalNot }
        or CallExpression { Callee: MemberExpression { Property: Identifier { Name: "includes" or "startsWith" or "endsWith" } } };

    private static bool Wants(string? operation, string? right) => operation switch { "false" => false, "equals" => right is not ("false" or "\"false\""), "notEquals" => right is "false" or "\"false\"", _ => true };

    private static string? OperationOf(Operator written) => written switch
    {
        Operator.Equality or Operator.StrictEquality => "equals",
        Operator.Inequality or Operator.StrictInequality => "notEquals",
        Operator.GreaterThan => "gt",
        Operator.GreaterThanOrEqual => "gte",
        Operator.LessThan => "lt",
        Operator.LessThanOrEqual => "lte",
        _ => null,
    };

    private static void Add(Reading.Field field, FieldKind kind, (string? Liked, string? Disliked) samples, List<FieldRead> reads) =>
        reads.Add(new FieldRead(field.Node, field.Path, kind, samples.Liked, samples.Disliked));

    private static string? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
