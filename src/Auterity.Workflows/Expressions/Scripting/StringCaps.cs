using System.Collections.Frozen;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>Refuses, before anything is allocated, the calls that make one enormous string out of little.</summary>
internal static class StringCaps
{
    /// <summary>Methods of text; <c>join</c> of lists is always capped, for lists become text without being asked.</summary>
    public static FrozenSet<string> Methods { get; } = FrozenSet.ToFrozenSet(["repeat", "padStart", "padEnd", "replace", "replaceAll", "concat"], StringComparer.Ordinal);

    public static void InstallJoin(Engine engine, int maxLength)
    {
        var arrays = engine.Global.Get("Array").Get("prototype").AsObject();
        Wrap(engine, arrays, "join", (self, arguments) => JoinResult(self, arguments) > maxLength, maxLength);
    }

    public static void InstallMethods(Engine engine, int maxLength)
    {
        var strings = engine.Global.Get("String").Get("prototype").AsObject();
        foreach (var name in Methods)
            Wrap(engine, strings, name, (self, arguments) => StringResult(name, self, arguments) > maxLength, maxLength);
    }

    private static void Wrap(Engine engine, ObjectInstance prototype, string name, Func<JsValue, JsValue[], bool> isTooLong, int maxLength)
    {
        var original = (Jint.Native.Function.Function)prototype.Get(name);
        Sandbox.Replace(engine, prototype, name, (self, arguments) => isTooLong(self, arguments)
            ? throw new JavaScriptException((Jint.Native.Error.ErrorConstructor)engine.Global.Get("RangeError"), $"{name} would make a text of more than {maxLength:N0} characters")
            : original.Call(self, arguments), name is "replace" or "replaceAll" or "padStart" or "padEnd" ? 2 : 1);
    }

    private static double StringResult(string name, JsValue self, JsValue[] arguments)
    {
        double length = self is JsString text ? text.Length : 0;
        var first = arguments.Length > 0 ? arguments[0] : JsValue.Undefined;
        switch (name)
        {
            case "repeat":
                return length * Number(first);
            case "padStart" or "padEnd":
                return Math.Max(length, Number(first));
            case "concat":
                return length + arguments.Sum(a => a is JsString s ? s.Length : 0d);
            default:
                double replacement = arguments.Length > 1 && arguments[1] is JsString by ? by.Length : 0;
                if (replacement > 0 && arguments[1].ToString() is var mask && (mask.Contains("$`", StringComparison.Ordinal) || mask.Contains("$'", StringComparison.Ordinal)))
                    replacement += length;
                var pattern = first is JsString what ? what.Length : 0;
                var all = name == "replaceAll" || first.IsRegExp();
                var times = !all ? 1 : pattern == 0 ? length + 1 : length / pattern;
                return length + times * replacement;
        }
    }

    private static double JoinResult(JsValue self, JsValue[] arguments)
    {
        if (self is not JsArray array)
            return 0;
        double separator = arguments.Length > 0 && arguments[0] is JsString s ? s.Length : 1;
        var length = separator * array.Length;
        foreach (var element in array)
            length += element is JsString text ? text.Length : 0;
        return length;
    }

    private static double Number(JsValue value) => value.IsNumber() ? value.AsNumber() : 0;
}
