using System.Text.Json;
using DevLab.JmesPath;
using Jint;
using Jint.Native;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary><c>$jmespath(object, expression)</c>.</summary>
internal static class JmesPathQuery
{
    private static readonly JmesPath Parser = new();

    public static JsValue Run(ScriptEngine owner, JsValue[] arguments)
    {
        if (arguments.Length < 2 || !arguments[1].IsString())
            throw new ExpressionException("$jmespath needs an object and an expression: $jmespath($json, 'people[].name').");
        if (new ScriptOutput(owner.Bridge, owner.Limits.Memory).ToElement(arguments[0]) is not { } json)
            return JsValue.Undefined;
        var query = arguments[1].ToString();
        if (query.Length > 10_000)
            throw new ExpressionException("The JMESPath expression is longer than 10,000 characters.");
        try
        {
            var result = Parser.Transform(JsonText.Compact(json), query);
            return owner.Bridge.ToJs(JsonElement.Parse(result, Sdk.JsonDefaults.Document));
        }
        catch (Exception e) when (e is not (OperationCanceledException or ExpressionException))
        {
            throw new ExpressionException($"The JMESPath expression '{query}' failed: {e.Message}", e);
        }
    }
}
