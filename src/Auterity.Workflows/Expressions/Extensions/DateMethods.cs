using System.Collections.Frozen;
using Auterity.Workflows.Expressions.Dates;
using Auterity.Workflows.Expressions.Scripting;
using Jint;
using Jint.Native;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary>Methods of JavaScript's <c>Date</c>: those of <c>DateTime</c>, giving back a <c>Date</c> where a point in time comes out.</summary>
internal static class DateMethods
{
    private static readonly string[] Names =
    [
        "beginningOf", "diffTo", "diffToNow", "endOfMonth", "equals", "extract", "format", "isBetween", "isDst", "isInLast", "isWeekend", "minus", "plus", "startOf", "endOf",
    ];

    public static FrozenDictionary<string, ExtensionMethod> All { get; } = Build();

    /// <summary>What is a property of <c>DateTime</c> but is also called: <c>date.isWeekend()</c>.</summary>
    public static FrozenDictionary<string, ExtensionMethod> Calls { get; } = new Dictionary<string, ExtensionMethod>
    {
        ["isWeekend"] = (_, self, _) => self.Get("isWeekend"),
        ["isEmpty"] = (_, _, _) => JsBoolean.False,
        ["isNotEmpty"] = (_, _, _) => JsBoolean.True,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenDictionary<string, ExtensionMethod> Build()
    {
        var methods = Names.ToDictionary(name => name, name => (ExtensionMethod)((owner, self, arguments) => Call(owner, self, name, arguments)), StringComparer.Ordinal);
        methods["toDateTime"] = (owner, self, _) => LuxonRealm.Of(owner).FromJsDate((JsDate)self);
        methods["toDate"] = (_, self, _) => self;
        methods["isEmpty"] = (_, _, _) => JsBoolean.False;
        methods["isNotEmpty"] = (_, _, _) => JsBoolean.True;
        return methods.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static JsValue Call(ScriptEngine owner, JsValue self, string name, JsValue[] arguments)
    {
        var date = LuxonRealm.Of(owner).FromJsDate((JsDate)self);
        if (name == "isWeekend")
            return date.Get(name);
        var result = date.Get(name) is Jint.Native.Function.Function method ? method.Call(date, arguments) : JsValue.Undefined;
        return result is DateTimeValue moment ? moment.ToJsDate() : result;
    }
}
