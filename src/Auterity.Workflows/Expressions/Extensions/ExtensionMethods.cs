using System.Collections.Frozen;
using Auterity.Workflows.Expressions.Dates;
using Auterity.Workflows.Expressions.Scripting;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary>A method that values get beyond JavaScript's own.</summary>
internal delegate JsValue ExtensionMethod(ScriptEngine owner, JsValue self, JsValue[] arguments);

/// <summary>Methods such as <c>text.toTitleCase()</c> and <c>list.first()</c>, chosen by the kind of value they are called on.</summary>
internal static class ExtensionMethods
{
    private static readonly FrozenSet<string> Accepting = FrozenSet.ToFrozenSet(["isEmpty", "isNotEmpty"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [.. TextMethods.All.Keys, .. NumberMethods.All.Keys, .. BooleanMethods.All.Keys, .. ArrayMethods.All.Keys, .. ObjectMethods.All.Keys, .. DateMethods.All.Keys], StringComparer.Ordinal);

    public static bool IsKnown(string name) => Names.Contains(name);

    /// <summary>Can be called on null and undefined.</summary>
    public static bool AcceptsNothing(string name) => Accepting.Contains(name);

    /// <summary>Puts methods onto <c>Object.prototype</c> under their marked names, where only rewritten calls find them.</summary>
    public static void Install(ScriptEngine owner, IReadOnlyList<string> names, HashSet<string> installed)
    {
        var root = (ObjectInstance)owner.Engine.Intrinsics.Object.Get("prototype");
        foreach (var name in names)
        {
            var marked = ScriptRewriter.Mark + name;
            if (!installed.Add(marked))
                continue;
            var method = new ClrFunction(owner.Engine, name, (self, arguments) => owner.Roots.Guarded(() => Call(owner, name, self, arguments)));
            root.FastSetProperty(marked, new PropertyDescriptor(method, PropertyFlag.AllForbidden));
        }
    }

    private static JsValue Call(ScriptEngine owner, string name, JsValue self, JsValue[] arguments)
    {
        // An object's own method of that name means what its maker meant: $('Node').first() is not list.first().
        var own = self is ObjectInstance and not JsArray ? self.Get(name) : JsValue.Undefined;
        if (own is Jint.Native.Function.Function function)
            return function.Call(self, arguments);
        if (Table(self) is { } table && table.TryGetValue(name, out var method))
            return method(owner, self, arguments);
        if (self.Get(name) is Jint.Native.Function.Function native)
            return native.Call(self, arguments);
        throw new JavaScriptException(owner.Engine.Intrinsics.TypeError, $"{name} is not a function of {Kind(self)}");
    }

    private static FrozenDictionary<string, ExtensionMethod>? Table(JsValue self) => self switch
    {
        JsString => TextMethods.All,
        JsNumber => NumberMethods.All,
        JsBoolean => BooleanMethods.All,
        JsArray => ArrayMethods.All,
        JsDate => DateMethods.All,
        DateTimeValue => DateMethods.Calls,
        JsObject or JsonObject => ObjectMethods.All,
        _ => null,
    };

    private static string Kind(JsValue self) => self switch
    {
        JsString => "a text",
        JsNumber => "a number",
        JsBoolean => "a boolean",
        JsArray => "a list",
        JsDate => "a date",
        _ => "an object",
    };
}
