using System.Collections.Frozen;
using Auterity.Workflows.Expressions.Dates;
using Auterity.Workflows.Expressions.Scripting;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary>Methods of numbers.</summary>
internal static class NumberMethods
{
    public static FrozenDictionary<string, ExtensionMethod> All { get; } = new Dictionary<string, ExtensionMethod>
    {
        ["abs"] = (_, self, _) => Js.Number(Math.Abs(Of(self))),
        ["ceil"] = (_, self, _) => Js.Number(Math.Ceiling(Of(self))),
        ["floor"] = (_, self, _) => Js.Number(Math.Floor(Of(self))),
        ["round"] = (_, self, arguments) => Js.Number(Round(Of(self), (int)Js.NumberOr(arguments.At(0), 0))),
        ["isEven"] = (_, self, _) => Js.Boolean(Whole(self, "isEven") % 2 == 0),
        ["isOdd"] = (_, self, _) => Js.Boolean(Math.Abs(Whole(self, "isOdd") % 2) == 1),
        ["isInteger"] = (_, self, _) => Js.Boolean(double.IsInteger(Of(self))),
        ["isEmpty"] = (_, _, _) => JsBoolean.False,
        ["isNotEmpty"] = (_, _, _) => JsBoolean.True,
        ["toBoolean"] = (_, self, _) => Js.Boolean(Of(self) is not (0 or double.NaN)),
        ["toInt"] = (_, self, _) => Js.Number(Math.Truncate(Of(self))),
        ["toFloat"] = (_, self, _) => self,
        ["toNumber"] = (_, self, _) => self,
        ["toDecimalNumber"] = (_, self, _) => self,
        ["toWholeNumber"] = (_, self, _) => Js.Number(Math.Truncate(Of(self))),
        ["toJsonString"] = (_, self, _) => Js.Text(double.IsFinite(Of(self)) ? JsNumberText.Format(Of(self)) : "null"),
        ["format"] = Format,
        ["toDateTime"] = (owner, self, arguments) => LuxonRealm.Of(owner).FromNumber(Of(self), Js.TextOr(arguments.At(0), "ms")),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static double Of(JsValue self) => self.AsNumber();

    private static double Whole(JsValue self, string method) =>
        double.IsInteger(Of(self)) ? Of(self) : throw new ExpressionException($"{method}: {JsNumberText.Format(Of(self))} is not a whole number.");

    /// <summary>Half goes up, as <c>Math.round</c> does.</summary>
    internal static double Round(double value, int decimals)
    {
        if (!double.IsFinite(value) || decimals is < -15 or > 15)
            return value;
        var factor = Math.Pow(10, Math.Abs(decimals));
        return decimals >= 0 ? Math.Floor(value * factor + 0.5) / factor : Math.Floor(value / factor + 0.5) * factor;
    }

    private static JsValue Format(ScriptEngine owner, JsValue self, JsValue[] arguments) =>
        owner.Engine.Global.Get("Number").Get("prototype").Get("toLocaleString") is Jint.Native.Function.Function format ? format.Call(self, [arguments.Length > 0 ? arguments[0] : Js.Text("en-US"), arguments.At(1)]) : Js.Text(JsNumberText.Format(Of(self)));
}

/// <summary>Methods of true and false.</summary>
internal static class BooleanMethods
{
    public static FrozenDictionary<string, ExtensionMethod> All { get; } = new Dictionary<string, ExtensionMethod>
    {
        ["toInt"] = (_, self, _) => Js.Number(self.AsBoolean() ? 1 : 0),
        ["toNumber"] = (_, self, _) => Js.Number(self.AsBoolean() ? 1 : 0),
        ["toBoolean"] = (_, self, _) => self,
        ["isEmpty"] = (_, _, _) => JsBoolean.False,
        ["isNotEmpty"] = (_, _, _) => JsBoolean.True,
        ["toJsonString"] = (_, self, _) => Js.Text(self.AsBoolean() ? "true" : "false"),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
