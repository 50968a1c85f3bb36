using System.Text;
using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>The part of Node.js' <c>Buffer</c> that turns text into bytes and back.</summary>
internal static class BufferType
{
    public static JsValue Create(ScriptEngine owner)
    {
        var type = new JsObject(owner.Engine);
        Add(owner, type, "from", a => View(owner, Bytes(owner, a.At(0), Js.TextOr(a.At(1), "utf8"))));
        Add(owner, type, "alloc", a => View(owner, new byte[Size(owner, a.At(0))]));
        Add(owner, type, "isBuffer", a => Js.Boolean(a.At(0) is BufferValue));
        Add(owner, type, "byteLength", a => Js.Number(Bytes(owner, a.At(0), Js.TextOr(a.At(1), "utf8")).Length));
        Add(owner, type, "concat", a =>
        {
            var parts = a.At(0) is JsArray list ? list.OfType<BufferValue>().ToList() : [];
            Size(owner, Js.Number(parts.Sum(p => (double)p.Bytes.Length)));
            return View(owner, [.. parts.SelectMany(p => p.Bytes)]);
        });
        return type;
    }

    public static ObjectInstance View(ScriptEngine owner, byte[] bytes)
    {
        var view = new BufferValue(owner.Engine, bytes);
        view.FastSetDataProperty("length", Js.Number(bytes.Length));
        Add(owner, view, "toString", a => Js.Text(Text(bytes, Js.TextOr(a.At(0), "utf8"))));
        Add(owner, view, "toJSON", _ =>
        {
            var json = new JsObject(owner.Engine);
            json.FastSetDataProperty("type", Js.Text("Buffer"));
            json.FastSetDataProperty("data", new JsArray(owner.Engine, [.. bytes.Select(b => JsNumber.Create(b))]));
            return json;
        });
        Add(owner, view, "equals", a => Js.Boolean(a.At(0) is BufferValue other && other.Bytes.AsSpan().SequenceEqual(bytes)));
        foreach (var name in new[] { "slice", "subarray" })
            Add(owner, view, name, a => View(owner, bytes[At(a.At(0), 0)..Math.Max(At(a.At(0), 0), At(a.At(1), bytes.Length))]));
        Add(owner, view, "at", a => Js.NumberOr(a.At(0), 0) is var i && i >= 0 && i < bytes.Length ? JsNumber.Create(bytes[(int)i]) : JsValue.Undefined);
        return view;

        int At(JsValue index, int fallback)
        {
            var at = Js.NumberOr(index, fallback);
            return (int)Math.Clamp(at < 0 ? bytes.Length + at : at, 0, bytes.Length);
        }
    }

    public static byte[] Bytes(ScriptEngine owner, JsValue value, string encoding)
    {
        switch (value)
        {
            case BufferValue buffer:
                return buffer.Bytes;
            case JsArray list:
                return [.. list.Select(v => (byte)TypeConverter.ToInt32(v))];
            default:
                var text = TypeConverter.ToString(value);
                Size(owner, Js.Number(text.Length));
                return Encode(text, encoding);
        }
    }

    private static byte[] Encode(string text, string encoding)
    {
        try
        {
            return encoding.ToLowerInvariant() switch
            {
                "utf8" or "utf-8" => Encoding.UTF8.GetBytes(text),
                "base64" or "base64url" => WebApi.Base64(text),
                "hex" => Convert.FromHexString(text),
                "ascii" or "latin1" or "binary" => Encoding.Latin1.GetBytes(text),
                "utf16le" or "ucs2" => Encoding.Unicode.GetBytes(text),
                _ => throw Unknown(encoding),
            };
        }
        catch (FormatException e)
        {
            throw new ExpressionException($"The text is not {encoding}.", e);
        }
    }

    public static string Text(byte[] bytes, string encoding) => encoding.ToLowerInvariant() switch
    {
        "utf8" or "utf-8" => Encoding.UTF8.GetString(bytes),
        "base64" => Convert.ToBase64String(bytes),
        "base64url" => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        "hex" => Convert.ToHexStringLower(bytes),
        "ascii" or "latin1" or "binary" => Encoding.Latin1.GetString(bytes),
        "utf16le" or "ucs2" => Encoding.Unicode.GetString(bytes),
        _ => throw Unknown(encoding),
    };

    private static int Size(ScriptEngine owner, JsValue size) =>
        Js.NumberOr(size, 0) is >= 0 and var bytes && bytes <= owner.Limits.StringLength ? (int)bytes : throw new ExpressionException($"A Buffer may have at most {owner.Limits.StringLength:N0} bytes.") { Code = "expression-memory" };

    private static ExpressionException Unknown(string encoding) =>
        new($"Unknown encoding '{Js.Shorten(encoding)}'. Known are utf8, base64, base64url, hex, latin1 and utf16le.");

    private static void Add(ScriptEngine owner, ObjectInstance target, string name, Func<JsValue[], JsValue> call) =>
        target.FastSetProperty(name, new PropertyDescriptor(WebApi.Function(owner, name, call), PropertyFlag.NonEnumerable));

    /// <summary>Bytes in an engine.</summary>
    private sealed class BufferValue : ObjectInstance
    {
        public BufferValue(Engine engine, byte[] bytes) : base(engine)
        {
            Bytes = bytes;
            Prototype = engine.Intrinsics.Object.PrototypeObject;
        }

        public byte[] Bytes { get; }
    }
}
