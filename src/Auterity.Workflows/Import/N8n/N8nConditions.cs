using System.Text.Json;

namespace Auterity.Workflows.Import.N8n;

/// <summary>Conditions of if, switch and filter, in both forms that n8n has had, as a condition group.</summary>
internal static class N8nConditions
{
    private static readonly HashSet<string> Types = ["any", "string", "number", "boolean", "dateTime", "array", "object"];

    private static readonly HashSet<string> Operations =
    [
        "exists", "notExists", "empty", "notEmpty", "equals", "notEquals", "contains", "notContains", "startsWith", "notStartsWith", "endsWith", "notEndsWith", "regex", "notRegex",
        "gt", "gte", "lt", "lte", "after", "before", "afterOrEquals", "beforeOrEquals", "true", "false", "lengthEquals", "lengthNotEquals", "lengthGt", "lengthLt", "lengthGte", "lengthLte",
    ];

    /// <summary>The form of today: <c>{ options, combinator, conditions: [{ leftValue, operator, rightValue }] }</c>.</summary>
    /// <param name="node">Reader of the whole node, for the options that stand outside.</param>
    /// <param name="group">Reader of the group.</param>
    public static object Of(N8nParameters node, N8nParameters group)
    {
        group.Skip("options.version", "options.leftValue");
        var loose = group.Choice("options.typeValidation", "strict") == "loose";
        loose |= node.Flag("looseTypeValidation", loose) | node.Flag("options.looseTypeValidation", loose);
        var caseSensitive = group.Flag("options.caseSensitive", true);
        if (node.Has("options.ignoreCase")) caseSensitive = !node.Flag("options.ignoreCase", !caseSensitive);
        return new
        {
            combinator = group.Choice("combinator", "and") == "or" ? "or" : "and",
            caseSensitive,
            types = loose ? "loose" : "strict",
            conditions = group.List("conditions").Select(Condition).ToList(),
        };
    }

    /// <summary>The form of the first versions: lists by type, <c>value1</c>, <c>operation</c>, <c>value2</c>.</summary>
    public static object OfFirstForm(N8nParameters node, string combine, string any) => new
    {
        combinator = node.Choice(combine, "all").Equals(any, StringComparison.OrdinalIgnoreCase) ? "or" : "and",
        caseSensitive = true,
        types = "loose",
        conditions = FirstForm(node, "boolean", "equal", false).Concat(FirstForm(node, "dateTime", "after", "")).Concat(FirstForm(node, "number", "smaller", 0)).Concat(FirstForm(node, "string", "equal", "")).ToList(),
    };

    /// <summary>One comparison of the first versions as a group of its own.</summary>
    public static object Single(N8nParameters row, string type, JsonElement? left, string operation, JsonElement? right) => new
    {
        types = "loose",
        conditions = new[] { new { left, @operator = new { type, operation = Known(row, OperationOf(operation)) }, right = Typed(type, right) } },
    };

    /// <summary>Operation names of the first versions.</summary>
    public static string OperationOf(string first) => first switch
    {
        "equal" => "equals",
        "notEqual" => "notEquals",
        "smaller" => "lt",
        "smallerEqual" => "lte",
        "larger" => "gt",
        "largerEqual" => "gte",
        "isEmpty" => "empty",
        "isNotEmpty" => "notEmpty",
        var same => same,
    };

    private static IEnumerable<object> FirstForm(N8nParameters node, string type, string fallback, object nothing) =>
        node.Object("conditions").List(type).Select(row => new
        {
            left = row.Value("value1") ?? JsonSerializer.SerializeToElement(nothing),
            @operator = new { type, operation = Known(row, OperationOf(row.Choice("operation", fallback))) },
            right = Typed(type, row.Value("value2")) ?? JsonSerializer.SerializeToElement(nothing),
        });

    private static object Condition(N8nParameters row)
    {
        row.Skip("id", "operator.name", "operator.singleValue", "operator.rightType");
        var type = row.Choice("operator.type", "string");
        if (!Types.Contains(type))
        {
            row.Lose($"Values of type '{type}' are compared as they are.");
            type = "any";
        }

        var operation = Known(row, OperationOf(row.Choice("operator.operation", "equals")));
        return new { left = Typed(type, row.Value("leftValue")), @operator = new { type, operation }, right = Typed(RightType(type, operation), row.Value("rightValue")) };
    }

    private static string Known(N8nParameters row, string operation)
    {
        if (Operations.Contains(operation)) return operation;
        row.Lose($"The comparison '{operation}' is not known; 'equals' is used instead.");
        return "equals";
    }

    private static string RightType(string type, string operation) =>
        operation.StartsWith("length", StringComparison.Ordinal) ? "number" : type == "array" ? "any" : type;

    // The form keeps numbers and truth values as the text that was typed; strict types would refuse them.
    private static JsonElement? Typed(string type, JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.String } written || N8nValues.IsExpression(written)) return value;
        var text = N8nValues.Plain(written);
        return type switch
        {
            "number" when N8nValues.Number(text) is { } number => JsonSerializer.SerializeToElement(number),
            "number" or "boolean" or "dateTime" when text.GetString()!.Length == 0 => null,
            "boolean" when bool.TryParse(text.GetString(), out var truth) => JsonSerializer.SerializeToElement(truth),
            _ => value,
        };
    }
}
