using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Conditions;

/// <summary>Decides whether conditions hold; the one evaluator behind if, switch, filter and whoever else asks.</summary>
internal sealed class ConditionEvaluator(bool caseSensitive, TypeRule types, TimeZoneInfo zone)
{
    // Publishing refuses deeper JSON anyway; this keeps an expression's result from overflowing the stack.
    private const int DeepestGroup = 32;

    private readonly OperandReader reader = new(types, zone);
    private readonly StringComparison comparison = caseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>Whether the group holds. Times without an offset are taken in the zone.</summary>
    /// <exception cref="NodeException">A value is of the wrong type under strict types, or a pattern is invalid; not retryable.</exception>
    public static bool Holds(ConditionGroup group, TimeZoneInfo zone) =>
        new ConditionEvaluator(group.CaseSensitive, group.Types, zone).Holds(group.Combinator, group.Conditions, "conditions", 0);

    private bool Holds(Combinator combinator, IReadOnlyList<Condition> conditions, string path, int depth)
    {
        if (depth > DeepestGroup) throw new NodeException($"Groups of conditions are nested deeper than {DeepestGroup}.", "invalid-parameters", retryable: false);
        for (var i = 0; i < conditions.Count; i++)
        {
            var holds = Holds(conditions[i], $"{path}[{i}]", depth);
            if (holds == (combinator == Combinator.Or)) return holds;
        }

        return combinator == Combinator.And || conditions.Count == 0;
    }

    private bool Holds(Condition condition, string path, int depth)
    {
        if (condition.Conditions is { } inner) return Holds(condition.Combinator ?? Combinator.And, inner, $"{path}.conditions", depth + 1);
        if (condition.Operator is not { } asked) throw Wrong($"{path} has no operator.");
        try
        {
            return asked.Operation switch
            {
                ConditionOperation.Exists => !condition.Left.IsMissing(),
                ConditionOperation.NotExists => condition.Left.IsMissing(),
                _ => Compare(asked, condition.Left, condition.Right),
            };
        }
        catch (OperandException e)
        {
            throw Wrong($"{path}: {e.Message}", e);
        }
    }

    private bool Compare(ConditionOperator asked, JsonElement? left, JsonElement? right) => asked.Type switch
    {
        OperandType.String => CompareText(asked.Operation, left, right),
        OperandType.Number => CompareNumber(asked.Operation, reader.Number(left), reader.Number(right)),
        OperandType.Boolean => CompareBoolean(asked.Operation, reader.Boolean(left), right),
        OperandType.DateTime => CompareDate(asked.Operation, reader.Date(left), right),
        OperandType.Array => CompareList(asked.Operation, reader.List(left), right),
        OperandType.Object => CompareObject(asked.Operation, reader.Object(left), right),
        _ => CompareAny(asked.Operation, left, right),
    };

    private bool CompareText(ConditionOperation operation, JsonElement? leftValue, JsonElement? rightValue)
    {
        var left = reader.Text(leftValue);
        if (operation is ConditionOperation.Empty or ConditionOperation.NotEmpty) return left.Length == 0 == (operation == ConditionOperation.Empty);
        if (operation >= ConditionOperation.LengthEquals) return CompareLength(operation, left.Length, rightValue, "text");
        var right = reader.Text(rightValue);
        return operation switch
        {
            ConditionOperation.Equals => left.Equals(right, comparison),
            ConditionOperation.NotEquals => !left.Equals(right, comparison),
            ConditionOperation.Contains => left.Contains(right, comparison),
            ConditionOperation.NotContains => !left.Contains(right, comparison),
            ConditionOperation.StartsWith => left.StartsWith(right, comparison),
            ConditionOperation.NotStartsWith => !left.StartsWith(right, comparison),
            ConditionOperation.EndsWith => left.EndsWith(right, comparison),
            ConditionOperation.NotEndsWith => !left.EndsWith(right, comparison),
            ConditionOperation.Regex => Pattern.IsMatch(right, left, caseSensitive),
            ConditionOperation.NotRegex => !Pattern.IsMatch(right, left, caseSensitive),
            _ => throw Unknown(operation, "text"),
        };
    }

    private static bool CompareNumber(ConditionOperation operation, JsonNumber? left, JsonNumber? right)
    {
        var order = left is { } a && right is { } b ? a.CompareTo(b) : (int?)null;
        return operation switch
        {
            ConditionOperation.Empty => left is null,
            ConditionOperation.NotEmpty => left is not null,
            ConditionOperation.Equals => order == 0 || (left is null && right is null),
            ConditionOperation.NotEquals => order != 0 && (left is not null || right is not null),
            ConditionOperation.Gt => order > 0,
            ConditionOperation.Gte => order >= 0,
            ConditionOperation.Lt => order < 0,
            ConditionOperation.Lte => order <= 0,
            _ => throw Unknown(operation, "numbers"),
        };
    }

    private bool CompareBoolean(ConditionOperation operation, bool? left, JsonElement? right) => operation switch
    {
        ConditionOperation.Empty => left is null,
        ConditionOperation.NotEmpty => left is not null,
        ConditionOperation.True => left == true,
        ConditionOperation.False => left != true,
        ConditionOperation.Equals => left == reader.Boolean(right),
        ConditionOperation.NotEquals => left != reader.Boolean(right),
        _ => throw Unknown(operation, "true and false"),
    };

    private bool CompareDate(ConditionOperation operation, DateTimeOffset? left, JsonElement? rightValue)
    {
        if (operation is ConditionOperation.Empty or ConditionOperation.NotEmpty) return left is null == (operation == ConditionOperation.Empty);
        if (left is not { } a || reader.Date(rightValue) is not { } b) return false;
        return operation switch
        {
            ConditionOperation.Equals => a == b,
            ConditionOperation.NotEquals => a != b,
            ConditionOperation.After or ConditionOperation.Gt => a > b,
            ConditionOperation.Before or ConditionOperation.Lt => a < b,
            ConditionOperation.AfterOrEquals or ConditionOperation.Gte => a >= b,
            ConditionOperation.BeforeOrEquals or ConditionOperation.Lte => a <= b,
            _ => throw Unknown(operation, "dates"),
        };
    }

    private bool CompareList(ConditionOperation operation, JsonElement? list, JsonElement? right)
    {
        var length = list?.GetArrayLength() ?? 0;
        return operation switch
        {
            ConditionOperation.Empty => length == 0,
            ConditionOperation.NotEmpty => length > 0,
            ConditionOperation.Contains => Contains(list, right),
            ConditionOperation.NotContains => !Contains(list, right),
            ConditionOperation.Equals => AreEqual(list, right),
            ConditionOperation.NotEquals => !AreEqual(list, right),
            _ => CompareLength(operation, length, right, "lists"),
        };
    }

    private bool CompareObject(ConditionOperation operation, JsonElement? left, JsonElement? right) => operation switch
    {
        ConditionOperation.Empty => left.IsBlank(),
        ConditionOperation.NotEmpty => !left.IsBlank(),
        ConditionOperation.Equals => AreEqual(left, reader.Object(right)),
        ConditionOperation.NotEquals => !AreEqual(left, reader.Object(right)),
        _ => throw Unknown(operation, "objects"),
    };

    // The type is whatever the left value is.
    private bool CompareAny(ConditionOperation operation, JsonElement? left, JsonElement? right) => operation switch
    {
        ConditionOperation.Empty => left.IsBlank(),
        ConditionOperation.NotEmpty => !left.IsBlank(),
        ConditionOperation.Equals => AreEqual(left, right),
        ConditionOperation.NotEquals => !AreEqual(left, right),
        _ => Compare(new ConditionOperator(operation, TypeFor(operation, left)), left, right),
    };

    private static OperandType TypeFor(ConditionOperation operation, JsonElement? left) => operation switch
    {
        ConditionOperation.After or ConditionOperation.Before or ConditionOperation.AfterOrEquals or ConditionOperation.BeforeOrEquals => OperandType.DateTime,
        ConditionOperation.True or ConditionOperation.False => OperandType.Boolean,
        ConditionOperation.Gt or ConditionOperation.Gte or ConditionOperation.Lt or ConditionOperation.Lte => OperandType.Number,
        _ => left?.ValueKind == JsonValueKind.Array ? OperandType.Array : OperandType.String,
    };

    private bool CompareLength(ConditionOperation operation, int length, JsonElement? right, string of)
    {
        var other = reader.Number(right) is { } number ? ((double)length).CompareTo(number.Value) : (int?)null;
        return operation switch
        {
            ConditionOperation.LengthEquals => other == 0,
            ConditionOperation.LengthNotEquals => other != 0,
            ConditionOperation.LengthGt => other > 0,
            ConditionOperation.LengthLt => other < 0,
            ConditionOperation.LengthGte => other >= 0,
            ConditionOperation.LengthLte => other <= 0,
            _ => throw Unknown(operation, of),
        };
    }

    private bool Contains(JsonElement? list, JsonElement? sought) =>
        list is { } there && there.EnumerateArray().Any(entry => AreEqual(entry, sought));

    private bool AreEqual(JsonElement? left, JsonElement? right)
    {
        if (left.IsMissing() || right.IsMissing()) return left.IsMissing() && right.IsMissing();
        if (left!.Value.ValueKind == JsonValueKind.String && right!.Value.ValueKind == JsonValueKind.String) return left.TextOf().Equals(right.TextOf(), comparison);
        return types == TypeRule.Loose ? JsonKey.Of(left, fuzzy: true) == JsonKey.Of(right, fuzzy: true) : JsonElement.DeepEquals(left.Value, right!.Value);
    }

    private static OperandException Unknown(ConditionOperation operation, string of) => new($"'{JsonNamingPolicy.CamelCase.ConvertName(operation.ToString())}' is not for {of}; choose another operation.");

    private static NodeException Wrong(string message, Exception? inner = null) => new(message, "wrong-type", retryable: false, inner: inner);
}
