using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Auterity.Workflows.Expressions.Native;

/// <summary><c>object.name</c> and <c>object[key]</c> over JSON.</summary>
/// <param name="target">The object.</param>
/// <param name="key">The property's name, or a number; a constant in most expressions.</param>
/// <param name="optional">Written <c>?.</c>.</param>
/// <param name="path">Source of the object, for messages.</param>
/// <param name="position">Offset of the property in the parameter's text.</param>
internal sealed class MemberNode(NativeNode target, NativeNode key, string? constant, bool optional, string path, int position) : NativeNode
{
    private readonly byte[]? utf8 = constant is null ? null : Encoding.UTF8.GetBytes(constant);

    public override NativeValue Evaluate(ExpressionScope scope)
    {
        var value = target.Evaluate(scope);
        if (value.Kind == NativeKind.ShortCircuit)
            return value;
        if (value.IsNullish)
            return optional ? NativeValue.ShortCircuit : throw Missing(value, scope);
        var name = constant ?? PropertyKey(key.Evaluate(scope));
        return value.Kind switch
        {
            NativeKind.Json when value.Element.ValueKind == JsonValueKind.Object => OfObject(value.Element, name),
            NativeKind.Json => OfArray(value.Element, name),
            NativeKind.String => OfString(value.Text, name),
            NativeKind.Item => OfItem(value, name),
            NativeKind.Items => OfItems(value, name),
            _ => Inherited(name),
        };
    }

    private NativeValue OfObject(JsonElement json, string name)
    {
        if (utf8 is null ? json.TryGetProperty(name, out var found) : json.TryGetProperty(utf8, out found))
            return NativeValue.From(found);
        return PrototypeNames.Object.Contains(name) ? throw NativeDeclined.Instance : NativeValue.Undefined;
    }

    private static NativeValue OfArray(JsonElement json, string name)
    {
        if (IsIndex(name, out var index))
            return index < json.GetArrayLength() ? NativeValue.From(json[index]) : NativeValue.Undefined;
        return name == "length" ? NativeValue.From(json.GetArrayLength()) : Inherited(name);
    }

    private static NativeValue OfString(string text, string name)
    {
        if (IsIndex(name, out var index))
            return index < text.Length ? NativeValue.From(text[index].ToString()) : NativeValue.Undefined;
        return name == "length" ? NativeValue.From(text.Length) : Inherited(name);
    }

    private static NativeValue OfItem(NativeValue item, string name) => name switch
    {
        "json" => NativeValue.From(item.Item.Json),
        "binary" => NativeValue.From(BinaryView.Of(item.Item)),
        _ => throw NativeDeclined.Instance,
    };

    private static NativeValue OfItems(NativeValue items, string name)
    {
        if (IsIndex(name, out var index))
            return index < items.Items.Count ? NativeValue.From(items.Items[index]) : NativeValue.Undefined;
        return name == "length" ? NativeValue.From(items.Items.Count) : throw NativeDeclined.Instance;
    }

    private static NativeValue Inherited(string name) =>
        PrototypeNames.Any.Contains(name) ? throw NativeDeclined.Instance : NativeValue.Undefined;

    private static string PropertyKey(NativeValue key) => key.ToJsString();

    /// <summary>Canonical array index: digits without a leading zero.</summary>
    private static bool IsIndex(string name, out int index)
    {
        index = 0;
        return name.Length is > 0 and < 10 && name.All(char.IsAsciiDigit) && (name[0] != '0' || name.Length == 1)
            && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    private ExpressionException Missing(NativeValue value, ExpressionScope scope)
    {
        var name = constant ?? PropertyKey(key.Evaluate(scope));
        var what = value.Kind == NativeKind.Null ? "null" : "undefined";
        return new($"Cannot read '{name}' of {what}: {path} is {what} here. Write {path}?.{name} if it may be missing.", null, position) { IsMissing = true };
    }
}

/// <summary>Ends an optional chain: what was passed over is undefined.</summary>
internal sealed class ChainNode(NativeNode chain) : NativeNode
{
    public override NativeValue Evaluate(ExpressionScope scope)
    {
        var value = chain.Evaluate(scope);
        return value.Kind == NativeKind.ShortCircuit ? NativeValue.Undefined : value;
    }
}

/// <summary>Names that values inherit in JavaScript, where a lookup must not answer undefined.</summary>
internal static class PrototypeNames
{
    public static FrozenSet<string> Object { get; } = Split(
        "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__ constructor hasOwnProperty isPrototypeOf " +
        "propertyIsEnumerable toLocaleString toString valueOf");

    /// <summary>Everything on the prototypes of arrays, strings, numbers and booleans.</summary>
    public static FrozenSet<string> Any { get; } = Split(
        string.Join(' ', Object) + " at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap " +
        "forEach includes indexOf join keys lastIndexOf length map pop push reduce reduceRight reverse shift slice some sort splice " +
        "toReversed toSorted toSpliced unshift values with anchor big blink bold charAt charCodeAt codePointAt endsWith fixed fontcolor " +
        "fontsize isWellFormed italics link localeCompare match matchAll normalize padEnd padStart repeat replace replaceAll search small " +
        "split startsWith strike sub substr substring sup toLocaleLowerCase toLocaleUpperCase toLowerCase toUpperCase toWellFormed trim " +
        "trimEnd trimLeft trimRight trimStart toExponential toFixed toPrecision");

    private static FrozenSet<string> Split(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
