using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Expressions.Native;

internal enum NativeKind : byte
{
    Undefined,
    Null,
    Boolean,
    Number,
    String,

    /// <summary>A JSON object or array.</summary>
    Json,
    Item,
    Items,

    /// <summary>An optional chain that met null or undefined: the rest of the chain is passed over.</summary>
    ShortCircuit,
}

/// <summary>A JavaScript value on the native path. Values that came from JSON keep their element, so that copying them through loses nothing.</summary>
internal readonly struct NativeValue
{
    private readonly JsonElement element;
    private readonly object? reference;
    private readonly double number;

    private NativeValue(NativeKind kind, JsonElement element = default, object? reference = null, double number = 0)
    {
        Kind = kind;
        this.element = element;
        this.reference = reference;
        this.number = number;
    }

    public NativeKind Kind { get; }

    public static NativeValue Undefined => default;

    public static NativeValue ShortCircuit { get; } = new(NativeKind.ShortCircuit);

    public static NativeValue Null { get; } = new(NativeKind.Null);

    public bool IsNullish => Kind is NativeKind.Undefined or NativeKind.Null;

    public bool IsPrimitive => Kind <= NativeKind.String;

    /// <summary>The JSON it came from; a default element for values that were computed.</summary>
    public JsonElement Element => element;

    public Item Item => (Item)reference!;

    public IReadOnlyList<Item> Items => (IReadOnlyList<Item>)reference!;

    public bool Boolean => number != 0;

    public string Text => reference as string ?? element.GetString()!;

    public static NativeValue From(bool value) => new(NativeKind.Boolean, number: value ? 1 : 0);

    public static NativeValue From(double value) => new(NativeKind.Number, number: value);

    public static NativeValue From(string value) => new(NativeKind.String, reference: value);

    public static NativeValue From(Item item) => new(NativeKind.Item, reference: item);

    public static NativeValue From(IReadOnlyList<Item> items) => new(NativeKind.Items, reference: items);

    public static NativeValue From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined => default,
        JsonValueKind.Null => Null,
        JsonValueKind.True => From(true),
        JsonValueKind.False => From(false),
        JsonValueKind.Number => new(NativeKind.Number, json),
        JsonValueKind.String => new(NativeKind.String, json),
        _ => new(NativeKind.Json, json),
    };

    /// <summary>The number as JavaScript sees it; declines where the text says more than a double can hold.</summary>
    public double Number()
    {
        if (element.ValueKind != JsonValueKind.Number)
            return number;
        if (JsNumberText.IsUnsafeInteger(element))
            throw NativeDeclined.Instance;
        return JsNumberText.ToDouble(element);
    }

    public bool IsTruthy() => Kind switch
    {
        NativeKind.Undefined or NativeKind.Null or NativeKind.ShortCircuit => false,
        NativeKind.Boolean => Boolean,
        NativeKind.Number => (element.ValueKind == JsonValueKind.Number ? JsNumberText.ToDouble(element) : number) is not (0 or double.NaN),
        NativeKind.String => Text.Length > 0,
        _ => true,
    };

    /// <summary>What <c>String(value)</c> gives; only for primitives.</summary>
    public string ToJsString() => Kind switch
    {
        NativeKind.Undefined => "undefined",
        NativeKind.Null => "null",
        NativeKind.Boolean => Boolean ? "true" : "false",
        NativeKind.Number => JsNumberText.Format(Number()),
        NativeKind.String => Text,
        _ => throw NativeDeclined.Instance,
    };
}

/// <summary>Thrown where only the script engine knows the answer; the caller evaluates the same expression there.</summary>
internal sealed class NativeDeclined : Exception
{
    public static NativeDeclined Instance { get; } = new();
}
