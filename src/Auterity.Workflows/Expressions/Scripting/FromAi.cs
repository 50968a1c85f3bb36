using Jint;
using Jint.Native;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary><c>$fromAI(key, description, type, default)</c>: what the model gave, else the default, else a placeholder of the type.</summary>
internal static class FromAi
{
    public static JsValue Value(ScriptEngine owner, JsValue[] arguments)
    {
        var key = arguments.Length > 0 && arguments[0].IsString() ? arguments[0].ToString() : "";
        if (key.Length == 0)
            throw new ExpressionException("$fromAI needs a key: $fromAI('name').");
        if (owner.Scope.Root("$fromAI") is { ValueKind: System.Text.Json.JsonValueKind.Object } given && given.TryGetProperty(key, out var value))
            return owner.Bridge.ToJs(value);
        if (arguments.Length > 3 && !arguments[3].IsUndefined())
            return arguments[3];
        return (arguments.Length > 2 && arguments[2].IsString() ? arguments[2].ToString() : "string") switch
        {
            "number" => JsNumber.Create(0),
            "boolean" => JsBoolean.False,
            "json" => new JsObject(owner.Engine),
            _ => JsString.Create($"<{key}>"),
        };
    }
}
