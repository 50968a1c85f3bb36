using System.Collections.Frozen;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary>Functions such as <c>$if</c> and <c>$max</c>.</summary>
internal static class ExpressionFunctions
{
    private static readonly FrozenDictionary<string, Func<Engine, JsValue[], JsValue>> All = new Dictionary<string, Func<Engine, JsValue[], JsValue>>
    {
        ["$if"] = (_, arguments) => TypeConverter.ToBoolean(arguments.At(0)) ? arguments.At(1) : arguments.At(2),
        ["$ifEmpty"] = (_, arguments) => Js.IsEmpty(arguments.At(0)) ? arguments.At(1) : arguments.At(0),
        ["$max"] = (_, arguments) => Js.Number(Numbers(arguments).DefaultIfEmpty(double.NegativeInfinity).Max()),
        ["$min"] = (_, arguments) => Js.Number(Numbers(arguments).DefaultIfEmpty(double.PositiveInfinity).Min()),
        ["$average"] = (_, arguments) => Js.Number(Numbers(arguments).DefaultIfEmpty(0).Average()),
        ["$sum"] = (_, arguments) => Js.Number(Numbers(arguments).Sum()),
        ["$not"] = (_, arguments) => Js.Boolean(!TypeConverter.ToBoolean(arguments.At(0))),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Func<Engine, JsValue[], JsValue>? Find(string name) => All.GetValueOrDefault(name);

    private static IEnumerable<double> Numbers(JsValue[] arguments) =>
        arguments.SelectMany(a => a is JsArray list ? list.ToArray() : [a]).Select(TypeConverter.ToNumber);
}
