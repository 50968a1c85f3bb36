using System.Text.Encodings.Web;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Expressions.Dates;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>Script values to JSON and to the text of a template.</summary>
/// <remarks>JSON follows <c>JSON.stringify</c>, with two differences: untouched input is copied byte for byte, and a big integer is written as a number.</remarks>
internal sealed class ScriptOutput(JsonBridge bridge, long maxBytes)
{
    private static readonly JsString ToJson = JsString.Create("toJSON");

    /// <summary>Integers beyond 2^53 that were computed, and are therefore rounded.</summary>
    public bool WroteRounded { get; private set; }

    /// <summary>Item objects by reference, so that what a script hands on unchanged keeps its origin.</summary>
    public IReadOnlyDictionary<JsValue, int>? Origins { get; init; }

    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = JsonDefaults.MaxDepth, SkipValidation = true };

    /// <returns>False when the value is undefined, a function or a symbol, and nothing was written.</returns>
    public bool TryWrite(Utf8JsonWriter writer, JsValue value, int depth = 0)
    {
        if (depth >= JsonDefaults.MaxDepth)
            throw new ExpressionException($"The result is nested more than {JsonDefaults.MaxDepth} levels deep, or refers to itself.");
        if (writer.BytesCommitted + writer.BytesPending > maxBytes)
            throw new ExpressionException($"The result is larger than {maxBytes >> 20} MiB.") { Code = "expression-memory" };
        switch (value)
        {
            case JsUndefined or JsSymbol:
                return false;
            case JsNull:
                writer.WriteNullValue();
                return true;
            case JsBoolean:
                writer.WriteBooleanValue(value.AsBoolean());
                return true;
            case JsString:
                writer.WriteStringValue(WellFormed(value.ToString()));
                return true;
            case JsNumber:
                WriteNumber(writer, value);
                return true;
            case JsBigInt:
                writer.WriteRawValue(value.ToString(), skipInputValidation: true);
                return true;
            case LuxonValue date:
                WriteText(writer, date.ToIso());
                return true;
            case JsonObject { IsUntouched: true } same when Origins is null:
                same.Json.WriteTo(writer);
                return true;
            case ObjectInstance instance:
                return WriteObject(writer, instance, depth);
            default:
                return false;
        }
    }

    /// <summary>Text of a value inside a template: null and undefined are empty, objects are JSON.</summary>
    public string Text(JsValue value)
    {
        switch (value)
        {
            case JsUndefined or JsNull or JsSymbol or Jint.Native.Function.Function:
                return "";
            case JsNumber when bridge.TryGetExact(value, out var exact):
                return JsNumberText.Format(exact);
            case JsNumber:
                WroteRounded |= IsRounded(value.AsNumber());
                return JsNumberText.Format(value.AsNumber());
            case JsObject or JsonObject or JsArray:
                return ToElement(value) is { } json ? JsonText.Compact(json) : "";
            default:
                return TypeConverter.ToString(value);
        }
    }

    /// <returns>Null when the value is undefined, a function or a symbol.</returns>
    public JsonElement? ToElement(JsValue value)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        if (!TryWrite(writer, value))
            return null;
        writer.Flush();
        return JsonElement.Parse(buffer.WrittenSpan, JsonDefaults.Document);
    }

    private bool WriteObject(Utf8JsonWriter writer, ObjectInstance instance, int depth)
    {
        if (instance.Get(ToJson) is Jint.Native.Function.Function toJson)
            return TryWrite(writer, toJson.Call(instance, []), depth + 1);
        if (instance is Jint.Native.Function.Function)
            return false;
        if (instance is JsArray array)
        {
            writer.WriteStartArray();
            foreach (var element in array)
            {
                if (!TryWrite(writer, element, depth + 1))
                    writer.WriteNullValue();
            }

            writer.WriteEndArray();
            return true;
        }

        writer.WriteStartObject();
        WriteProperties(writer, instance, depth);
        writer.WriteEndObject();
        return true;
    }

    private void WriteProperties(Utf8JsonWriter writer, ObjectInstance instance, int depth)
    {
        var origin = depth <= 1 ? Origin(instance) : -1;
        foreach (var (key, descriptor) in instance.GetOwnProperties())
        {
            if (!key.IsString() || !descriptor.Enumerable)
                continue;
            var name = WellFormed(key.ToString());
            if (descriptor is JsonDescriptor { Untouched: { } json })
            {
                writer.WritePropertyName(name);
                json.WriteTo(writer);
                continue;
            }

            if (name == "pairedItem" && origin >= 0)
                origin = -1;
            var value = instance.Get(key);
            if (value is JsUndefined or JsSymbol or Jint.Native.Function.Function)
                continue;
            writer.WritePropertyName(name);
            if (!TryWrite(writer, value, depth + 1))
                writer.WriteNullValue();
        }

        if (origin >= 0)
            writer.WriteNumber("pairedItem", origin);
    }

    /// <summary>The input item that this object is, or whose data it carries; −1 when it is neither.</summary>
    private int Origin(ObjectInstance instance)
    {
        if (Origins is null || instance is not JsObject)
            return -1;
        if (Origins.TryGetValue(instance, out var index))
            return index;
        return instance.TryGetValue("json", out var json) && Origins.TryGetValue(json, out index) ? index : -1;
    }

    private void WriteNumber(Utf8JsonWriter writer, JsValue value)
    {
        if (bridge.TryGetExact(value, out var exact))
        {
            exact.WriteTo(writer);
            return;
        }

        var number = value.AsNumber();
        if (!double.IsFinite(number))
        {
            writer.WriteNullValue();
            return;
        }

        WroteRounded |= IsRounded(number);
        writer.WriteRawValue(JsNumberText.Format(number), skipInputValidation: true);
    }

    private static bool IsRounded(double number) => Math.Abs(number) > JsNumberText.MaxSafeInteger && Math.Abs(number) < 1e21 && number == Math.Truncate(number);

    private static void WriteText(Utf8JsonWriter writer, string? text)
    {
        if (text is null)
            writer.WriteNullValue();
        else
            writer.WriteStringValue(text);
    }

    /// <summary>Lone surrogates have no UTF-8 form: they become U+FFFD.</summary>
    internal static string WellFormed(string text)
    {
        var span = text.AsSpan();
        for (var i = span.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < span.Length; i++)
        {
            if (!char.IsSurrogate(span[i]))
                continue;
            if (char.IsHighSurrogate(span[i]) && i + 1 < span.Length && char.IsLowSurrogate(span[i + 1]))
                i++;
            else
                return System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return text;
    }
}
