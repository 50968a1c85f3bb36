using System.Collections.Frozen;
using Auterity.Workflows.Expressions.Scripting;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary>Methods of lists.</summary>
internal static class ArrayMethods
{
    public static FrozenDictionary<string, ExtensionMethod> All { get; } = new Dictionary<string, ExtensionMethod>
    {
        ["append"] = (owner, self, arguments) => List(owner, [.. Of(self), .. arguments]),
        ["average"] = (_, self, _) => Js.Number(Of(self).Length == 0 ? 0 : Numbers(self, "average").Average()),
        ["chunk"] = (owner, self, arguments) => List(owner, Of(self).Chunk(Size(arguments)).Select(part => List(owner, part))),
        ["compact"] = (owner, self, _) => List(owner, Of(self).Where(v => !IsBlank(v))),
        ["difference"] = (owner, self, arguments) => List(owner, Without(owner, Of(self), Lists(arguments))),
        ["intersection"] = (owner, self, arguments) => List(owner, Unique(owner, Within(owner, Of(self), Lists(arguments)), [])),
        ["union"] = (owner, self, arguments) => List(owner, Unique(owner, [.. Of(self), .. Lists(arguments)], [])),
        ["unique"] = (owner, self, arguments) => List(owner, Unique(owner, Of(self), Names(arguments))),
        ["removeDuplicates"] = (owner, self, arguments) => List(owner, Unique(owner, Of(self), Names(arguments))),
        ["first"] = (_, self, _) => Of(self) is [var first, ..] ? first : JsValue.Undefined,
        ["last"] = (_, self, _) => Of(self) is [.., var last] ? last : JsValue.Undefined,
        ["isEmpty"] = (_, self, _) => Js.Boolean(Of(self).Length == 0),
        ["isNotEmpty"] = (_, self, _) => Js.Boolean(Of(self).Length > 0),
        ["length"] = (_, self, _) => Js.Number(Of(self).Length),
        ["max"] = (_, self, _) => Js.Number(Numbers(self, "max").DefaultIfEmpty(double.NegativeInfinity).Max()),
        ["min"] = (_, self, _) => Js.Number(Numbers(self, "min").DefaultIfEmpty(double.PositiveInfinity).Min()),
        ["sum"] = (_, self, _) => Js.Number(Numbers(self, "sum").Sum()),
        ["merge"] = (owner, self, arguments) => Merge(owner, [.. Of(self), .. Lists(arguments)]),
        ["pluck"] = (owner, self, arguments) => List(owner, Of(self).Select(v => Pluck(owner, v, Names(arguments))).Where(v => !v.IsUndefined())),
        ["randomItem"] = (owner, self, _) => Of(self) is { Length: > 0 } items ? items[(int)(owner.Random.Next(owner.Scope) * items.Length)] : JsValue.Undefined,
        ["renameKeys"] = (owner, self, arguments) => List(owner, Of(self).Select(v => Rename(owner, v, Names(arguments)))),
        ["smartJoin"] = (owner, self, arguments) => SmartJoin(owner, Of(self), Names(arguments)),
        ["toJsonString"] = (owner, self, _) => Js.Text(Js.Json(owner, self)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static JsValue[] Of(JsValue self) => ((JsArray)self).ToArray();

    private static JsArray List(ScriptEngine owner, IEnumerable<JsValue> values) => new(owner.Engine, [.. values]);

    private static JsValue[] Lists(JsValue[] arguments) => [.. arguments.SelectMany(a => a is JsArray list ? list.ToArray() : [a])];

    private static string[] Names(JsValue[] arguments) => [.. Lists(arguments).Where(a => a.IsString()).Select(a => a.ToString())];

    private static bool IsBlank(JsValue value) => value.IsNull() || value.IsUndefined() || (value.IsString() && value.ToString() is "" or "nil") || (Js.IsPlainObject(value) && Js.IsEmpty(value));

    private static int Size(JsValue[] arguments) =>
        Js.NumberOr(arguments.At(0), 0) is >= 1 and <= int.MaxValue and var size ? (int)size : throw new ExpressionException("chunk needs a size of at least 1: list.chunk(10).");

    private static List<double> Numbers(JsValue self, string method) => Of(self).Select(v =>
    {
        var number = v.IsNumber() ? v.AsNumber() : v.IsString() && v.ToString().Trim().Length > 0 ? TypeConverter.ToNumber(v) : double.NaN;
        return double.IsNaN(number) ? throw new ExpressionException($"{method}: '{Js.Shorten(v.ToString())}' is not a number.") : number;
    }).ToList();

    /// <summary>Equal means: the same JSON, with one type apart from another.</summary>
    private static string Key(ScriptEngine owner, JsValue value) => value.IsObject() ? Js.Json(owner, value) : $"{value.Type}:{value}";

    private static IEnumerable<JsValue> Without(ScriptEngine owner, JsValue[] values, JsValue[] others)
    {
        var keys = others.Select(o => Key(owner, o)).ToHashSet(StringComparer.Ordinal);
        return values.Where(v => !keys.Contains(Key(owner, v)));
    }

    private static IEnumerable<JsValue> Within(ScriptEngine owner, JsValue[] values, JsValue[] others)
    {
        var keys = others.Select(o => Key(owner, o)).ToHashSet(StringComparer.Ordinal);
        return values.Where(v => keys.Contains(Key(owner, v)));
    }

    private static List<JsValue> Unique(ScriptEngine owner, IEnumerable<JsValue> values, string[] fields)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return values.Where(v => seen.Add(fields.Length == 0 || !v.IsObject() ? Key(owner, v) : string.Join('\n', fields.Select(f => Key(owner, v.Get(f)))))).ToList();
    }

    private static JsValue Pluck(ScriptEngine owner, JsValue value, string[] fields)
    {
        if (!value.IsObject() || fields.Length == 0)
            return value;
        if (fields.Length == 1)
            return value.Get(fields[0]);
        var kept = new JsObject(owner.Engine);
        foreach (var field in fields)
        {
            if (value.Get(field) is var found && !found.IsUndefined())
                kept.FastSetDataProperty(field, found);
        }

        return kept;
    }

    private static JsObject Merge(ScriptEngine owner, IEnumerable<JsValue> values)
    {
        var merged = new JsObject(owner.Engine);
        foreach (var value in values.Where(Js.IsPlainObject))
        {
            foreach (var key in value.AsObject().GetOwnPropertyKeys(Types.String))
                merged.FastSetDataProperty(key.ToString(), value.Get(key));
        }

        return merged;
    }

    private static JsValue Rename(ScriptEngine owner, JsValue value, string[] pairs)
    {
        if (!Js.IsPlainObject(value))
            return value;
        var renamed = new JsObject(owner.Engine);
        foreach (var key in value.AsObject().GetOwnPropertyKeys(Types.String))
        {
            var at = Array.IndexOf(pairs, key.ToString());
            renamed.FastSetDataProperty(at >= 0 && at % 2 == 0 && at + 1 < pairs.Length ? pairs[at + 1] : key.ToString(), value.Get(key));
        }

        return renamed;
    }

    private static JsObject SmartJoin(ScriptEngine owner, JsValue[] values, string[] fields)
    {
        if (fields.Length < 2)
            throw new ExpressionException("smartJoin needs two field names: list.smartJoin('name', 'value').");
        var joined = new JsObject(owner.Engine);
        foreach (var value in values.Where(v => v.IsObject()))
            joined.FastSetDataProperty(value.Get(fields[0]).ToString(), value.Get(fields[1]));
        return joined;
    }
}
