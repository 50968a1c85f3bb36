using System.Runtime.InteropServices;
using System.Text.Json;
using Jint;
using Jint.Native;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>JSON to script values, as late as possible, remembering the numbers that a double cannot hold.</summary>
internal sealed class JsonBridge(Engine engine)
{
    private readonly Dictionary<JsValue, JsonElement> exactNumbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>A script read a whole number beyond 2^53 since the last <see cref="Reset"/>.</summary>
    public bool ReadUnsafeInteger { get; private set; }

    /// <summary>Before an evaluation.</summary>
    public void Reset() => ReadUnsafeInteger = false;

    /// <summary>Before another item: the values of the last one are gone.</summary>
    public void Forget() => exactNumbers.Clear();

    /// <summary>The JSON number this very value was converted from, when its text is not what JavaScript would write.</summary>
    public bool TryGetExact(JsValue number, out JsonElement json) => exactNumbers.TryGetValue(number, out json);

    public JsValue ToJs(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(engine, this, json),
        JsonValueKind.Array => Array(json),
        JsonValueKind.String => JsString.Create(json.GetString()!),
        JsonValueKind.Number => Number(json),
        JsonValueKind.True => JsBoolean.True,
        JsonValueKind.False => JsBoolean.False,
        JsonValueKind.Null => JsValue.Null,
        _ => JsValue.Undefined,
    };

    private JsArray Array(JsonElement json)
    {
        var values = new JsValue[json.GetArrayLength()];
        var i = 0;
        foreach (var element in json.EnumerateArray())
            values[i++] = ToJs(element);
        return new JsArray(engine, values);
    }

    private JsNumber Number(JsonElement json)
    {
        var text = JsonMarshal.GetRawUtf8Value(json);
        if (json.TryGetInt32(out var small) && !(small == 0 && text[0] == '-'))
            return JsNumber.Create(small);
        var value = JsNumberText.ToDouble(json);
        if (System.Text.Ascii.Equals(text, JsNumberText.Format(value)))
            return new JsNumber(value);
        var number = new JsNumber(value);
        exactNumbers[number] = json;
        ReadUnsafeInteger |= JsNumberText.IsUnsafeInteger(json);
        return number;
    }
}
