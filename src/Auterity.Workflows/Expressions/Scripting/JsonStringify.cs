using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary><c>JSON.stringify</c> that stops before a text grows too large, and that keeps the digits of numbers copied through.</summary>
internal static class JsonStringify
{
    public static void Install(ScriptEngine owner)
    {
        var json = owner.Engine.Global.Get("JSON").AsObject();
        var original = (Jint.Native.Function.Function)json.Get("stringify");
        Sandbox.Replace(owner.Engine, json, "stringify", (self, arguments) => owner.Roots.Guarded(() => Stringify(owner, original, self, arguments)), 3);
    }

    private static JsValue Stringify(ScriptEngine owner, Jint.Native.Function.Function original, JsValue self, JsValue[] arguments)
    {
        if (new ScriptOutput(owner.Bridge, owner.Limits.StringLength).ToElement(arguments.At(0)) is not { } json)
            return JsValue.Undefined;
        if (arguments.At(1).IsObject())
            return original.Call(self, arguments);
        return Js.Text(Indent(arguments.At(2)) is { Length: > 0 } indent ? JsonText.Indented(json, indent) : JsonText.Compact(json));
    }

    private static string Indent(JsValue space) => space switch
    {
        JsNumber => new string(' ', (int)Math.Clamp(space.AsNumber(), 0, 10)),
        JsString => space.ToString() is { Length: > 10 } text ? text[..10] : space.ToString(),
        _ => "",
    };
}
