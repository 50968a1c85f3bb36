using System.Collections.Frozen;
using System.Text;
using Auterity.Workflows.Expressions.Extensions;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>The few names of browsers and Node.js that workflows lean on: none of them reaches outside.</summary>
internal static class WebApi
{
    private static readonly FrozenDictionary<string, Func<ScriptEngine, JsValue>> All = new Dictionary<string, Func<ScriptEngine, JsValue>>
    {
        ["URL"] = owner => new UrlType(owner),
        ["URLSearchParams"] = owner => new UrlSearchParamsType(owner),
        ["Buffer"] = BufferType.Create,
        ["atob"] = owner => Function(owner, "atob", a => Js.Text(Encoding.Latin1.GetString(Base64(TypeConverter.ToString(a.At(0)))))),
        ["btoa"] = owner => Function(owner, "btoa", a => Js.Text(Convert.ToBase64String(Latin1(TypeConverter.ToString(a.At(0)))))),
        ["require"] = NodeModules.Require,
        ["crypto"] = NodeModules.Crypto,
        ["structuredClone"] = owner => Function(owner, "structuredClone", a => new ScriptOutput(owner.Bridge, owner.Limits.Memory).ToElement(a.At(0)) is { } json ? owner.Bridge.ToJs(json) : JsValue.Undefined),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Func<ScriptEngine, JsValue>? Find(string name) => All.GetValueOrDefault(name);

    public static ClrFunction Function(ScriptEngine owner, string name, Func<JsValue[], JsValue> call) =>
        new(owner.Engine, name, (_, arguments) => owner.Roots.Guarded(() => call(arguments)));

    /// <summary>Bytes of base64 in its plain or URL form, padded or not.</summary>
    public static byte[] Base64(string text)
    {
        try
        {
            var plain = text.Trim().Replace('-', '+').Replace('_', '/').TrimEnd('=');
            return Convert.FromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException e)
        {
            throw new ExpressionException("The text is not base64.", e);
        }
    }

    private static byte[] Latin1(string text) =>
        text.Any(c => c > 255) ? throw new ExpressionException("btoa takes only characters up to U+00FF. Use text.base64Encode() for any text.") : Encoding.Latin1.GetBytes(text);
}
