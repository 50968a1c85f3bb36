using Auterity.Workflows.Expressions.Extensions;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary><c>console</c>: keeps what a script logs.</summary>
internal sealed class ScriptConsole
{
    private const int MaxLines = 1_000;
    private const int MaxLength = 10_000;

    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines => lines;

    public void Write(string line)
    {
        if (lines.Count < MaxLines)
            lines.Add(line.Length > MaxLength ? line[..MaxLength] + "…" : line);
        else if (lines.Count == MaxLines)
            lines.Add($"… more than {MaxLines:N0} lines were logged");
    }

    public JsObject ToObject(ScriptEngine owner)
    {
        var console = new JsObject(owner.Engine);
        foreach (var name in new[] { "log", "info", "warn", "error", "debug", "trace" })
        {
            console.FastSetProperty(name, new PropertyDescriptor(new ClrFunction(owner.Engine, name, (_, arguments) =>
            {
                Write(string.Join(' ', arguments.Select(a => Text(owner, a))));
                return JsValue.Undefined;
            }), PropertyFlag.NonEnumerable));
        }

        return console;
    }

    private static string Text(ScriptEngine owner, JsValue value) => value switch
    {
        JsString => value.ToString(),
        JsObject or JsonObject or JsArray => Js.Json(owner, value),
        JsSymbol => "Symbol()",
        _ => TypeConverter.ToString(value),
    };
}
