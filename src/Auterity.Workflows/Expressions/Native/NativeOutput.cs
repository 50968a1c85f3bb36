using System.Text.Json;
using Auterity.Workflows.Expressions.Scripting;

namespace Auterity.Workflows.Expressions.Native;

/// <summary>Native values to JSON and to the text of a template.</summary>
internal static class NativeOutput
{
    private static readonly JsonElement NullElement = JsonElement.Parse("null");
    private static readonly JsonElement TrueElement = JsonElement.Parse("true");
    private static readonly JsonElement FalseElement = JsonElement.Parse("false");

    public static JsonElement Element(NativeValue value) => value.Kind switch
    {
        NativeKind.Undefined or NativeKind.Null or NativeKind.ShortCircuit => NullElement,
        NativeKind.Boolean => value.Boolean ? TrueElement : FalseElement,
        NativeKind.Json => value.Element,
        NativeKind.Number or NativeKind.String when value.Element.ValueKind != JsonValueKind.Undefined => value.Element,
        NativeKind.Number => double.IsFinite(value.Number()) ? JsonElement.Parse(JsNumberText.Format(value.Number())) : NullElement,
        NativeKind.String => JsonSerializer.SerializeToElement(ScriptOutput.WellFormed(value.Text)),
        _ => throw NativeDeclined.Instance,
    };

    public static string Text(NativeValue value) => value.Kind switch
    {
        NativeKind.Undefined or NativeKind.Null or NativeKind.ShortCircuit => "",
        NativeKind.Number when value.Element.ValueKind == JsonValueKind.Number => JsNumberText.Format(value.Element),
        NativeKind.Json => JsonText.Compact(value.Element),
        NativeKind.Boolean or NativeKind.Number or NativeKind.String => value.ToJsString(),
        _ => throw NativeDeclined.Instance,
    };
}
