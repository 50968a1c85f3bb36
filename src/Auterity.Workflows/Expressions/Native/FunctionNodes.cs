using System.Text.Json;

namespace Auterity.Workflows.Expressions.Native;

/// <summary><c>$ifEmpty(value, fallback)</c>.</summary>
internal sealed class IfEmptyNode(NativeNode value, NativeNode fallback) : NativeNode
{
    public override NativeValue Evaluate(ExpressionScope scope)
    {
        var first = value.Evaluate(scope);
        var second = fallback.Evaluate(scope);
        return IsEmpty(first) ? second : first;
    }

    private static bool IsEmpty(NativeValue value) => value.Kind switch
    {
        NativeKind.Undefined or NativeKind.Null or NativeKind.ShortCircuit => true,
        NativeKind.String => value.Text.Length == 0,
        NativeKind.Json => value.Element.ValueKind == JsonValueKind.Array ? value.Element.GetArrayLength() == 0 : value.Element.GetPropertyCount() == 0,
        NativeKind.Item or NativeKind.Items => throw NativeDeclined.Instance,
        _ => false,
    };
}

/// <summary><c>$fromAI(key, description, type, default)</c> with constant arguments.</summary>
internal sealed class FromAiNode(string key, IReadOnlyList<object?> arguments) : NativeNode
{
    private static readonly JsonElement EmptyObject = JsonElement.Parse("{}");

    public override NativeValue Evaluate(ExpressionScope scope)
    {
        if (scope.Root("$fromAI") is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(key, out var value))
            return NativeValue.From(value);
        if (arguments.Count > 3)
            return arguments[3] switch { string text => NativeValue.From(text), double number => NativeValue.From(number), bool flag => NativeValue.From(flag), _ => NativeValue.Undefined };
        return (arguments.Count > 2 ? arguments[2] as string : null) switch
        {
            "number" => NativeValue.From(0d),
            "boolean" => NativeValue.From(false),
            "json" => NativeValue.From(EmptyObject),
            _ => NativeValue.From($"<{key}>"),
        };
    }
}
