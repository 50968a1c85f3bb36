using System.Collections.Frozen;
using Auterity.Workflows.Expressions.Scripting;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary>Methods of objects.</summary>
internal static class ObjectMethods
{
    public static FrozenDictionary<string, ExtensionMethod> All { get; } = new Dictionary<string, ExtensionMethod>
    {
        ["isEmpty"] = (_, self, _) => Js.Boolean(Js.IsEmpty(self)),
        ["isNotEmpty"] = (_, self, _) => Js.Boolean(!Js.IsEmpty(self)),
        ["keys"] = (owner, self, _) => new JsArray(owner.Engine, [.. Keys(self).Select(Js.Text)]),
        ["values"] = (owner, self, _) => new JsArray(owner.Engine, [.. Keys(self).Select(k => self.Get(k))]),
        ["hasField"] = (_, self, arguments) => Js.Boolean(Keys(self).Contains(Js.TextOr(arguments.At(0), ""))),
        ["compact"] = (owner, self, _) => Keep(owner, self, (_, value) => !(Js.IsEmpty(value) || (value.IsString() && value.ToString() == "nil"))),
        ["removeField"] = (owner, self, arguments) => Keep(owner, self, (key, _) => key != Js.TextOr(arguments.At(0), "")),
        ["removeFieldsContaining"] = (owner, self, arguments) => Keep(owner, self, (_, value) => !Contains(value, arguments)),
        ["keepFieldsContaining"] = (owner, self, arguments) => Keep(owner, self, (_, value) => Contains(value, arguments)),
        ["merge"] = Merge,
        ["urlEncode"] = (_, self, _) => Js.Text(string.Join('&', Keys(self).Select(k => $"{Form(k)}={Form(TypeConverter.ToString(self.Get(k)))}"))),
        ["toJsonString"] = (owner, self, _) => Js.Text(Js.Json(owner, self)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static List<string> Keys(JsValue self)
    {
        var instance = self.AsObject();
        return [.. instance.GetOwnPropertyKeys(Types.String).Where(k => instance.GetOwnProperty(k).Enumerable).Select(k => k.ToString())];
    }

    private static JsObject Keep(ScriptEngine owner, JsValue self, Func<string, JsValue, bool> keeps)
    {
        var kept = new JsObject(owner.Engine);
        foreach (var key in Keys(self))
        {
            if (self.Get(key) is var value && keeps(key, value))
                kept.FastSetDataProperty(key, value);
        }

        return kept;
    }

    /// <summary>Fields the object has already win over those of the other.</summary>
    private static JsObject Merge(ScriptEngine owner, JsValue self, JsValue[] arguments)
    {
        var merged = Keep(owner, self, (_, _) => true);
        if (arguments.At(0) is ObjectInstance other)
        {
            foreach (var key in Keys(other).Where(k => !merged.HasOwnProperty(k)))
                merged.FastSetDataProperty(key, other.Get(key));
        }

        return merged;
    }

    private static bool Contains(JsValue value, JsValue[] arguments) =>
        arguments.At(0).IsString() && value.IsString() && value.ToString().Contains(arguments[0].ToString(), StringComparison.Ordinal);

    private static string Form(string text) => UrlText.Encode(text, whole: false).Replace("%20", "+", StringComparison.Ordinal);
}
