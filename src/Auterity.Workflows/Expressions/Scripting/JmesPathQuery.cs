using System.Text.Json;
using Jint;
using Jint.Native;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary><c>$jmespath(object, expression)</c>.</summary>
internal static class JmesPathQuery
{
    public static JsValue Run(ScriptEngine owner, JsValue[] arguments)
    {
        if (arguments.Length < 2 || !arguments[1].IsString())
            throw new ExpressionException("$jmespath needs an object and an expression: $jmespath($json, 'people[].name').");
        if (new ScriptOutput(owner.Bridge, owner.Limits.Memory).ToElement(arguments[0]) is not { } json)
            return JsValue.Undefined;
        var result = JmesPathSearch.Search(JsonText.Compact(json), arguments[1].ToString(), owner.Limits, owner.Cancellation);
        return owner.Bridge.ToJs(JsonElement.Parse(result, Sdk.JsonDefaults.Document));
    }
}
