using System.Globalization;
using Auterity.Workflows.Expressions.Scripting;
using Jint;
using Jint.Native;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary>Between .NET values and script values.</summary>
internal static class Js
{
    public static JsValue Boolean(bool value) => value ? JsBoolean.True : JsBoolean.False;

    public static JsValue Text(string value) => JsString.Create(value);

    public static JsValue TextOrUndefined(string? value) => value is null ? JsValue.Undefined : JsString.Create(value);

    public static JsValue Number(double value) => JsNumber.Create(value);

    public static string TextOr(JsValue value, string fallback) => value.IsString() ? value.ToString() : fallback;

    public static double NumberOr(JsValue value, double fallback) => value.IsNumber() ? value.AsNumber() : fallback;

    public static bool Flag(JsValue value) => value.IsBoolean() && value.AsBoolean();

    public static bool IsPlainObject(JsValue value) => value is JsObject or JsonObject;

    /// <summary>Null, undefined, an empty text, list or object.</summary>
    public static bool IsEmpty(JsValue value) => value switch
    {
        JsUndefined or JsNull => true,
        JsString text => text.Length == 0,
        JsArray array => array.Length == 0,
        JsObject or JsonObject => value.AsObject().GetOwnPropertyKeys(Jint.Runtime.Types.String).Count == 0,
        _ => false,
    };

    /// <summary>JSON of a value, for comparing and grouping.</summary>
    public static string Json(ScriptEngine owner, JsValue value) =>
        new ScriptOutput(owner.Bridge, owner.Limits.Memory).ToElement(value) is { } json ? JsonText.Compact(json) : "";

    public static string Shorten(string text) => text.Length <= 60 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 57)}…");
}
