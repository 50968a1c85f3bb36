using Auterity.Workflows.Expressions.Scripting;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Auterity.Workflows.Expressions.Dates;

internal sealed class LuxonRealm
{
    #pragma warning disable CA1822
    public static LuxonRealm Of(ScriptEngine owner) => new();
    public JsValue Root(string name) => JsValue.Undefined;
    public JsValue Now() => JsValue.Undefined;
    public JsValue Today() => JsValue.Undefined;
    public DateTimeValue Parse(string text, string format) => throw new NotSupportedException();
    public DateTimeValue FromNumber(double number, string unit) => throw new NotSupportedException();
    public DateTimeValue FromJsDate(JsDate date) => throw new NotSupportedException();
}
internal abstract class DateTimeValue(Engine engine) : ObjectInstance(engine), ILuxonValue { public string? ToIso() => null; public JsDate ToJsDate() => throw new NotSupportedException(); }
internal abstract class DurationValue(Engine engine) : ObjectInstance(engine), ILuxonValue { public string? ToIso() => null; }
internal abstract class IntervalValue(Engine engine) : ObjectInstance(engine), ILuxonValue { public string? ToIso() => null; }
